// Generated from src-tauri/ipc by `cargo xtask bindings`. Do not edit: CI compares it with its source.

export const FRAME_VERSION = 2;

export type ActivityDto = { 
/**
 * Width of one bin.
 */
bin: number, 
/**
 * Mutation records in each bin.
 */
counts: Array<number>, };

/**
 * What the engine tells without being asked.
 */
export type AppEventDto = { "event": "importProgress", path: string, bytes: number, totalBytes: number, events: number, 
/**
 * Until the file is read, in microseconds, if it goes on like this; null while nothing can be said.
 */
left: number | null, } | { "event": "importFinished", report: ImportReportDto, } | { "event": "libraryChanged" } | { "event": "sessionGrew", session: number, complete: boolean, } | { "event": "sessionLost", session: number, } | { "event": "openFile", path: string, at: number | null, } | { "event": "dropHover", paths: Array<string>, };

export type AppInfoDto = { version: string, libraryDir: string, 
/**
 * Files named on the command line, to open at once.
 */
open: Array<string>, 
/**
 * `--at`, in microseconds.
 */
at: number | null, 
/**
 * The recording that 'Try the sample' opens, if it is installed.
 */
sample: string | null, };

/**
 * A tab before its first picture.
 */
export type BlankDto = { 
/**
 * Null where the tab never shows a page, as far as it was read.
 */
firstPicture: number | null, };

export type CancelImportDto = { 
/**
 * The file that is being imported; null: all that run or wait.
 */
path: string | null, };

/**
 * All commands since the last full clear. Where what the stage has drawn is a prefix of them it draws the rest,
 * otherwise it clears and starts over.
 */
export type CanvasDto = { 
/**
 * `property`, `args` as JSON text, and whether it is an assignment.
 */
commands: Array<[string, TextDto, boolean]>, truncated: boolean, };

export type ConsoleLevelDto = "debug" | "log" | "info" | "warn" | "error";

export type ConsoleLineDto = { at: number, tab: number, level: ConsoleLevelDto, 
/**
 * The console method as recorded.
 */
method: string, text: string, 
/**
 * Arguments as JSON text.
 */
args: Array<string>, 
/**
 * Stack lines, innermost first.
 */
trace: Array<string>, uncaught: boolean, };

export type CrumbDto = { key: number, label: string, };

export type DiagnosticDto = { code: string, severity: SeverityDto, sentence: string, count: number, 
/**
 * Of the first one.
 */
at: number | null, event: number | null, };

export type DialogModeDto = "modal" | "nonModal";

export type ElementDetailsDto = { key: number, 
/**
 * The recorder's id.
 */
sourceId: number | null, kind: ElementKindDto, name: string, 
/**
 * From the top document down to the node itself.
 */
path: Array<CrumbDto>, selector: string, attributes: Array<[string, string]>, 
/**
 * Live state as named facts: value, checked, scroll, …
 */
live: Array<[string, string]>, text: string, outerHtml: string, withheld: string | null, };

export type ElementKindDto = "document" | "doctype" | "element" | "shadowRoot" | "frameDocument" | "text" | "comment";

export type ElementRefDto = { session: number, key: number, };

export type ElementRowDto = { key: number, depth: number, kind: ElementKindDto, 
/**
 * Tag name, or the text (shortened) of a text, comment or doctype.
 */
name: string, 
/**
 * Shortened values.
 */
attributes: Array<[string, string]>, 
/**
 * Live value where it differs from the attributes (typed text, checked, selected, open).
 */
live: string | null, children: number, expanded: boolean, 
/**
 * A single short text child, shown in the row.
 */
inlineText: string | null, 
/**
 * What the stage does not show as recorded, and why.
 */
withheld: string | null, };

/**
 * A window into the flattened tree: only expanded nodes are walked.
 */
export type ElementRowsDto = { at: number, epoch: number, 
/**
 * Rows in the whole flattened tree.
 */
total: number, 
/**
 * Index of the first row in `rows`.
 */
first: number, rows: Array<ElementRowDto>, 
/**
 * Index of the row asked for with `reveal`, if it is there.
 */
revealed: number | null, };

export type ElementRowsRequestDto = { session: number, 
/**
 * Keys of expanded nodes.
 */
expanded: Array<number>, first: number, count: number, 
/**
 * Expand the way to this node and start so that it is among the rows.
 */
reveal: number | null, };

export type ErrorCodeDto = "fileUnreadable" | "notARecording" | "notFound" | "damaged" | "cannotWrite" | "cancelled" | "notNow" | "query";

export type ErrorDto = { code: ErrorCodeDto, 
/**
 * What happened.
 */
happened: string, 
/**
 * What to do.
 */
advice: string, 
/**
 * Of a search: from which character, counted from 1, and how many.
 */
column?: [number, number], 
/**
 * The file it is about, on a line of its own.
 */
path: string | null, };

export type FontDto = { family: string, 
/**
 * Base64 of the font's bytes.
 */
base64: TextDto, descriptors: { [key in string]: string }, };

export type FrameBodyDto = { "kind": "full", ops: Array<StageOpDto>, } | { "kind": "patch", ops: Array<StageOpDto>, };

/**
 * What the frame cost the engine: shown in the status row.
 */
export type FrameCostDto = { segmentsRead: number, recordsApplied: number, ops: number, nodes: number, engineUs: number, };

export type FrameDto = { version: number, session: number, 
/**
 * Rises by one with each frame of the session.
 */
sequence: number, 
/**
 * Rises with each seek or reload; a frame of an older generation than the newest asked for is dropped.
 */
generation: number, at: number, 
/**
 * Whose page it is.
 */
tab: number, 
/**
 * The tab that the user was in.
 */
followed: number, epoch: number, body: FrameBodyDto, 
/**
 * Why there is no page; null where there is one.
 */
blank: BlankDto | null, 
/**
 * Long strings that `TextDto::Resource` refers to, sent once per session.
 */
resources?: { [key in string]: string }, viewport: [number, number] | null, href: string, title: string | null, overlay: OverlayDto, player: PlayerStateDto, cost: FrameCostDto, };

export type ImportFilesDto = { 
/**
 * Files or folders.
 */
paths: Array<string>, };

export type ImportReportDto = { path: string, 
/**
 * Null where nothing could be imported.
 */
recording: string | null, 
/**
 * The same content was there before.
 */
alreadyThere: boolean, error: ErrorDto | null, diagnostics: Array<DiagnosticDto>, };

/**
 * Something that the recording does not hold, so that something else is shown, or nothing.
 */
export type LackDto = { 
/**
 * Kebab-case: `pictures`, `masked-texts`, …
 */
kind: string, count: number, 
/**
 * Of how many, where that says something.
 */
of: number | null, 
/**
 * When it is met first.
 */
first: number | null, 
/**
 * The address of the first, where there is one.
 */
example: string | null, 
/**
 * What is lacking.
 */
sentence: string, 
/**
 * What is therefore shown.
 */
effect: string, 
/**
 * The recorder left it out on purpose, or there was nothing to record.
 */
byDesign: boolean, };

export type MarkDto = { at: number, 
/**
 * Where it lasts (typing, scrolling): its end, else equal to `at`.
 */
until: number, tab: number, kind: MarkKindDto, 
/**
 * One sentence fragment: "clicked button “Add to cart”".
 */
label: string, target: number | null, };

export type MarkKindDto = "click" | "touch" | "input" | "scroll" | "navigation" | "viewport" | "console" | "warning" | "error" | "other";

export type MediaDto = { playing: boolean, 
/**
 * A moment at which this was so, and the position in seconds that it had then: where it is in a frame follows from the
 * frame's own moment, because nothing is sent while it only plays.
 */
since: number, sinceSecs: number | null, rate: number | null, volume: number | null, muted: boolean | null, looping: boolean | null, };

export type Nothing = Record<symbol, never>;

export type OpenRequestDto = { "from": "library", id: string, } | { "from": "file", path: string, };

/**
 * Drawn above the page, never into it. Coordinates are client coordinates in the frame of the target's document.
 */
export type OverlayDto = { pointer: PointerDto | null, 
/**
 * Oldest first; where the pointer was within the last second of the recording.
 */
trail: Array<PointerDto>, 
/**
 * Oldest first; presses whose ripple is still visible.
 */
presses: Array<PressDto>, 
/**
 * The node that is held down.
 */
pressed: number | null, };

export type PageVisitDto = { at: number, tab: number, href: string, title: string | null, };

export type PlayerCommandDto = { "do": "play" } | { "do": "pause" } | { "do": "seek", at: number, } | { "do": "advance", elapsed: number, } | { "do": "stepChange", forward: boolean, } | { "do": "stepAct", forward: boolean, } | { "do": "setSpeed", speed: number, } | { "do": "setSkipIdle", on: boolean, threshold: number, } | { "do": "setLoop", range: [number, number] | null, } | { "do": "pinTab", tab: number | null, } | { "do": "resync" };

export type PlayerRequestDto = { session: number, 
/**
 * Applied in order; one frame answers them all.
 */
commands: Array<PlayerCommandDto>, 
/**
 * The newest frame that stands on the stage: the acknowledgement that lets the next one be sent.
 */
painted: number | null, };

export type PlayerStateDto = { playing: boolean, speed: number, skipIdle: boolean, idleThreshold: number, 
/**
 * The idle span that is being skipped at this moment.
 */
skipping: [number, number] | null, loopRange: [number, number] | null, 
/**
 * The tab that is shown whatever the user does in others; null: the one that the user was in.
 */
pinned: number | null, atEnd: boolean, };

export type PointerDto = { at: number, x: number, y: number, target: number | null, kind: PointerKindDto, };

export type PointerKindDto = "mouse" | "touch" | "pen" | "drag";

export type PressDto = { at: number, x: number, y: number, target: number | null, kind: PressKindDto, };

export type PressKindDto = "down" | "up" | "click" | "doubleClick" | "contextMenu" | "touchStart" | "touchEnd";

export type RecordingInfoDto = { duration: number, 
/**
 * Microseconds since the Unix epoch.
 */
startWall: number, 
/**
 * First address of the recorded page.
 */
href: string, title: string | null, 
/**
 * How the file was wrapped, for people: "zip › gzip › JSON array".
 */
container: string, events: number, records: number, segments: number, tabs: Array<string>, diagnostics: Array<DiagnosticDto>, 
/**
 * The highest time that can be shown now.
 */
watermark: number, };

export type RecordingRef = { id: string, };

export type RecordingRowDto = { id: string, fileName: string, site: string, href: string, title: string | null, 
/**
 * Microseconds since the Unix epoch.
 */
startWall: number, duration: number, events: number, errors: number, consoleLines: number, pages: number, importedWall: number, bytes: number, };

export type SearchHitDto = { recording: string, fileName: string, site: string, 
/**
 * When it happened.
 */
at: number, 
/**
 * Where opening lands: two seconds before it.
 */
openAt: number, kind: SearchKindDto, 
/**
 * The line with the matches marked by U+0002 and U+0003 around them.
 */
text: string, };

export type SearchKindDto = "error" | "console" | "request" | "page" | "click" | "recording";

export type SearchRequestDto = { text: string, limit: number, };

export type SelectionRangeDto = { start: number, startOffset: number, end: number, endOffset: number, };

export type SessionDto = { session: number, 
/**
 * Null until the import has finished.
 */
recording: string | null, fileName: string, info: RecordingInfoDto, 
/**
 * What changes the picture most comes first.
 */
lacks: Array<LackDto>, 
/**
 * In the order in which they appear.
 */
tabs: Array<TabDto>, 
/**
 * The import is still running: `info` and the timeline grow, `AppEventDto::SessionGrew` tells when.
 */
growing: boolean, 
/**
 * Where to stand first unless a moment was asked for: the first picture. Before it there is no page.
 */
openAt: number, };

export type SessionRef = { session: number, };

export type SeverityDto = "note" | "warning" | "error";

export type StageKindDto = "document" | "quirksDocument" | "shadowRoot" | "doctype" | "html" | "svg" | "mathMl" | "text" | "comment";

export type StageLiveDto = { value?: TextDto, checked?: boolean, selected?: boolean, 
/**
 * (left, top); on a document its window's scroll.
 */
scroll?: [number, number], dialog?: DialogModeDto, media?: MediaDto, 
/**
 * Ids of constructed sheets in adoption order; unknown ids are skipped.
 */
adopted?: Array<number>, 
/**
 * Data URL of an image or canvas.
 */
picture?: TextDto, canvas?: CanvasDto, 
/**
 * Width and height of a blocked element, CSS lengths.
 */
blockedSize?: [string, string], 
/**
 * Recorded address of an asset that is not in the recording.
 */
missing?: string, };

/**
 * Short field names because a full frame holds thousands. Absent fields are null or empty.
 */
export type StageNodeDto = { 
/**
 * Key.
 */
k: number, 
/**
 * Key of the parent; absent for the root of an insert.
 */
p?: number, t: StageKindDto, 
/**
 * Tag to create, or the name of a doctype.
 */
n?: string, 
/**
 * A custom element: define its name so that `:defined` matches.
 */
c?: boolean, 
/**
 * Attributes, name and value in turn. For a doctype: public and system id.
 */
a?: Array<TextDto>, 
/**
 * Text of a text or comment node.
 */
v?: TextDto, live?: StageLiveDto, 
/**
 * The sheet of a `style`; its text children exist for identity only and are not to be inserted.
 */
sheet?: StageSheetDto, };

export type StageOpDto = { "op": "remove", key: number, } | { "op": "move", key: number, parent: number, before: number | null, } | { "op": "insert", parent: number | null, before: number | null, nodes: Array<StageNodeDto>, } | { "op": "setText", key: number, text: TextDto, } | { "op": "setAttribute", key: number, name: string, value: TextDto, } | { "op": "removeAttribute", key: number, name: string, } | { "op": "setLive", key: number, live: StageLiveDto, } | { "op": "setSheet", key: number, sheet: StageSheetDto | null, } | { "op": "spliceRules", key: number | null, constructed: number | null, at: number, removed: number, inserted: Array<TextDto>, } | { "op": "setConstructed", id: number, sheet: StageSheetDto, } | { "op": "removeConstructed", id: number, } | { "op": "fonts", fonts: Array<FontDto>, } | { "op": "selection", ranges: Array<SelectionRangeDto>, } | { "op": "focus", key: number | null, } | { "op": "viewport", size: [number, number] | null, } | { "op": "href", href: string, };

export type StageSheetDto = { "kind": "text", text: TextDto, } | { "kind": "rules", rules: Array<TextDto>, };

/**
 * One window or tab of the browser, as far as it was recorded.
 */
export type TabDto = { tab: number, 
/**
 * What the recording calls it; empty where it does not.
 */
name: string, 
/**
 * Of its first event.
 */
first: number, 
/**
 * Of its last event.
 */
last: number, };

/**
 * A string, or the hash of a long one that came in `FrameDto::resources` of this frame or an earlier one of the session.
 */
export type TextDto = string | { r: string, };

export type TimelineDto = { duration: number, watermark: number, 
/**
 * Ordered by time.
 */
marks: Array<MarkDto>, activity: ActivityDto, idle: Array<[number, number]>, visits: Array<PageVisitDto>, };

/** Every command: its request and its response. */
export interface Commands {
  app_info: { request: Nothing; response: AppInfoDto };
  library_list: { request: Nothing; response: Array<RecordingRowDto> };
  library_remove: { request: RecordingRef; response: Nothing };
  import_files: { request: ImportFilesDto; response: Nothing };
  cancel_import: { request: CancelImportDto; response: Nothing };
  open_recording: { request: OpenRequestDto; response: SessionDto };
  session_info: { request: SessionRef; response: SessionDto };
  close_session: { request: SessionRef; response: Nothing };
  player: { request: PlayerRequestDto; response: Nothing };
  timeline: { request: SessionRef; response: TimelineDto };
  console_lines: { request: SessionRef; response: Array<ConsoleLineDto> };
  element_rows: { request: ElementRowsRequestDto; response: ElementRowsDto };
  element_details: { request: ElementRefDto; response: ElementDetailsDto | null };
  search: { request: SearchRequestDto; response: Array<SearchHitDto> };
}

export const commandNames = [
  'app_info',
  'library_list',
  'library_remove',
  'import_files',
  'cancel_import',
  'open_recording',
  'session_info',
  'close_session',
  'player',
  'timeline',
  'console_lines',
  'element_rows',
  'element_details',
  'search',
] as const satisfies readonly (keyof Commands)[];
