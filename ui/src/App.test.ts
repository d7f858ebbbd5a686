import { configure, fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import App from './App.svelte';
import { demoHost } from './demo/demoHost';

// Looking for roles in a whole window takes jsdom a while.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  localStorage.clear();
  Object.assign(window, { innerWidth: 1440, innerHeight: 900 });
});

function open(query: string): void {
  history.replaceState(null, '', `/?${query}`);
  render(App, { host: demoHost() });
}

it('starts an empty library with a place to drop and the promise', async () => {
  open('empty');
  expect(await screen.findByRole('heading', { name: 'Drop a recording' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Open file…' })).toBeTruthy();
  expect(screen.getByText('Nothing leaves this computer.')).toBeTruthy();
  expect(screen.getByText('No recordings yet.')).toBeTruthy();
});

async function rowOf(name: RegExp): Promise<HTMLElement> {
  return screen.findByRole('row', { name });
}

it('opens a recording of the library with everything around it', async () => {
  open('');
  await fireEvent.dblClick(await rowOf(/^kitchen\.example, checkout-fails/));
  expect(await screen.findByRole('region', { name: 'Recorded page' })).toBeTruthy();
  for (const [role, name] of [
    ['button', 'Play'],
    ['slider', 'Timeline'],
    ['tree', 'Elements'],
    ['tab', /^Console/],
    ['tab', /^Health/],
    ['searchbox', 'Search'],
    ['list', 'Library'],
    ['switch', 'Skip idle'],
  ] as const) {
    expect(await screen.findByRole(role, { name }), `${role} ${String(name)}`).toBeTruthy();
  }
});

it('goes from an open recording to the whole library and back, and leaves it open', async () => {
  open('open');
  await screen.findByRole('button', { name: 'Play' });
  await fireEvent.keyDown(document.body, { key: 'l', ctrlKey: true });
  expect(await screen.findByRole('grid', { name: 'Recordings' })).toBeTruthy();
  // Its keys do not reach the recording behind.
  await fireEvent.keyDown(document.body, { key: ' ' });
  await fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryByRole('grid', { name: 'Recordings' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Play' })).toBeTruthy();
});

it('selects several, removes them at once, and brings them back', async () => {
  open('');
  await fireEvent.click(await rowOf(/^tickets\.example, session/));
  await fireEvent.click(await rowOf(/^maps\.example, route/), { shiftKey: true });
  expect(await screen.findByText('3 selected')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('3 recordings removed from the library.')).toBeTruthy();
  expect(await screen.findByText('237 recordings')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('240 recordings')).toBeTruthy();
});

it('tells the column of a query that cannot be read, after Enter at once', async () => {
  open('');
  const field = await screen.findByRole('combobox', { name: 'Filter recordings' });
  await fireEvent.input(field, { target: { value: 'status:abc' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('column 8');
  expect(screen.getByText('240 recordings')).toBeTruthy();
});

it('says that nothing matches, and how to get out of it', async () => {
  open('');
  const field = await screen.findByRole('combobox', { name: 'Filter recordings' });
  await fireEvent.input(field, { target: { value: 'qwertz' } });
  await fireEvent.keyDown(field, { key: 'Enter' });
  expect(await screen.findByText('240 recordings, none match “qwertz”.')).toBeTruthy();
  await fireEvent.click(screen.getAllByRole('button', { name: 'Clear filter' })[1] as HTMLElement);
  expect(await screen.findByRole('grid', { name: 'Recordings' })).toBeTruthy();
});

it('leads from a group of errors to the moment, two seconds before it', async () => {
  open('errors');
  await fireEvent.click(await screen.findByRole('option', { name: /TypeError.*discount/ }));
  const occurrences = await screen.findByRole('listbox', { name: 'Where it happened' });
  await fireEvent.keyDown(occurrences, { key: 'Enter' });
  expect(await screen.findByText(/Found at 0:30\.400: TypeError/)).toBeTruthy();
});

it('looks for an error that is pasted outside of fields, and leaves fields alone', async () => {
  open('');
  const field = await screen.findByRole('combobox', { name: 'Filter recordings' });
  const clipboardData = { getData: () => 'TypeError: discount' };
  await fireEvent.paste(field, { clipboardData });
  expect(screen.queryByRole('dialog')).toBeNull();
  await fireEvent.paste(document.body, { clipboardData });
  expect(await screen.findByText('session id, same stack')).toBeTruthy();
});

it('lists what became of every import', async () => {
  open('imports');
  await fireEvent.keyDown(document.body, { key: 'j', ctrlKey: true });
  const panel = await screen.findByRole('region', { name: 'Imports' });
  await screen.findByText('1 importing · 2 waiting · 1 failed · 2 imported');
  expect(panel.textContent).toContain('903 events · 12 events could not be read');
  await fireEvent.click(screen.getByRole('button', { name: 'Clear finished' }));
  expect(await screen.findByText('1 importing · 2 waiting')).toBeTruthy();
});

it('finds errors in every recording and opens one', async () => {
  open('');
  const box = screen.getByRole('searchbox', { name: 'Search' });
  await fireEvent.focus(box);
  await fireEvent.input(box, { target: { value: 'discount' } });
  const [hit] = await screen.findAllByRole('option', { name: /Error.*discount.*kitchen\.example/ });
  await fireEvent.click(hit as HTMLElement);
  expect(await screen.findByText(/Found at 0:30\.400/)).toBeTruthy();
});

it('offers actions where recordings are searched', async () => {
  open('open');
  await screen.findByRole('button', { name: 'Play' });
  await fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true });
  const box = screen.getByRole('searchbox', { name: 'Search' });
  expect(document.activeElement).toBe(box);
  await fireEvent.input(box, { target: { value: 'dark' } });
  await fireEvent.click(await screen.findByRole('option', { name: /Theme: dark/ }));
  expect(document.documentElement.dataset.theme).toBe('dark');
});

it('shows a file that is no recording as a card with its way out', async () => {
  open('broken');
  const card = await screen.findByRole('alert', { name: /not a recording/ });
  expect(card.textContent).toContain('/home/sam/Downloads/holiday-picture.json');
  await fireEvent.click(within(card).getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('alert')).toBeNull();
});
