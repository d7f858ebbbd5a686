import type { Host } from '../host/host';
import { MemoryHost } from '../host/memory/memoryHost';
import type { Commands, CompletionDto, ErrorDto, SessionDto } from '../ipc/generated/bindings';
import { elementDetails, elementRows } from './demoElements';
import { pageOf } from './demoPage';
import { demoAnswer } from './demoQuestions';
import { DemoPlayer } from './demoPlayer';
import { DemoLibrary } from './demoLibrary';
import { DemoNotes, ERRORS, eventPage, eventRaw, requestDetails } from './demoPanels';
import { CONSOLE, INFO, REQUESTS, searchHits, stateAt, TABS, TIMELINE } from './demoRecording';

type Answers = { [K in keyof Commands]: (request: Commands[K]['request']) => Commands[K]['response'] };

const BROKEN: ErrorDto = {
  code: 'notARecording',
  happened: 'This file is not a recording that Playhead can read',
  advice: 'Export the session again as JSON, and open that file',
  path: '/home/sam/Downloads/holiday-picture.json',
};

/**
 * The window in a plain browser. The page's address chooses a state to look at: `?empty`, `?open`, `?at=12`,
 * `?growing`, `?broken`, `?hover`, `?drawer=health`, `?theme=dark`, `?many`, `?errors`, `?group=site`, `?imports`, `?news`.
 */
export function demoHost(): Host {
  const asked = new URLSearchParams(location.search);
  const remember = (key: string, value: unknown) => localStorage.setItem(`playhead.${key}`, JSON.stringify(value));
  if (asked.has('theme')) remember('theme', asked.get('theme'));
  if (asked.has('drawer')) {
    remember('layout.drawerOpen', true);
    remember('layout.drawerTab', asked.get('drawer') || 'console');
  }

  if (asked.has('left')) remember('layout.leftTab', asked.get('left'));
  if (asked.has('errors')) remember('library.tab', 'errors');
  if (asked.has('group')) remember('library.group', asked.get('group'));
  const library = new DemoLibrary(asked.has('empty') ? 0 : asked.has('many') ? 20_000 : 240);
  let saved = [{ name: 'checkout fails', query: 'error:discount' }];
  let recent = ['error:discount site:kitchen', 'status:>=500', 'tag:checkout -person:sam'];
  let watched = [
    { path: '/home/sam/Downloads/recordings', isThere: true },
    { path: '/media/stick/exports/of/the/support/desk/2026', isThere: false },
  ];
  let rules = [{ id: 1, pattern: 'The connection to wss://', name: 'Connection lost' }];
  let player = new DemoPlayer(0);
  let session: SessionDto | null = null;
  let sessions = 0;
  const notes = new DemoNotes();
  const growing = asked.has('growing');
  const at = asked.has('at') ? Number(asked.get('at')) * 1_000_000 : null;

  const answers: Answers = {
    app_info: () => ({
      version: '0.1.0',
      libraryDir: '/home/sam/.local/share/playhead',
      open: asked.has('open') ? ['/home/sam/Downloads/checkout-fails.json.gz'] : [],
      at,
      sample: '/usr/share/playhead/sample.json.gz',
    }),
    library_view: (request) => library.view(request),
    library_page: ({ view, first, count }) => library.page(view, first, count),
    library_ids: ({ view, first, count }) => library.ids(view, first, count),
    library_remove: ({ ids }) => {
      library.rows = library.rows.filter((row) => !ids.includes(row.id));
      return {};
    },
    library_tag: ({ ids, tag, on }) => {
      library.tag(ids, tag, on);
      return {};
    },
    library_tags: () => library.tags(),
    library_export: ({ ids, folder }) => ({ written: ids.map((id) => `${folder}/${id}.json`), failed: [] }),
    recording_details: ({ id }) => library.details(id),
    error_groups: () => (asked.has('empty') ? [] : library.groups()),
    occurrences: ({ group, limit }) => library.occurrences(group, limit),
    group_rules: () => rules,
    group_rule_add: ({ pattern, name }) => {
      rules = [...rules, { id: rules.length + 1, pattern, name }];
      return {};
    },
    group_rule_remove: ({ id }) => {
      rules = rules.filter((rule) => rule.id !== id);
      return {};
    },
    find_error: ({ text }) => library.findings(text ?? ''),
    dropped: ({ paths }) => ({ recordings: paths.filter((path) => !path.includes('error')), toImport: [], errorReports: paths.filter((path) => path.includes('error')) }),
    complete_query: ({ text, cursor }) => completions(text, cursor),
    searches: () => ({ saved, recent }),
    search_save: (search) => {
      saved = [...saved, search];
      return {};
    },
    search_forget: ({ name }) => {
      saved = saved.filter((search) => search.name !== name);
      return {};
    },
    search_used: ({ query }) => {
      recent = [query, ...recent.filter((other) => other !== query)];
      return {};
    },
    watched_folders: () => watched,
    watch_folder: ({ path }) => {
      watched = [...watched, { path, isThere: true }];
      return {};
    },
    unwatch_folder: ({ path }) => {
      watched = watched.filter((folder) => folder.path !== path);
      return {};
    },
    import_files: () => ({}),
    cancel_import: () => ({}),
    open_recording: (request) => {
      if (request.from === 'file' && asked.has('broken')) throw BROKEN;
      sessions += 1;
      player = new DemoPlayer(sessions);
      const id = request.from === 'library' ? request.id : 'demo-0';
      const fileName = library.rows.find((row) => row.id === id)?.fileName ?? 'checkout-fails.json.gz';
      session = { session: sessions, recording: growing ? null : id, fileName, info: INFO, lacks: [], tabs: TABS, growing, openAt: 0 };
      return session;
    },
    session_info: () => session ?? fail(),
    close_session: () => ({}),
    player: (request) => {
      const frame = player.answer(request);
      queueMicrotask(() => host.sendFrame(frame));
      return {};
    },
    timeline: () => {
      const own = notes.list.map((note) => ({ at: note.at, until: note.until, tab: 0, kind: 'note' as const, label: note.text, target: null }));
      const marks = [...TIMELINE.marks, ...own].sort((a, b) => a.at - b.at);
      return { ...TIMELINE, marks, watermark: TIMELINE.duration * (growing ? 0.6 : 1) };
    },
    console_lines: () => CONSOLE,
    requests: () => REQUESTS,
    request_details: (request) => requestDetails(request),
    session_errors: () => ERRORS,
    event_page: (request) => eventPage(request),
    event_raw: ({ seq }) => eventRaw(seq),
    notes: () => notes.list,
    note_add: (note) => {
      notes.add(note);
      return {};
    },
    note_remove: ({ id }) => {
      notes.remove(id);
      return {};
    },
    element_rows: (request) => elementRows(pageOf(stateAt(player.at)), player.at, request),
    element_search: ({ text }) => ({ by: 'text', keys: text === '' ? [] : [12, 14] }),
    element_details: ({ key }) => elementDetails(pageOf(stateAt(player.at)), key),
    ask: ({ question, what }) => {
      const rows = demoAnswer(what);
      setTimeout(() => host.sendEvent({ event: 'answer', question, rows, over: true, isCut: false }), 30);
      return {};
    },
    ask_stop: () => ({}),
    frame_at: ({ at: asked }) => new DemoPlayer(sessions).frameAt(asked),
    watch_values: ({ watches }) => watches.map(({ selector }) => ({ count: selector === '.toast' ? 1 : 0, value: selector === '.toast' ? 'Saved' : '', key: null })),
    search: ({ text, limit }) => searchHits(text, limit),
  };
  const host = new MemoryHost(answers as Record<string, (request: unknown) => unknown>);
  host.folder = '/home/sam/exports';
  host.files = ['/home/sam/Downloads/checkout-fails.json.gz'];
  if (growing) {
    host.sendEvent({ event: 'importProgress', path: '/home/sam/checkout-fails.json.gz', bytes: 6e6, totalBytes: 1e7, events: 81_204, left: 4_000_000 });
  }
  if (asked.has('imports')) sendImports(host);
  if (asked.has('news')) {
    host.sendEvent({ event: 'watchNews', folder: watched[1]?.path, sentence: 'The folder /media/stick/exports is not there any more', isProblem: true });
  }
  if (asked.has('broken')) setTimeout(() => void host.sendEvent({ event: 'openFile', path: '/home/sam/x.json', at: null }), 50);
  if (asked.has('hover')) host.sendEvent({ event: 'dropHover', paths: ['/home/sam/Downloads/checkout-fails.json.gz'] });
  return host;
}

function fail(): never {
  const error: ErrorDto = { code: 'notFound', happened: 'This recording is not open any more', advice: 'Open it again', path: null };
  throw error;
}

const TERMS: [text: string, finds: string][] = [
  ['error:', 'errors, by type, message or stack'],
  ['console:', 'console lines'],
  ['url:', 'addresses of pages and requests'],
  ['status:>=', 'requests by their status'],
  ['user:', 'recordings of a person'],
  ['tag:', 'recordings with a tag'],
];

function completions(text: string, cursor: number): CompletionDto[] {
  const from = text.slice(0, cursor).search(/\S*$/);
  const begun = text.slice(from, cursor).toLowerCase();
  return TERMS.filter(([term]) => term.startsWith(begun) && term !== begun).map(([term, finds]) => ({ from, to: cursor, text: term, finds }));
}

/** Some that run and wait, and some that have ended in each way. */
function sendImports(host: MemoryHost): void {
  const names = ['checkout-fails.json.gz', 'login.ndjson', 'holiday.json', 'route.zip', 'seats-2026-10.json', 'archive.zip', 'half.json'];
  for (const name of names) host.sendEvent({ event: 'importQueued', path: `/home/sam/exports/${name}`, fileName: name });
  const finished = (name: string, more: object) => {
    const none = { recording: null, alreadyThere: false, events: null, dropped: null, error: null, diagnostics: [] };
    host.sendEvent({ event: 'importFinished', report: { path: `/home/sam/exports/${name}`, ...none, ...more } });
  };
  finished('login.ndjson', { recording: 'demo-2', events: 4211, dropped: 0 });
  finished('half.json', { recording: 'demo-3', events: 903, dropped: 12 });
  finished('holiday.json', { error: { ...BROKEN, code: 'damaged', happened: 'The gzip data is damaged, and nothing in it can be read' } });
  finished('route.zip', { error: { code: 'cancelled', happened: 'The import was cancelled', advice: 'Import it again', path: null } });
  host.sendEvent({ event: 'importProgress', path: '/home/sam/exports/checkout-fails.json.gz', bytes: 6e6, totalBytes: 1e7, events: 81_204, left: 4_000_000 });
}
