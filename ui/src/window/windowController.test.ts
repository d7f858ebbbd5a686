import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MemoryHost } from '../host/memory/memoryHost';
import { FRAME_VERSION, type ErrorDto, type OpenRequestDto, type RecordingRowDto, type SearchHitDto } from '../ipc/generated/bindings';
import { WindowController } from './windowController.svelte';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const BROKEN: ErrorDto = { code: 'damaged', happened: 'Not a recording', advice: 'Export it again', path: '/x' };

function sessionDto(session: number, request: OpenRequestDto, watermark = 60_000_000) {
  const info = { duration: watermark, watermark, startWall: 0, href: 'https://a.example/', title: null, container: 'JSON', policy: '', diagnostics: [], tabs: [] };
  const name = request.from === 'file' ? request.path : `${request.id}.json`;
  return { session, recording: request.from === 'library' ? request.id : 'imported', fileName: name, info, lacks: [], tabs: [{ tab: 0, name: '', first: 0, last: watermark }], growing: false, openAt: 0 };
}

/** A window on a host whose engine opens everything but `/broken`. */
function setUp(open: string[] = [], at: number | null = null) {
  let sessions = 0;
  let latest: ReturnType<typeof sessionDto> | null = null;
  const host = new MemoryHost({
    app_info: () => ({ version: '1', libraryDir: '/l', open, at, sample: null }),
    library_view: () => ({ view: 1, recordings: 0, all: 0, entries: 0, groups: [] }),
    library_page: () => [],
    library_tags: () => [],
    watched_folders: () => [],
    searches: () => ({ saved: [], recent: [] }),
    dropped: (request) => ({ recordings: (request as { paths: string[] }).paths, toImport: [], errorReports: [] }),
    import_files: () => ({}),
    close_session: () => ({}),
    player: () => ({}),
    timeline: () => ({ duration: 60_000_000, watermark: 60_000_000, marks: [], activity: { bin: 1, counts: [] }, idle: [], visits: [], missing: [] }),
    console_lines: () => [],
    requests: () => [],
    session_errors: () => [],
    notes: () => [],
    session_info: () => latest,
    open_recording: (request) => {
      const asked = request as OpenRequestDto;
      if (asked.from === 'file' && asked.path === '/broken') throw BROKEN;
      sessions += 1;
      latest = sessionDto(sessions, asked);
      return latest;
    },
  });
  const app = new WindowController(host);
  const told = (name: string) => host.calls.filter((call) => call.name === name).map((call) => call.request);
  return { host, app, told, settle: () => vi.advanceTimersByTimeAsync(100) };
}

it('opens the file of the command line at the asked moment', async () => {
  const { app, told, host, settle } = setUp(['/a.json'], 12_000_000);
  await app.start();
  await settle();
  expect(told('open_recording')).toEqual([{ from: 'file', path: '/a.json' }]);
  expect(told('player')).toEqual([{ session: 1, commands: [{ do: 'seek', at: 12_000_000 }], painted: null }]);
  expect(host.title).toBe('/a.json · a.example – Playhead');
});

it('opens the first of several dropped files and imports the others', async () => {
  const { app, host, told, settle } = setUp();
  await app.start();
  for (const path of ['/a.json', '/b.json', '/c.json']) host.sendEvent({ event: 'openFile', path, at: null });
  await settle();
  expect(told('open_recording')).toEqual([{ from: 'file', path: '/a.json' }]);
  expect(told('import_files')).toEqual([{ paths: ['/b.json', '/c.json'] }]);
});

it('shows a frame that came before its session was known, without asking again', async () => {
  const { app, host, told, settle } = setUp();
  await app.start();
  const opening = app.openPaths(['/a']);
  host.sendFrame({
    version: FRAME_VERSION,
    session: 1,
    sequence: 0,
    generation: 0,
    at: 0,
    tab: 0,
    epoch: 0,
    body: { kind: 'full', ops: [] },
    player: { playing: false, speed: 1, skipIdle: false, idleThreshold: 1, skipping: null, loopRange: null, atEnd: false },
  });
  await opening;
  await settle();
  expect(app.session?.playback.frame?.sequence).toBe(0);
  expect(told('player')).toEqual([]);
});

it('keeps what is open when another file cannot be read, and says why', async () => {
  const { app, settle } = setUp(['/a']);
  await app.start();
  await app.openPaths(['/broken']);
  await settle();
  expect(app.session?.id).toBe(1);
  expect(app.failure?.error).toEqual(BROKEN);
  expect(app.opening).toBeNull();
});

it('closes the recording that is replaced', async () => {
  const { app, told, settle } = setUp(['/a']);
  await app.start();
  await app.openPaths(['/b']);
  await settle();
  expect(told('close_session')).toEqual([{ session: 1 }]);
  expect(app.session?.id).toBe(2);
});

it('opens a hit two seconds before what was found, and marks it', async () => {
  const { app, told, settle } = setUp();
  await app.start();
  const hit: SearchHitDto = { recording: 'r7', fileName: 'r7.json', site: 'a', at: 9_000_000, openAt: 7_000_000, kind: 'error', text: 'x' };
  await app.openHit(hit);
  await settle();
  expect(told('open_recording')).toEqual([{ from: 'library', id: 'r7' }]);
  expect(app.session?.found).toBe(hit);
  expect(app.session?.playback.at).toBe(7_000_000);
});

it('takes a refusal for the moment as a notice, and a change of mind as nothing', async () => {
  const { app, host } = setUp();
  const refuse = (code: ErrorDto['code']) => host.answer('open_recording', () => {
    throw { code, happened: 'Busy', advice: 'Wait', path: null } satisfies ErrorDto;
  });
  refuse('cancelled');
  await app.openPaths(['/a']);
  expect([app.failure, app.notice]).toEqual([null, null]);
  refuse('notNow');
  await app.openPaths(['/a']);
  expect([app.failure, app.notice]).toEqual([null, { text: 'Busy. Wait' }]);
});

it('shows the failure of an import with its diagnostics', async () => {
  const { app, host } = setUp();
  await app.start();
  const report = { path: '/x', recording: null, alreadyThere: false, error: BROKEN, diagnostics: [{ sentence: 'It ends too early' }] };
  host.sendEvent({ event: 'importFinished', report });
  expect(app.failure).toEqual({ error: BROKEN, details: ['It ends too early'] });
});

it('lands at the asked moment as soon as a growing import has come so far', async () => {
  const { app, host, told, settle } = setUp();
  let watermark = 5_000_000;
  const growing = () => ({ ...sessionDto(1, { from: 'file', path: '/a' }, watermark), recording: null, growing: watermark < 60_000_000 });
  host.answer('open_recording', growing);
  host.answer('session_info', growing);
  await app.openPaths(['/a'], 50_000_000);
  await settle();
  await app.start();
  watermark = 60_000_000;
  host.sendEvent({ event: 'sessionGrew', session: 1, complete: true });
  await settle();
  expect(app.session?.playback.duration).toBe(60_000_000);
  expect(app.session?.playback.at).toBe(50_000_000);
  expect(told('open_recording')).toHaveLength(1);
});

it('cancels what is being imported, and closes what is lost by it', async () => {
  const { app, host, told, settle } = setUp();
  host.answer('cancel_import', () => ({}));
  await app.start();
  await app.openPaths(['/a']);
  host.sendEvent({ event: 'importProgress', path: '/a', bytes: 1, totalBytes: 10, events: 2, left: null });
  await settle();
  expect(app.isImporting).toBe(true);
  await app.library.imports.cancel(null);
  expect(told('cancel_import')).toEqual([{ path: null }]);
  const error: ErrorDto = { code: 'cancelled', happened: 'The import was cancelled', advice: 'Import it again', path: '/a' };
  host.sendEvent({ event: 'importFinished', report: { path: '/a', recording: null, alreadyThere: false, error, diagnostics: [] } });
  host.sendEvent({ event: 'sessionLost', session: 1 });
  await settle();
  expect([app.session, app.failure, app.isImporting]).toEqual([null, null, false]);
  expect(app.notice?.text).toContain('was cancelled. Nothing of it was kept');
});

it('can be told to stop before the first word of an import', async () => {
  const { app, host, told } = setUp();
  host.answer('cancel_import', () => ({}));
  host.answer('open_recording', () => new Promise(() => undefined));
  void app.openPaths(['/slow']);
  expect(app.isImporting).toBe(true);
  await app.library.imports.cancel(null);
  expect(told('cancel_import')).toEqual([{ path: null }]);
});

/** The frame of a player that answered, with what a test is about. */
function frameOf(sequence: number, more: object) {
  return {
    version: FRAME_VERSION,
    session: 1,
    sequence,
    generation: 1,
    at: 0,
    tab: 0,
    followed: 0,
    epoch: 0,
    body: { kind: 'full', ops: [] },
    blank: null,
    player: { playing: false, speed: 1, skipIdle: false, idleThreshold: 1, skipping: null, loopRange: null, pinned: null, atEnd: false },
    ...more,
  };
}

it('keeps a tab that is chosen, and follows the user again', async () => {
  const { app, host, told, settle } = setUp();
  await app.openPaths(['/a']);
  await app.start();
  await settle();
  const session = app.session;
  if (!session) throw new Error('nothing is open');
  session.dto = { ...session.dto, tabs: [0, 1, 2].map((tab) => ({ tab, name: '', first: 0, last: 9 })) };
  host.sendFrame(frameOf(0, { tab: 1 }));
  session.playback.painted(0);
  const asked = () => told('player').flatMap((request) => (request as { commands: object[] }).commands).at(-1);
  session.stepTab(1);
  expect(asked()).toEqual({ do: 'pinTab', tab: 2 });
  expect(session.playback.pinned).toBe(2);
  host.sendFrame(frameOf(1, { tab: 2, player: { ...frameOf(1, {}).player, pinned: 2 } }));
  session.playback.painted(1);
  session.stepTab(1);
  expect(asked()).toEqual({ do: 'pinTab', tab: 0 });
  host.sendFrame(frameOf(2, { tab: 0, player: { ...frameOf(1, {}).player, pinned: 0 } }));
  session.playback.painted(2);
  session.togglePin();
  expect(asked()).toEqual({ do: 'pinTab', tab: null });
  expect(session.playback.pinned).toBeNull();
});

it('selects what a mark is about once its moment stands on the stage, unless another tab is kept', async () => {
  const { app, host, settle } = setUp();
  await app.openPaths(['/a']);
  await app.start();
  await settle();
  const session = app.session;
  if (!session) throw new Error('nothing is open');
  const mark = { at: 5, until: 5, tab: 1, kind: 'click' as const, label: '', target: 7 };
  session.selectAt(mark);
  host.sendFrame(frameOf(0, { at: 5, tab: 1, epoch: 3 }));
  expect(session.selection.selected).toBe(7);
  session.playback.painted(0);
  session.selectAt({ ...mark, at: 6, target: 8 });
  host.sendFrame(frameOf(1, { at: 6, tab: 0, epoch: 1 }));
  expect([session.selection.selected, session.selection.isElsewhere]).toEqual([null, true]);
});

it('looks for the error of a dropped report, and opens what is a recording', async () => {
  const { app, host, told, settle } = setUp();
  host.answer('dropped', () => ({ recordings: ['/b.json'], toImport: [], errorReports: ['/event.json'] }));
  host.answer('find_error', () => [{ recording: 'r', why: ['same stack'] }]);
  await app.start();
  for (const path of ['/event.json', '/b.json']) host.sendEvent({ event: 'openFile', path, at: null });
  await settle();
  expect(told('dropped')).toEqual([{ paths: ['/event.json', '/b.json'] }]);
  expect(told('find_error')).toEqual([{ text: null, path: '/event.json', limit: 50 }]);
  expect(app.library.finder.findings).toHaveLength(1);
  expect(told('open_recording')).toEqual([{ from: 'file', path: '/b.json' }]);
});

it('opens a link that is pasted or handed over, and imports nothing for it', async () => {
  const { app, host, told, settle } = setUp();
  await app.start();
  const link = 'playhead://session/r9?t=2.5';
  await app.takePasted(` ${link} `);
  host.sendEvent({ event: 'openFile', path: link, at: null });
  await settle();
  expect(told('dropped')).toEqual([]);
  expect(told('open_recording')).toEqual([
    { from: 'file', path: link },
    { from: 'file', path: link },
  ]);
  host.answer('open_recording', () => new Promise(() => undefined));
  void app.takePasted(link);
  expect(app.isImporting).toBe(false);
});

it('looks for everything else that is pasted', async () => {
  const { app, host, told } = setUp();
  host.answer('find_error', () => []);
  await app.takePasted('TypeError: x');
  await app.takePasted('  ');
  expect(told('find_error')).toEqual([{ text: 'TypeError: x', path: null, limit: 50 }]);
});

it('opens a row at what the query found in it, and others at their beginning', async () => {
  const { app, told, settle } = setUp();
  await app.start();
  const why: SearchHitDto = { recording: 'r1', fileName: 'r1.json', site: 'a', at: 9_000_000, openAt: 7_000_000, kind: 'error', text: 'x' };
  await app.openRecording({ id: 'r1', fileName: 'r1.json', why } as RecordingRowDto);
  await settle();
  expect([app.session?.playback.at, app.session?.found]).toEqual([7_000_000, why]);
  await app.openRecording({ id: 'r2', fileName: 'r2.json', why: null } as RecordingRowDto);
  await settle();
  expect([app.session?.playback.at, app.session?.found]).toEqual([0, null]);
  expect(told('open_recording')).toHaveLength(2);
});

it('lays the library over the open recording, and goes back to it by opening it', async () => {
  const { app, told, settle } = setUp();
  app.showLibrary('errors');
  expect(app.libraryIsOver).toBe(false);
  await app.openMoment('r1', 'r1.json', null, null);
  app.toggleLibrary();
  expect([app.libraryIsOver, app.session?.dto.recording]).toEqual([true, 'r1']);
  await app.openMoment('r1', 'r1.json', 3_000_000, { at: 5_000_000, text: 'x' });
  await settle();
  expect([app.libraryIsOver, app.session?.playback.at, app.session?.found?.at]).toEqual([false, 3_000_000, 5_000_000]);
  expect(told('open_recording')).toHaveLength(1);
});

it('closes a recording that is removed from the library', async () => {
  const { app, settle } = setUp();
  await app.start();
  await app.openMoment('r1', 'r1.json', null, null);
  app.library.remove(['r2']);
  expect(app.session).not.toBeNull();
  app.library.remove(['r1']);
  await settle();
  expect([app.session, app.library.removal.undoable]).toEqual([null, 1]);
});

it('copies a link to the moment', async () => {
  const { app, settle } = setUp();
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await app.openMoment('r1', 'r1.json', 12_340_000, null);
  await settle();
  await app.copyLink();
  vi.unstubAllGlobals();
  expect(writeText.mock.calls).toEqual([['playhead://session/r1?t=12.34']]);
  expect(app.notice?.text).toContain('copied');
  await vi.advanceTimersByTimeAsync(5000);
  expect(app.notice).toBeNull();
});

it('keeps the failures of many files together', async () => {
  const { app, host } = setUp();
  await app.start();
  for (const path of ['/x', '/y']) host.sendEvent({ event: 'importQueued', path, fileName: path });
  for (const path of ['/x', '/y']) {
    const report = { path, recording: null, alreadyThere: false, events: null, dropped: null, error: BROKEN, diagnostics: [] };
    host.sendEvent({ event: 'importFinished', report });
  }
  expect([app.failure, app.library.imports.unseenFailures]).toEqual([null, 2]);
});

it('writes the chosen ones into a folder and says what became of them', async () => {
  const { app, host, told } = setUp();
  host.folder = '/out';
  host.answer('library_export', () => ({ written: ['/out/a.json'], failed: [BROKEN] }));
  await app.exportDialog(['a', 'b']);
  expect(told('library_export')).toEqual([{ ids: ['a', 'b'], folder: '/out' }]);
  expect(app.notice?.text).toBe('1 recording written to /out. 1 recording could not be written: Not a recording.');
  host.folder = null;
  await app.exportDialog(['a']);
  expect(told('library_export')).toHaveLength(1);
});

it('imports what is in a dropped folder, and shows the queue', async () => {
  const { app, host, told, settle } = setUp();
  host.answer('dropped', (request) => ({ recordings: [], toImport: (request as { paths: string[] }).paths, errorReports: [] }));
  await app.start();
  host.sendEvent({ event: 'openFile', path: '/home/sam/exports', at: null });
  await settle();
  expect(told('import_files')).toEqual([{ paths: ['/home/sam/exports'] }]);
  expect([told('open_recording'), app.library.importsAreShown]).toEqual([[], true]);
});
