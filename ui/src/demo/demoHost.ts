import type { Host } from '../host/host';
import { MemoryHost } from '../host/memory/memoryHost';
import type { Commands, ErrorDto, SessionDto } from '../ipc/generated/bindings';
import { elementDetails, elementRows } from './demoElements';
import { pageOf } from './demoPage';
import { DemoPlayer } from './demoPlayer';
import { CONSOLE, INFO, recordingRows, searchHits, stateAt, TABS, TIMELINE } from './demoRecording';

type Answers = { [K in keyof Commands]: (request: Commands[K]['request']) => Commands[K]['response'] };

const BROKEN: ErrorDto = {
  code: 'notARecording',
  happened: 'This file is not a recording that Playhead can read',
  advice: 'Export the session again as JSON, and open that file',
  path: '/home/sam/Downloads/holiday-picture.json',
};

/**
 * The window in a plain browser. The page's address chooses a state to look at: `?empty`, `?open`, `?at=12`,
 * `?growing`, `?broken`, `?hover`, `?drawer=health`, `?theme=dark`, `?search=discount`.
 */
export function demoHost(): Host {
  const asked = new URLSearchParams(location.search);
  const remember = (key: string, value: unknown) => localStorage.setItem(`playhead.${key}`, JSON.stringify(value));
  if (asked.has('theme')) remember('theme', asked.get('theme'));
  if (asked.has('drawer')) {
    remember('layout.drawerOpen', true);
    remember('layout.drawerTab', asked.get('drawer') || 'console');
  }

  let rows = asked.has('empty') ? [] : recordingRows();
  let player = new DemoPlayer(0);
  let session: SessionDto | null = null;
  let sessions = 0;
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
    library_list: () => rows,
    library_remove: ({ id }) => {
      rows = rows.filter((row) => row.id !== id);
      return {};
    },
    import_files: () => ({}),
    cancel_import: () => ({}),
    open_recording: (request) => {
      if (request.from === 'file' && asked.has('broken')) throw BROKEN;
      sessions += 1;
      player = new DemoPlayer(sessions);
      const id = request.from === 'library' ? request.id : 'demo-0';
      const fileName = rows.find((row) => row.id === id)?.fileName ?? 'checkout-fails.json.gz';
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
    timeline: () => (growing ? { ...TIMELINE, watermark: TIMELINE.duration * 0.6 } : TIMELINE),
    console_lines: () => CONSOLE,
    element_rows: (request) => elementRows(pageOf(stateAt(player.at)), player.at, request),
    element_details: ({ key }) => elementDetails(pageOf(stateAt(player.at)), key),
    search: ({ text, limit }) => searchHits(text, limit),
  };
  const host = new MemoryHost(answers as Record<string, (request: unknown) => unknown>);
  host.files = ['/home/sam/Downloads/checkout-fails.json.gz'];
  if (growing) {
    host.sendEvent({ event: 'importProgress', path: '/home/sam/checkout-fails.json.gz', bytes: 6e6, totalBytes: 1e7, events: 81_204, left: 4_000_000 });
  }
  if (asked.has('broken')) setTimeout(() => void host.sendEvent({ event: 'openFile', path: '/home/sam/x.json', at: null }), 50);
  if (asked.has('hover')) host.sendEvent({ event: 'dropHover', paths: ['/home/sam/Downloads/checkout-fails.json.gz'] });
  return host;
}

function fail(): never {
  const error: ErrorDto = { code: 'notFound', happened: 'This recording is not open any more', advice: 'Open it again', path: null };
  throw error;
}
