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

export type AliasDto = { 
/**
 * What it names: session, replay, event.
 */
kind: string, name: string, };

export type AnswerRowsDto = { "of": "when", "rows": Array<WhenSpanDto> } | { "of": "history", "rows": Array<PastDto> } | { "of": "text", "rows": Array<TextRunDto> } | { "of": "click", "rows": Array<ClickedDto> } | { "of": "difference", "rows": Array<DifferenceDto> } | { "of": "private", "rows": Array<PrivateDto> };

/**
 * What the engine tells without being asked.
 */
export type AppEventDto = { "event": "importQueued", path: string, fileName: string, } | { "event": "importProgress", path: string, bytes: number, totalBytes: number, events: number, 
/**
 * Until the file is read, in microseconds, if it goes on like this; null while nothing can be said.
 */
left: number | null, } | { "event": "importFinished", report: ImportReportDto, } | { "event": "libraryChanged" } | { "event": "watchNews", folder: string, sentence: string, isProblem: boolean, } | { "event": "mapNews", sentence: string, isProblem: boolean, } | { "event": "answer", question: number, rows: AnswerRowsDto, over: boolean, 
/**
 * There were more than a list can show: these are the first.
 */
isCut: boolean, } | { "event": "sessionGrew", session: number, complete: boolean, } | { "event": "sessionLost", session: number, } | { "event": "openFile", path: string, at: number | null, } | { "event": "dropHover", paths: Array<string>, };

export type AppInfoDto = { version: string, libraryDir: string, 
/**
 * Files, ids or links (`playhead://session/ID?t=…`) named on the command line, to open at once.
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

export type AskDto = { session: number, 
/**
 * Chosen by the window; names the question in its answers and in `ask_stop`.
 */
question: number, what: QuestionDto, };

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

export type CauseDto = { at: number, kind: string, label: string, };

export type ChangeDto = { 
/**
 * `created`, `removed`, `moved`, `attribute`, `text`, `value`, `checked`, `selected`, `scroll`, `dialog`, `media`,
 * `child-added`, `child-removed`, `order`.
 */
kind: string, 
/**
 * Of an attribute its name.
 */
name: string, 
/**
 * Null where there was nothing.
 */
old: string | null, new: string | null, 
/**
 * The parent, the child, or the element that took this one with it.
 */
other: number | null, };

export type ClickErrorDto = { at: number, name: string, message: string, };

export type ClickRequestDto = { at: number, until: number, method: string, href: string, status: number | null, };

export type ClickedDto = { 
/**
 * From 1, by time.
 */
number: number, at: number, tab: number, page: number, 
/**
 * Null where the recording does not say what was hit.
 */
key: number | null, label: string, text: string, 
/**
 * The link, button or field that it belongs to.
 */
control: NamedNodeDto | null, position: [number, number] | null, obstacles: Array<ObstacleDto>, 
/**
 * Of the page, up to the next click.
 */
firstChange: number | null, changed: string, requests: Array<ClickRequestDto>, errors: Array<ClickErrorDto>, };

export type CompleteRequestDto = { text: string, 
/**
 * In UTF-16 code units, as the window counts.
 */
cursor: number, };

/**
 * What could stand next in a query.
 */
export type CompletionDto = { 
/**
 * The part of the query that it takes the place of, in UTF-16 code units.
 */
from: number, to: number, text: string, 
/**
 * What it finds.
 */
finds: string, };

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

export type DetailsErrorDto = { at: number, openAt: number, 
/**
 * Type and message, then the stack, a frame a line.
 */
text: string, };

export type DetailsPageDto = { at: number, href: string, title: string | null, };

export type DiagnosticDto = { code: string, severity: SeverityDto, sentence: string, count: number, 
/**
 * Of the first one.
 */
at: number | null, event: number | null, };

export type DialogModeDto = "modal" | "nonModal";

/**
 * An element of which something differs between two moments.
 */
export type DifferenceDto = { key: number, label: string, 
/**
 * Of what came or went, how many elements stand in it.
 */
below: number, changes: Array<ChangeDto>, 
/**
 * What it stands in, outermost first.
 */
path: Array<NamedNodeDto>, 
/**
 * The moments are on two pages: everything went and everything came.
 */
otherPage: boolean, };

/**
 * What was dropped, told apart.
 */
export type DropKindsDto = { recordings: Array<string>, 
/**
 * Folders and source maps: nothing to open by itself.
 */
toImport: Array<string>, 
/**
 * Errors as a monitor has them: they find recordings and are none.
 */
errorReports: Array<string>, };

export type DroppedDto = { paths: Array<string>, };

export type ElementDetailsDto = { key: number, 
/**
 * The recorder's id.
 */
sourceId: number | null, kind: ElementKindDto, name: string, 
/**
 * From the top document down to the node itself.
 */
path: Array<CrumbDto>, selector: string, 
/**
 * In its own tree; empty for what is no element.
 */
xpath: string, attributes: Array<[string, string]>, 
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

export type ElementSearchDto = { session: number, 
/**
 * A text, a CSS selector or an XPath.
 */
text: string, };

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

/**
 * A line of a stack.
 */
export type ErrorFrameDto = { 
/**
 * As the source has it where a map is known, else as recorded.
 */
text: string, 
/**
 * As recorded, where that is another.
 */
recorded: string | null, function: string, 
/**
 * Empty where it names no place.
 */
file: string, line: number | null, column: number | null, 
/**
 * Of the page itself rather than of a library, the browser or an extension.
 */
inApp: boolean, };

export type ErrorGroupDto = { 
/**
 * Names it from one time to the next: 16 hexadecimal digits.
 */
id: string, title: string, 
/**
 * The innermost frame; null where no stack was recorded.
 */
place: string | null, count: number, sessions: number, 
/**
 * Microseconds since the Unix epoch.
 */
firstWall: number, lastWall: number, 
/**
 * Occurrences in equal parts of the time between the first and the last error of all groups.
 */
buckets: Array<number>, 
/**
 * Made by a rule of the person's.
 */
byRule: boolean, };

export type EventKindDto = { name: string, count: number, };

export type EventPageDto = { 
/**
 * The most frequent first.
 */
kinds: Array<EventKindDto>, 
/**
 * Events of the kinds that were asked for.
 */
total: number, 
/**
 * So many of them are at or before the moment.
 */
until: number, rows: Array<EventRowDto>, };

export type EventPageRequestDto = { session: number, 
/**
 * Empty for all.
 */
kinds: Array<string>, first: number, 
/**
 * At most 500.
 */
count: number, 
/**
 * The moment up to which `until` counts.
 */
at: number, };

export type EventRefDto = { session: number, seq: number, };

export type EventRowDto = { at: number, seq: number, tab: number, kind: string, summary: string, };

export type ExportReportDto = { 
/**
 * Paths of the files.
 */
written: Array<string>, failed: Array<ErrorDto>, };

export type ExportRequestDto = { ids: Array<string>, folder: string, };

/**
 * Pasted text, or the path of an error's report.
 */
export type FindErrorDto = { text: string | null, path: string | null, limit: number, };

export type FindingDto = { recording: string, fileName: string, href: string, at: number, openAt: number, 
/**
 * Type and message; null where no error was recorded there.
 */
text: string | null, 
/**
 * What speaks for it, the most telling first: "session id", "same stack", "same message", "at that time".
 */
why: Array<string>, };

export type FolderDto = { path: string, };

export type FontDto = { family: string, 
/**
 * Base64 of the font's bytes.
 */
base64: TextDto, descriptors: { [key in string]: string }, };

/**
 * Elements that a text, a CSS selector or an XPath names.
 */
export type FoundElementsDto = { 
/**
 * How the search was understood: `text`, `CSS selector`, `XPath`.
 */
by: string, 
/**
 * In document order.
 */
keys: Array<number>, };

/**
 * A picture of another moment than the player's.
 */
export type FrameAtDto = { session: number, tab: number, at: number, };

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

/**
 * Errors whose type, message or stack holds the pattern are one group of this name.
 */
export type GroupRuleDto = { id: number, pattern: string, name: string, };

export type GroupRuleRef = { id: number, };

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
alreadyThere: boolean, events: number | null, 
/**
 * Events that could not be read.
 */
dropped: number | null, error: ErrorDto | null, diagnostics: Array<DiagnosticDto>, };

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

export type LibraryGroupDto = "none" | "site" | "person" | "error";

export type LibrarySortDto = "imported" | "start" | "duration" | "errors" | "site" | "person" | "browser" | "events" | "bytes";

/**
 * The order as it was when it was asked for.
 */
export type LibraryViewDto = { 
/**
 * Names it in requests for pages.
 */
view: number, 
/**
 * Recordings that match.
 */
recordings: number, 
/**
 * Recordings in the library, without hidden ones.
 */
all: number, 
/**
 * Rows: grouped by error, a recording stands under each of its groups.
 */
entries: number, 
/**
 * One behind the other; empty where nothing is grouped.
 */
groups: Array<ViewGroupDto>, };

export type LibraryViewRequestDto = { 
/**
 * In the search language; empty for all.
 */
query: string, sort: LibrarySortDto, descending: boolean, group: LibraryGroupDto, 
/**
 * Recordings that are left out: a deletion that can still be undone.
 */
hidden: Array<string>, };

export type MarkDto = { at: number, 
/**
 * Where it lasts (typing, scrolling): its end, else equal to `at`.
 */
until: number, tab: number, kind: MarkKindDto, 
/**
 * One sentence fragment: "clicked button “Add to cart”".
 */
label: string, target: number | null, };

export type MarkKindDto = "click" | "touch" | "input" | "scroll" | "navigation" | "viewport" | "console" | "warning" | "error" | "rage" | "dead" | "friction" | "request" | "failedRequest" | "note" | "other";

export type MediaDto = { playing: boolean, 
/**
 * A moment at which this was so, and the position in seconds that it had then: where it is in a frame follows from the
 * frame's own moment, because nothing is sent while it only plays.
 */
since: number, sinceSecs: number | null, rate: number | null, volume: number | null, muted: boolean | null, looping: boolean | null, };

export type NamedNodeDto = { key: number, label: string, };

export type NewGroupRuleDto = { pattern: string, name: string, };

export type NewNoteDto = { 
/**
 * The recording.
 */
id: string, at: number, until: number, text: string, };

export type NoteDto = { id: number, at: number, 
/**
 * Equal to `at` at a moment.
 */
until: number, text: string, 
/**
 * When it was written, in microseconds since the Unix epoch.
 */
written: number, };

export type NoteRef = { id: number, };

export type Nothing = Record<symbol, never>;

export type ObstacleDto = { 
/**
 * `disabled`, `disabled-inside`, `aria-disabled`, `inert`, `pointer-events`, `behind-modal`, `no-control`.
 */
kind: string, key: number, label: string, };

export type OccurrenceDto = { recording: string, fileName: string, person: string | null, 
/**
 * When it happened, in microseconds from the recording's start.
 */
at: number, 
/**
 * Where opening lands: two seconds before it.
 */
openAt: number, wall: number, 
/**
 * How it came to be known: uncaught, rejection, console, reported.
 */
kind: string, 
/**
 * Type and message, then the stack, a frame a line.
 */
text: string, };

export type OccurrencesRequestDto = { 
/**
 * `ErrorGroupDto::id`.
 */
group: string, limit: number, };

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

export type PageRequestDto = { view: number, first: number, count: number, };

export type PageVisitDto = { at: number, tab: number, href: string, title: string | null, };

/**
 * One change of an element.
 */
export type PastDto = { at: number, tab: number, page: number, key: number, label: string, change: ChangeDto, 
/**
 * What the user did last before it.
 */
act: CauseDto | null, 
/**
 * What a server answered last before it.
 */
answer: CauseDto | null, };

export type PlayerCommandDto = { "do": "play" } | { "do": "playUntil", at: number, } | { "do": "pause" } | { "do": "seek", at: number, } | { "do": "advance", elapsed: number, } | { "do": "stepChange", forward: boolean, } | { "do": "stepAct", forward: boolean, } | { "do": "setSpeed", speed: number, } | { "do": "setSkipIdle", on: boolean, threshold: number, } | { "do": "setLoop", range: [number, number] | null, } | { "do": "pinTab", tab: number | null, } | { "do": "resync" };

export type PlayerRequestDto = { session: number, 
/**
 * Applied in order; one frame answers them all.
 */
commands: Array<PlayerCommandDto>, 
/**
 * The newest frame that stands on the stage: the acknowledgement that lets the next one be sent.
 */
painted: number | null, };

export type PlayerStateDto = { playing: boolean, 
/**
 * Below zero it plays backwards.
 */
speed: number, skipIdle: boolean, idleThreshold: number, 
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

/**
 * A value that looks private, wherever it stood.
 */
export type PrivateDto = { 
/**
 * `password`, `one-time-code`, `card`, `iban`, `national-id`, `token`, `email`, `phone`, `name`, `address`,
 * `position`.
 */
kind: string, 
/**
 * Else it may be something else.
 */
certain: boolean, 
/**
 * With its middle hidden.
 */
excerpt: string, 
/**
 * Where it stood first, for people.
 */
place: string, tab: number, first: number, last: number, 
/**
 * How often it was met.
 */
count: number, };

export type QuestionDto = { "ask": "when", when: WhenDto, } | { "ask": "history", tab: number, page: number, key: number, 
/**
 * What stands in it, too.
 */
subtree: boolean, } | { "ask": "text", words: Array<string>, 
/**
 * Only what stood there for less than so many microseconds.
 */
shorter: number | null, } | { "ask": "clicks" } | { "ask": "audit", 
/**
 * Values that hold one of these are left out.
 */
allow: Array<string>, } | { "ask": "diff", tab: number, from: number, to: number, };

export type QuestionRef = { question: number, };

export type RecordingDetailsDto = { row: RecordingRowDto, pages: Array<DetailsPageDto>, errors: Array<DetailsErrorDto>, 
/**
 * Names that others have for it.
 */
aliases: Array<AliasDto>, };

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
container: string, 
/**
 * What was masked when it was imported, for people.
 */
policy: string, events: number, records: number, segments: number, tabs: Array<string>, diagnostics: Array<DiagnosticDto>, 
/**
 * The highest time that can be shown now.
 */
watermark: number, };

export type RecordingRef = { id: string, };

export type RecordingRefs = { ids: Array<string>, };

export type RecordingRowDto = { id: string, fileName: string, site: string, href: string, title: string | null, 
/**
 * Who was recorded, as far as the recording tells.
 */
person: string | null, 
/**
 * With its version.
 */
browser: string | null, os: string | null, 
/**
 * Microseconds since the Unix epoch.
 */
startWall: number, duration: number, events: number, errors: number, consoleLines: number, pages: number, requests: number, failedRequests: number, 
/**
 * Texts and fields that the recorder masked.
 */
masked: number, importedWall: number, bytes: number, 
/**
 * Where it was imported from.
 */
sourcePath: string, 
/**
 * What happened when, in equal parts of its length: 255 is the busiest. Empty where nothing is known.
 */
activity: Array<number>, 
/**
 * Parts of `activity` that an error falls into.
 */
errorBuckets: Array<number>, 
/**
 * Given by a person.
 */
tags: Array<string>, 
/**
 * The gravest moment that the view's query found in it; null without a query, and where only the recording itself
 * fulfils it.
 */
why: SearchHitDto | null, 
/**
 * Further moments that it found.
 */
whyMore: number, };

export type RequestDetailsDto = { requestHeaders: Array<[string, string]>, responseHeaders: Array<[string, string]>, 
/**
 * Null where not recorded.
 */
requestBody: string | null, responseBody: string | null, 
/**
 * The record itself, as JSON text.
 */
raw: string, };

export type RequestDto = { at: number, 
/**
 * When the answer was there; equal to `at` where that was not recorded.
 */
until: number, tab: number, 
/**
 * Of the event that told of it.
 */
seq: number, 
/**
 * Upper case; empty where none was recorded.
 */
method: string, href: string, 
/**
 * 0: no answer came. Null: not recorded.
 */
status: number | null, 
/**
 * What asked for it (`fetch`, `img`, …); empty where not recorded.
 */
initiator: string, 
/**
 * Of the answer, without parameters; empty where not recorded.
 */
mime: string, 
/**
 * Bytes of the answer.
 */
size: number | null, 
/**
 * Refused, broken or never answered.
 */
failed: boolean, };

export type RequestRefDto = { session: number, seq: number, href: string, };

export type SavedSearchDto = { name: string, query: string, };

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

export type SearchKindDto = "error" | "friction" | "console" | "request" | "page" | "click" | "recording";

export type SearchNameDto = { name: string, };

export type SearchRequestDto = { text: string, limit: number, };

export type SearchUsedDto = { query: string, };

export type SearchesDto = { saved: Array<SavedSearchDto>, 
/**
 * The last one first.
 */
recent: Array<string>, };

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
 * Where to stand first unless a moment was asked for: the moment of the link it was opened by, or the first picture.
 * Before that there is no page.
 */
openAt: number, };

export type SessionErrorDto = { at: number, tab: number, 
/**
 * How it came to be known: uncaught, rejection, console, reported, request.
 */
kind: string, 
/**
 * The exception's type; empty where none was recorded.
 */
name: string, message: string, 
/**
 * Innermost first.
 */
stack: Array<ErrorFrameDto>, 
/**
 * The group in the library (`ErrorGroupDto::id`); null while the recording is not in it.
 */
group: string | null, 
/**
 * Recordings in which errors of the group are.
 */
groupSessions: number, groupCount: number, };

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

export type TagRequestDto = { ids: Array<string>, tag: string, 
/**
 * False takes it away.
 */
on: boolean, };

/**
 * A string, or the hash of a long one that came in `FrameDto::resources` of this frame or an earlier one of the session.
 */
export type TextDto = string | { r: string, };

export type TextRunDto = { tab: number, page: number, 
/**
 * The node where it stood first.
 */
key: number, text: string, 
/**
 * A control held it.
 */
typed: boolean, 
/**
 * The first intervals; null where it stood to the end.
 */
spans: Array<[number, number | null]>, 
/**
 * Intervals in all.
 */
count: number, };

export type TimelineDto = { duration: number, watermark: number, 
/**
 * Ordered by time.
 */
marks: Array<MarkDto>, activity: ActivityDto, idle: Array<[number, number]>, visits: Array<PageVisitDto>, 
/**
 * Stretches without a picture.
 */
missing: Array<[number, number]>, };

export type ViewGroupDto = { label: string, 
/**
 * Its first row.
 */
first: number, count: number, };

/**
 * What a watch finds in the page that is shown.
 */
export type WatchValueDto = { 
/**
 * Elements; 0 where it is not so.
 */
count: number, 
/**
 * Of the first of them: what it holds, or its text.
 */
value: string, key: number | null, };

export type WatchValuesRequestDto = { session: number, watches: Array<WhenDto>, };

export type WatchedFolderDto = { path: string, 
/**
 * One that has vanished is taken up again when it is back.
 */
isThere: boolean, };

/**
 * What must be so of enough elements at once. Null: whatever it is.
 */
export type WhenDto = { selector: string, 
/**
 * Words that their text has.
 */
text: string | null, 
/**
 * What the control holds.
 */
value: string | null, 
/**
 * `name` or `name=value`.
 */
attribute: string | null, 
/**
 * At least so many elements; 0 is 1.
 */
count: number, };

export type WhenSpanDto = { tab: number, from: number, 
/**
 * Null where it was still so at the end.
 */
until: number | null, 
/**
 * The most elements at once.
 */
most: number, page: number, 
/**
 * One of them when it began.
 */
key: number, label: string, };

/** Every command: its request and its response. */
export interface Commands {
  app_info: { request: Nothing; response: AppInfoDto };
  library_view: { request: LibraryViewRequestDto; response: LibraryViewDto };
  library_page: { request: PageRequestDto; response: Array<RecordingRowDto | null> };
  library_ids: { request: PageRequestDto; response: Array<string> };
  library_remove: { request: RecordingRefs; response: Nothing };
  library_tag: { request: TagRequestDto; response: Nothing };
  library_tags: { request: Nothing; response: Array<string> };
  library_export: { request: ExportRequestDto; response: ExportReportDto };
  recording_details: { request: RecordingRef; response: RecordingDetailsDto };
  error_groups: { request: Nothing; response: Array<ErrorGroupDto> };
  occurrences: { request: OccurrencesRequestDto; response: Array<OccurrenceDto> };
  group_rules: { request: Nothing; response: Array<GroupRuleDto> };
  group_rule_add: { request: NewGroupRuleDto; response: Nothing };
  group_rule_remove: { request: GroupRuleRef; response: Nothing };
  find_error: { request: FindErrorDto; response: Array<FindingDto> };
  dropped: { request: DroppedDto; response: DropKindsDto };
  complete_query: { request: CompleteRequestDto; response: Array<CompletionDto> };
  searches: { request: Nothing; response: SearchesDto };
  search_save: { request: SavedSearchDto; response: Nothing };
  search_forget: { request: SearchNameDto; response: Nothing };
  search_used: { request: SearchUsedDto; response: Nothing };
  watched_folders: { request: Nothing; response: Array<WatchedFolderDto> };
  watch_folder: { request: FolderDto; response: Nothing };
  unwatch_folder: { request: FolderDto; response: Nothing };
  import_files: { request: ImportFilesDto; response: Nothing };
  cancel_import: { request: CancelImportDto; response: Nothing };
  open_recording: { request: OpenRequestDto; response: SessionDto };
  session_info: { request: SessionRef; response: SessionDto };
  close_session: { request: SessionRef; response: Nothing };
  player: { request: PlayerRequestDto; response: Nothing };
  timeline: { request: SessionRef; response: TimelineDto };
  console_lines: { request: SessionRef; response: Array<ConsoleLineDto> };
  requests: { request: SessionRef; response: Array<RequestDto> };
  request_details: { request: RequestRefDto; response: RequestDetailsDto | null };
  session_errors: { request: SessionRef; response: Array<SessionErrorDto> };
  event_page: { request: EventPageRequestDto; response: EventPageDto };
  event_raw: { request: EventRefDto; response: string | null };
  notes: { request: RecordingRef; response: Array<NoteDto> };
  note_add: { request: NewNoteDto; response: Nothing };
  note_remove: { request: NoteRef; response: Nothing };
  element_rows: { request: ElementRowsRequestDto; response: ElementRowsDto };
  element_search: { request: ElementSearchDto; response: FoundElementsDto };
  element_details: { request: ElementRefDto; response: ElementDetailsDto | null };
  ask: { request: AskDto; response: Nothing };
  ask_stop: { request: QuestionRef; response: Nothing };
  frame_at: { request: FrameAtDto; response: FrameDto };
  watch_values: { request: WatchValuesRequestDto; response: Array<WatchValueDto> };
  search: { request: SearchRequestDto; response: Array<SearchHitDto> };
}

export const commandNames = [
  'app_info',
  'library_view',
  'library_page',
  'library_ids',
  'library_remove',
  'library_tag',
  'library_tags',
  'library_export',
  'recording_details',
  'error_groups',
  'occurrences',
  'group_rules',
  'group_rule_add',
  'group_rule_remove',
  'find_error',
  'dropped',
  'complete_query',
  'searches',
  'search_save',
  'search_forget',
  'search_used',
  'watched_folders',
  'watch_folder',
  'unwatch_folder',
  'import_files',
  'cancel_import',
  'open_recording',
  'session_info',
  'close_session',
  'player',
  'timeline',
  'console_lines',
  'requests',
  'request_details',
  'session_errors',
  'event_page',
  'event_raw',
  'notes',
  'note_add',
  'note_remove',
  'element_rows',
  'element_search',
  'element_details',
  'ask',
  'ask_stop',
  'frame_at',
  'watch_values',
  'search',
] as const satisfies readonly (keyof Commands)[];
