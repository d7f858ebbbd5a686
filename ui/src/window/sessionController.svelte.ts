import type { Client } from '../ipc/client';
import type {
  ConsoleLineDto,
  DiagnosticDto,
  FrameDto,
  MarkDto,
  NoteDto,
  RequestDto,
  SessionDto,
  SessionErrorDto,
  TimelineDto,
} from '../ipc/generated/bindings';
import { NodeSelection } from '../inspector/nodeSelection.svelte';
import { SessionQuestions } from '../questions/sessionQuestions.svelte';
import { displayClock, type Clock } from '../playback/clock';
import { countUntil } from '../playback/countUntil';
import { PlaybackController } from '../playback/playbackController.svelte';
import { siteOf } from '../shared/address';
import { micros, type Micros } from '../shared/units';
import { MARKS_MICROS, TOLD } from '../stage/overlays/markMoments';
import type { ProblemReport } from '../stage/problems';
import type { PinnedLane } from '../timeline/laneRows';
import { SelectionController } from '../timeline/selectionController.svelte';
import { tabLabels, type TabLabel } from './tabLabels';

interface Reports {
  onError(thrown: unknown): void;
  onForeignVersion(version: unknown): void;
}

/** How long a console line stands over the page, in recording time. */
const LINE_STANDS = micros(4_000_000);
/** An error this near before the playhead is the one we stand on, not the previous one. */
const SAME_MOMENT = 1000;

/** One open recording: what is known about it, its player, and what is selected in it. */
export class SessionController {
  dto: SessionDto;
  timeline = $state.raw<TimelineDto | null>(null);
  consoleLines = $state.raw<ConsoleLineDto[]>([]);
  requests = $state.raw<RequestDto[]>([]);
  errors = $state.raw<SessionErrorDto[]>([]);
  notes = $state.raw<NoteDto[]>([]);
  /** Counts up when a note is to be written. */
  notesAsked = $state(0);
  /** What a search found here; marked until it is dismissed. */
  found = $state.raw<{ at: number; text: string } | null>(null);
  /** The page's scale on the stage, told by the stage. */
  scale = $state(1);
  bannerIsDismissed = $state(false);
  /** What of the page could not be put on the stage as it was sent, told by the stage. */
  stageProblems = $state.raw<ProblemReport>({ count: 0, first: null, refusedRules: 0 });

  readonly playback: PlaybackController;
  readonly selection = new NodeSelection();
  readonly ranges = new SelectionController();
  readonly questions: SessionQuestions;

  readonly site: string = $derived.by(() => siteOf(this.dto.info.href));
  readonly errorTimes: number[] = $derived(
    (this.timeline?.marks ?? []).filter((mark) => mark.kind === 'error').map((mark) => mark.at),
  );
  readonly failedRequests: number = $derived(this.requests.filter((request) => request.failed).length);
  readonly consoleErrors: number = $derived(this.consoleLines.filter((line) => line.level === 'error').length);
  /** What makes this recording less than whole, gravest first. */
  readonly problems: DiagnosticDto[] = $derived.by(() =>
    this.dto.info.diagnostics
      .filter((diagnostic) => diagnostic.severity !== 'note')
      .toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error')),
  );
  /** First and last index of the lines that were written just before the playhead: a text, so that it often stays equal. */
  readonly #standing: string = $derived.by(() => {
    const at = this.playback.at;
    return `${countUntil(this.consoleLines, at - LINE_STANDS)}:${countUntil(this.consoleLines, at)}`;
  });
  readonly standingLines: ConsoleLineDto[] = $derived.by(() => {
    const [from, to] = this.#standing.split(':').map(Number);
    return this.consoleLines.slice(from, to).filter((line) => !this.hasTabs || line.tab === this.tab);
  });
  readonly #told: MarkDto[] = $derived((this.timeline?.marks ?? []).filter((mark) => TOLD.has(mark.kind)));
  readonly #standingTold: string = $derived.by(() => {
    const { at } = this.playback;
    return `${countUntil(this.#told, at - MARKS_MICROS)}:${countUntil(this.#told, at)}`;
  });
  /** Marks that are told over the page now. */
  readonly standingMarks: MarkDto[] = $derived.by(() => {
    const [from, to] = this.#standingTold.split(':').map(Number);
    return this.#told.slice(from, to).filter((mark) => !this.hasTabs || mark.tab === this.tab);
  });
  /** The tab whose page is shown. */
  readonly tab: number | null = $derived.by(() => this.playback.tab);
  readonly hasTabs: boolean = $derived.by(() => this.dto.tabs.length > 1);
  readonly tabs: readonly TabLabel[] = $derived.by(() => tabLabels(this.dto.tabs, this.timeline?.visits ?? [], this.playback.panelsAt));

  readonly #client: Client;
  readonly #reports: Reports;
  /** Lanes of what is watched. */
  readonly pinned: PinnedLane[] = $derived.by(() =>
    this.questions.watches.map((watch) => ({
      id: `pinned:${watch.id}` as const,
      name: watch.name,
      spans: watch.question.rows.toSorted((a, b) => a.from - b.from),
    })),
  );
  /** Where to land as soon as the import has come so far. */
  #landing: Micros | null = null;
  #isReading = false;
  #isStale = false;
  #isClosed = false;
  /** What to select as soon as its moment stands on the stage. */
  #awaited: MarkDto | null = null;

  constructor(client: Client, dto: SessionDto, reports: Reports, clock: Clock = displayClock) {
    this.#client = client;
    this.#reports = reports;
    this.dto = $state.raw(dto);
    this.questions = new SessionQuestions(client, dto.session);
    this.playback = new PlaybackController(client, dto, clock, { ...reports, onFrame: (frame) => this.#follow(frame) });
  }

  get id(): number {
    return this.dto.session;
  }

  /** Reads what grows with an import. Asked for again meanwhile, it reads once more. */
  async refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isStale && !this.#isClosed) {
        this.#isStale = false;
        await this.#read();
      }
    } catch (thrown) {
      if (!this.#isClosed) this.#reports.onError(thrown);
    } finally {
      this.#isReading = false;
    }
  }

  async #read(): Promise<void> {
    const request = { session: this.id };
    const [dto, timeline, lines] = await Promise.all([
      this.#client.call('session_info', request),
      this.#client.call('timeline', request),
      this.#client.call('console_lines', request),
    ]);
    if (this.#isClosed) return;
    this.dto = dto;
    this.timeline = timeline;
    this.consoleLines = lines;
    this.playback.grow(dto);
    const { watermark } = this.playback;
    if (this.#landing !== null && (watermark >= this.#landing || !dto.growing)) this.land(this.#landing);
    // The page comes first.
    await this.#readPanels();
  }

  async #readPanels(): Promise<void> {
    const request = { session: this.id };
    const { recording } = this.dto;
    const [requests, errors, notes] = await Promise.all([
      this.#client.call('requests', request),
      this.#client.call('session_errors', request),
      recording === null ? [] : this.#client.call('notes', { id: recording }),
    ]);
    if (this.#isClosed) return;
    this.requests = requests;
    this.errors = errors;
    this.notes = notes;
  }

  /** At this moment, or over the range that is played. */
  async addNote(text: string, range: readonly [number, number] | null): Promise<void> {
    const { recording } = this.dto;
    if (recording === null) return;
    const [at, until] = range ?? [this.playback.at, this.playback.at];
    await this.#client.call('note_add', { id: recording, at, until, text });
    await this.refresh();
  }

  async removeNote(id: number): Promise<void> {
    await this.#client.call('note_remove', { id });
    await this.refresh();
  }

  /** The first moment to show; where the import has not come so far yet, as soon as it has. */
  land(at: Micros): void {
    const isThere = this.playback.watermark >= at || !this.dto.growing;
    this.#landing = isThere ? null : at;
    this.playback.start(at);
  }

  /** A mark was clicked and the playhead is on its way: what it is about is selected there, if its tab is shown. */
  selectAt(mark: MarkDto): void {
    this.#awaited = mark.target === null ? null : mark;
    const { frame } = this.playback;
    if (frame && frame.at === mark.at) this.#follow(frame);
  }

  #follow(frame: FrameDto): void {
    this.selection.page = frame.epoch;
    this.selection.tab = frame.tab;
    this.questions.look();
    const { target, at, tab } = this.#awaited ?? { target: null, at: null, tab: null };
    if (target === null || frame.at !== at) return;
    this.#awaited = null;
    if (frame.tab === tab) this.selection.select(target);
  }

  /** A selector that finds what is selected alone; null where it is not on the page. */
  async selectedSelector(): Promise<string | null> {
    const { selected: key } = this.selection;
    if (key === null) return null;
    const details = await this.#client.call('element_details', { session: this.id, key });
    // Each tree is searched by itself: what leads to it is left out.
    const selector = details?.selector.split('>>>').at(-1)?.trim() ?? '';
    return selector === '' ? null : selector;
  }

  stepTab(by: number): void {
    const { tabs } = this.dto;
    const place = tabs.findIndex((span) => span.tab === this.tab);
    const next = tabs[(place + by + tabs.length) % tabs.length];
    if (next) this.playback.pinTab(next.tab);
  }

  /** Keeps the tab that is shown; or follows the user again. */
  togglePin(): void {
    this.playback.pinTab(this.playback.pinned === null ? this.tab : null);
  }

  stepError(forward: boolean): void {
    const { at } = this.playback;
    const target = forward
      ? this.errorTimes.find((time) => time > at)
      : this.errorTimes.findLast((time) => time < at - SAME_MOMENT);
    if (target !== undefined) this.playback.seek(micros(target));
  }

  /** The next or previous moment at which another page was opened. */
  stepPage(forward: boolean): void {
    const { at } = this.playback;
    const times = (this.timeline?.visits ?? []).map((visit) => visit.at);
    const target = forward ? times.find((time) => time > at + SAME_MOMENT) : times.findLast((time) => time < at - SAME_MOMENT);
    if (target !== undefined) this.playback.seek(micros(target));
  }

  /** Plays on, in the direction that it plays in, and pauses at the next error. */
  playUntilError(): void {
    const { at, speed } = this.playback;
    const target = speed > 0 ? this.errorTimes.find((time) => time > at) : this.errorTimes.findLast((time) => time < at);
    if (target === undefined) this.playback.play();
    else this.playback.playUntil(micros(target));
  }

  seekBy(span: number): void {
    this.playback.seek(micros(this.playback.at + span));
  }

  /** One end of the range; the other stays, or is the recording's. */
  setRangeEnd(end: 'start' | 'end'): void {
    const { at, duration, loopRange } = this.playback;
    const [from, to] = loopRange ?? [micros(0), duration];
    const range: [Micros, Micros] = end === 'start' ? [at, to > at ? to : duration] : [from < at ? from : micros(0), at];
    if (range[1] > range[0]) this.playback.setLoop(range);
  }

  /** Keeps so many crumbs of the committed ranges; 0 is the whole recording. */
  backToRange(level: number): void {
    this.ranges.backTo(level);
    const { current } = this.ranges;
    this.playback.setLoop(current ? [current[0], current[1]] : null);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.playback.close();
    this.questions.close();
    try {
      await this.#client.call('close_session', { session: this.id });
    } catch {
      // It is gone for us either way; the engine drops it at the latest when the program ends.
      return;
    }
  }
}
