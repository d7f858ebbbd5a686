import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { ERRORS, eventPage, eventRaw, requestDetails } from './demo/demoPanels';
import { REQUESTS, TIMELINE } from './demo/demoRecording';
import { MemoryHost } from './host/memory/memoryHost';
import { Client } from './ipc/client';
import type { EventPageRequestDto, NoteDto, OccurrenceDto, RequestRefDto } from './ipc/generated/bindings';
import type { PlaybackController } from './playback/playbackController.svelte';
import { micros, type Micros } from './shared/units';
import ErrorsPane from './inspector/ErrorsPane.svelte';
import EventsPane from './inspector/EventsPane.svelte';
import MomentsPane from './inspector/MomentsPane.svelte';
import NetworkPane from './inspector/NetworkPane.svelte';
import NotesPane from './inspector/NotesPane.svelte';
import { tagsOf } from './inspector/noteTags';

const SECOND = 1_000_000;
const OTHER: OccurrenceDto = { recording: 'r2', fileName: 'other.json', person: null, at: 4 * SECOND, openAt: 2 * SECOND, wall: 0, kind: 'uncaught', text: 'TypeError' };

function desk(at = 0) {
  const asked: number[] = [];
  const playback = {
    at: micros(at * SECOND),
    panelsAt: micros(at * SECOND),
    duration: micros(75 * SECOND),
    playing: false,
    loopRange: null,
    seek: (target: Micros) => asked.push(target / SECOND),
  } as unknown as PlaybackController;
  const host = new MemoryHost({
    request_details: (request) => requestDetails(request as RequestRefDto),
    event_page: (request) => eventPage(request as EventPageRequestDto),
    event_raw: (request) => eventRaw((request as { seq: number }).seq),
    occurrences: () => [{ ...OTHER, recording: 'r1' }, OTHER],
  });
  return { asked, playback, host, client: new Client(host) };
}

const text = (element: Element) => element.textContent.replaceAll(/\s+/g, ' ').trim();

describe('the network', () => {
  const rows = () => within(screen.getByRole('grid', { name: 'Requests' })).getAllByRole('row').map(text).filter((row) => row !== '');

  it('lists requests, those that failed first or alone', async () => {
    const { client, playback } = desk();
    render(NetworkPane, { client, session: 1, requests: REQUESTS, playback });
    expect(rows().some((row) => row.includes('cart.js'))).toBe(true);
    await fireEvent.click(screen.getByRole('button', { name: 'Failed 2' }));
    expect(screen.getByRole('grid').textContent).not.toContain('cart.js');
    expect(screen.getByRole('grid').textContent).toContain('discount');
    await fireEvent.input(screen.getByRole('textbox', { name: 'Filter requests' }), { target: { value: 'nothing' } });
    expect(screen.getByText('10 requests, none match “nothing”.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Clear filter' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Failed first' }));
    expect(within(screen.getByRole('grid')).getAllByRole('row').find((row) => text(row).includes('GET') || text(row).includes('none'))?.textContent).toContain('none');
  });

  it('shows what of a request was recorded, and searches in it', async () => {
    const { client, playback, asked } = desk();
    render(NetworkPane, { client, session: 1, requests: REQUESTS.filter(({ status }) => status === 500), playback });
    await fireEvent.click(screen.getByText('discount'));
    const details = await screen.findByRole('region', { name: 'Request details' });
    expect(await within(details).findByText(/The discount could not be applied/)).toBeTruthy();
    expect(details.textContent).toContain('application/problem+json; charset=utf-8');
    await fireEvent.input(within(details).getByRole('textbox', { name: 'Search headers and bodies' }), { target: { value: 'x-shop' } });
    expect(details.textContent).not.toContain('could not be applied');
    expect(within(details).getByText('x-shop')).toBeTruthy();
    expect(asked).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
    expect(asked).toEqual([30.68]);
    await fireEvent.click(screen.getByRole('button', { name: 'Close the request' }));
    expect(screen.queryByRole('region', { name: 'Request details' })).toBeNull();
  });

  it('says why it is empty', () => {
    const { client, playback } = desk();
    render(NetworkPane, { client, session: 1, requests: [], playback });
    expect(screen.getByText('This recording has no network entries.')).toBeTruthy();
  });
});

describe('errors', () => {
  it('tell what the user did before, and where else they happened', async () => {
    const { client, playback, asked } = desk();
    const opened: OccurrenceDto[] = [];
    const props = { client, errors: ERRORS, marks: TIMELINE.marks, visits: TIMELINE.visits, recording: 'r1', playback };
    render(ErrorsPane, { ...props, onopen: (hit: OccurrenceDto) => opened.push(hit), onmark: () => undefined });
    await fireEvent.click(screen.getAllByRole('option')[0] as HTMLElement);
    const details = await screen.findByRole('region', { name: 'Error details' });
    expect(details.textContent).toContain('nothing caught it');
    expect(details.textContent).toContain('cart.js:118:27');
    const links = within(details).getAllByRole('button');
    expect(links.length).toBeGreaterThan(3);
    await fireEvent.click(screen.getByRole('button', { name: 'The moment' }));
    expect(asked).toEqual([30.4]);
    const other = await within(details).findByText('other.json');
    await fireEvent.click(within(other.parentElement as HTMLElement).getByRole('button'));
    expect(opened.map(({ recording }) => recording)).toEqual(['r2']);
  });
});

describe('events', () => {
  it('are filtered by kind, and shown as recorded on demand', async () => {
    const { client, playback, host } = desk();
    render(EventsPane, { client, session: 1, total: 2400, playback });
    expect(await screen.findByText('2,400 events')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /^Kinds of events/ }));
    await fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: /^scroll/ }));
    expect(await screen.findByText(/^\d+ events$/)).toBeTruthy();
    await fireEvent.click((await screen.findAllByRole('option'))[1] as HTMLElement);
    const raw = await screen.findByRole('region', { name: 'Event' });
    expect(await within(raw).findByText(/"Two items"/)).toBeTruthy();
    expect(host.calls.filter(({ name }) => name === 'event_raw')).toHaveLength(1);
  });
});

describe('moments', () => {
  it('are a story whose sentences lead there', async () => {
    const { playback, asked } = desk(20);
    render(MomentsPane, { timeline: TIMELINE, playback, onmark: () => undefined });
    expect(screen.getByText('Opened “Kitchen shop”')).toBeTruthy();
    await fireEvent.input(screen.getByRole('textbox', { name: 'Filter moments' }), { target: { value: 'TypeError' } });
    const found = screen.getAllByRole('option');
    expect(found).toHaveLength(1);
    await fireEvent.click(found[0] as HTMLElement);
    expect(asked).toEqual([30.4]);
  });
});

describe('notes', () => {
  it('are written at the playhead, removed and brought back', async () => {
    const { playback } = desk(12);
    const done: string[] = [];
    const note: NoteDto = { id: 7, at: 5 * SECOND, until: 6 * SECOND, text: 'slow #cart', written: 0 };
    const props = { notes: [note], playback, stored: true, asked: 0 };
    render(NotesPane, {
      ...props,
      onadd: async (written: string, range: readonly [number, number] | null) => void done.push(`add ${written} ${String(range)}`),
      onremove: async ({ id }: NoteDto) => void done.push(`remove ${id}`),
    });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Note at 0:12.000' }), { target: { value: 'look' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Add note' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Remove the note' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Undo removing' }));
    expect(done).toEqual(['add look null', 'remove 7', 'add slow #cart 5000000,6000000']);
  });

  it('have tags', () => {
    expect(tagsOf('#a b#c #Größe-1 #A')).toEqual(['a', 'Größe-1']);
  });
});
