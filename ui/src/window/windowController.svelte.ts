import type { Host } from '../host/host';
import { Client, errorDtoFrom } from '../ipc/client';
import type { AppEventDto, AppInfoDto, ErrorDto, OpenRequestDto, RecordingRowDto, SearchHitDto } from '../ipc/generated/bindings';
import { LINK, linkIn, linkTo } from '../library/errorFinder.svelte';
import { Completions } from '../library/completions.svelte';
import { fileNameOf } from '../library/fileName';
import { LibraryController, type LibraryTab } from '../library/libraryController.svelte';
import { SearchController } from '../library/searchController.svelte';
import { formatPlural } from '../shared/formatNumber';
import { messages } from '../shared/messages';
import { micros, type Micros } from '../shared/units';
import { SessionController } from './sessionController.svelte';

/** Frames that come before the answer to the command that opened their session. */
const KEPT_FRAMES = 16;
/** Files that the system hands over one by one belong to one drop. */
const GATHER_MS = 40;

/** So long stands what needs no answer. */
const MENTION_MS = 4000;

/** Something that is no error, perhaps with a way to more. */
export interface WindowNotice {
  text: string;
  action?: { label: string; onclick: () => void };
}

/** What is marked where a recording is opened. */
export interface FoundMoment {
  at: number;
  text: string;
}

interface Shown {
  error: ErrorDto;
  details: string[];
}

/** The window as a whole: what is open, what went wrong, what the engine tells without being asked. */
export class WindowController {
  readonly client: Client;
  readonly library: LibraryController;
  readonly search: SearchController;
  /** Of the field that filters the library. */
  readonly completions: Completions;
  info = $state.raw<AppInfoDto | null>(null);
  session = $state.raw<SessionController | null>(null);
  /** Name of the recording that is being opened. */
  opening = $state<string | null>(null);
  failure = $state.raw<Shown | null>(null);
  /** The file that is being opened; null while none is, or a recording of the library. */
  openingPath = $state<string | null>(null);
  /** Something that is no error. */
  notice = $state.raw<WindowNotice | null>(null);
  /** The library's screen lies over the open recording. */
  libraryIsOver = $state(false);
  hovering = $state.raw<readonly string[]>([]);

  readonly #host: Host;
  #openings = 0;
  #earlyFrames: unknown[] = [];
  #handedOver: { path: string; at: number | null }[] = [];

  constructor(host: Host) {
    this.#host = host;
    this.client = new Client(host);
    this.library = new LibraryController(
      this.client,
      (thrown) => this.report(thrown),
      (removed) => {
        if (this.session?.dto.recording && removed.has(this.session.dto.recording)) this.closeSession();
      },
    );
    this.search = new SearchController(this.client);
    this.completions = new Completions(this.client);
  }

  async start(): Promise<void> {
    this.#host.onFrame((frame) => this.#takeFrame(frame));
    this.#host.onEvent((event) => this.#follow(event as AppEventDto));
    this.library.start();
    void this.search.start();
    try {
      this.info = await this.client.call('app_info', {});
      // As if dropped: a folder is imported.
      if (this.info.open.length > 0) await this.#takeDropped(this.info.open, this.info.at);
    } catch (thrown) {
      this.report(thrown);
    }
  }

  /** Does it, and says where that fails. */
  async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      this.report(thrown);
    }
  }

  // Opening

  async openDialog(): Promise<void> {
    try {
      await this.openPaths(await this.#host.pickFiles());
    } catch (thrown) {
      this.report(thrown);
    }
  }

  async openFolderDialog(): Promise<void> {
    const folder = await this.#pickFolder();
    if (folder !== null) await this.library.importPaths([folder]);
  }

  async openSample(): Promise<void> {
    if (this.info?.sample) await this.openPaths([this.info.sample]);
  }

  /** Shows the first and imports the others. */
  async openPaths(paths: readonly string[], at: number | null = null): Promise<void> {
    const [first, ...others] = new Set(paths);
    if (first === undefined) return;
    const shown = this.#open({ from: 'file', path: first }, isLink(first) ? messages.link.moment : fileNameOf(first), at === null ? null : micros(at));
    await this.library.importPaths(others);
    await shown;
  }

  /** At what the library's query found in it, or at its beginning. */
  async openRecording(row: RecordingRowDto): Promise<void> {
    if (row.why) await this.openHit(row.why);
    else await this.openMoment(row.id, row.fileName, null, null);
  }

  /** Lands two seconds before what was found, and marks it. */
  async openHit(hit: SearchHitDto): Promise<void> {
    await this.openMoment(hit.recording, hit.fileName, hit.openAt, hit);
  }

  /** A recording of the library; what was found is marked until it is dismissed. Null: where it was left, or the beginning. */
  async openMoment(id: string, fileName: string, at: number | null, found: FoundMoment | null): Promise<void> {
    const moment = at === null ? null : micros(at);
    if (this.session?.dto.recording !== id) await this.#open({ from: 'library', id }, fileName, moment);
    else if (moment !== null) this.session.playback.seek(moment);
    if (this.session?.dto.recording !== id) return;
    this.libraryIsOver = false;
    this.session.found = found;
  }

  // The library over the session

  toggleLibrary(): void {
    if (this.session && this.libraryIsOver) this.libraryIsOver = false;
    else this.showLibrary(this.library.tab);
  }

  showLibrary(tab: LibraryTab): void {
    this.library.tab = tab;
    if (!this.session) return;
    this.session.playback.pause();
    this.libraryIsOver = true;
  }

  /** What the search box found, as a list of recordings. */
  filterLibrary(query: string): void {
    this.showLibrary('sessions');
    this.library.view.type(query);
    void this.library.view.settle();
  }

  // An error from outside

  /** A link is opened; everything else is looked for. */
  async takePasted(text: string): Promise<void> {
    const link = linkIn(text);
    if (link !== null) await this.openPaths([link]);
    else if (text.trim() !== '') await this.library.finder.findText(text);
  }

  async copyLink(): Promise<void> {
    const { session } = this;
    if (!session || session.dto.recording === null) return;
    try {
      await navigator.clipboard.writeText(linkTo(session.dto.recording, session.playback.at));
      this.#mention(messages.link.copied);
    } catch {
      this.notice = { text: messages.link.notCopied };
    }
  }

  /** A notice that goes by itself: nothing is lost with it. */
  #mention(text: string): void {
    const notice: WindowNotice = { text };
    this.notice = notice;
    setTimeout(() => {
      if (this.notice === notice) this.notice = null;
    }, MENTION_MS);
  }

  // What is done to several

  async exportDialog(ids: string[]): Promise<void> {
    const folder = await this.#pickFolder();
    if (folder === null) return;
    const report = await this.library.export(ids, folder);
    if (!report) return;
    const written = messages.library.exported(formatPlural(report.written.length, 'recording'), folder);
    const [first] = report.failed;
    const failed = first ? messages.library.notExported(formatPlural(report.failed.length, 'recording'), first.happened) : '';
    this.notice = { text: `${written} ${failed}`.trim() };
  }

  async watchDialog(): Promise<void> {
    const folder = await this.#pickFolder();
    if (folder !== null) await this.library.watched.add(folder);
  }

  async #pickFolder(): Promise<string | null> {
    try {
      return await this.#host.pickFolder();
    } catch (thrown) {
      this.report(thrown);
      return null;
    }
  }

  get isImporting(): boolean {
    return this.openingPath !== null || this.library.imports.isBusy;
  }

  closeSession(): void {
    this.#openings += 1;
    this.opening = this.openingPath = null;
    this.#dropSession();
  }

  #dropSession(): void {
    const { session } = this;
    this.session = null;
    this.libraryIsOver = false;
    this.#host.setTitle(messages.app.name);
    void session?.close();
  }

  async #open(request: OpenRequestDto, name: string, at: Micros | null): Promise<void> {
    this.#openings += 1;
    const opening = this.#openings;
    this.opening = name;
    this.openingPath = request.from === 'file' && !isLink(request.path) ? request.path : null;
    this.#earlyFrames = [];
    this.failure = null;
    this.notice = null;
    try {
      const dto = await this.client.call('open_recording', request);
      const session = new SessionController(this.client, dto, {
        onError: (thrown) => this.report(thrown),
        onForeignVersion: () => this.#showFailure({ code: 'notNow', ...messages.error.foreignFrames, path: null }),
      });
      if (opening !== this.#openings) {
        // Another one was asked for meanwhile.
        await session.close();
        return;
      }
      this.#replaceSession(session, at);
    } catch (thrown) {
      if (opening === this.#openings) this.report(thrown);
    } finally {
      if (opening === this.#openings) this.opening = this.openingPath = null;
    }
  }

  #replaceSession(session: SessionController, at: Micros | null): void {
    const previous = this.session;
    this.session = session;
    this.libraryIsOver = false;
    this.#host.setTitle(`${session.dto.fileName} · ${session.site} – ${messages.app.name}`);
    for (const frame of this.#earlyFrames) session.playback.receive(frame);
    this.#earlyFrames = [];
    if (at !== null || session.playback.frame === null) session.land(at ?? micros(session.dto.openAt));
    void session.refresh();
    void previous?.close();
  }

  // What the engine tells

  #takeFrame(frame: unknown): void {
    this.session?.playback.receive(frame);
    if (this.opening === null) return;
    this.#earlyFrames = [...this.#earlyFrames.slice(1 - KEPT_FRAMES), frame];
  }

  #follow(event: AppEventDto): void {
    const failed = this.library.follow(event);
    if (failed?.error) {
      const details = failed.diagnostics.map((diagnostic) => diagnostic.sentence);
      this.#showFailure(failed.error, details);
    }
    switch (event.event) {
      case 'answer':
        this.session?.questions.take(event);
        break;
      case 'sessionGrew':
        if (event.session === this.session?.id) void this.session.refresh();
        break;
      case 'sessionLost':
        if (event.session === this.session?.id) this.#dropSession();
        break;
      case 'openFile':
        this.#handOver(event.path, event.at);
        break;
      case 'dropHover':
        this.hovering = event.paths;
        break;
      case 'importFinished':
        if (event.report.error?.code === 'cancelled') {
          this.notice = { text: messages.import.cancelled(fileNameOf(event.report.path)) };
        }
        break;
      default:
        break;
    }
  }

  #handOver(path: string, at: number | null): void {
    this.hovering = [];
    this.#handedOver.push({ path, at });
    if (this.#handedOver.length > 1) return;
    setTimeout(() => {
      const files = this.#handedOver;
      this.#handedOver = [];
      void this.#takeDropped(
        files.map((file) => file.path),
        files[0]?.at ?? null,
      );
    }, GATHER_MS);
  }

  /** Errors of monitors find recordings; everything else is one. */
  async #takeDropped(paths: string[], at: number | null): Promise<void> {
    let recordings = paths;
    let toImport: string[] = [];
    if (!paths.every(isLink)) {
      try {
        const kinds = await this.client.call('dropped', { paths });
        recordings = kinds.recordings;
        toImport = kinds.toImport;
        const [report] = kinds.errorReports;
        if (report !== undefined) await this.library.finder.findFile(report);
      } catch (thrown) {
        this.report(thrown);
        return;
      }
    }
    // A folder has nothing to show by itself: what is in it is imported.
    if (toImport.length > 0) this.library.importsAreShown = true;
    await this.library.importPaths(toImport);
    await this.openPaths(recordings, at);
  }

  // What went wrong

  report(thrown: unknown): void {
    this.#showFailure(errorDtoFrom(thrown, messages.error.outside));
  }

  #showFailure(error: ErrorDto, details: string[] = []): void {
    // Changing one's mind is no error, and what is not possible now is a notice.
    if (error.code === 'cancelled') return;
    if (error.code === 'notNow' && error.path === null && details.length === 0) {
      this.notice = { text: `${error.happened}. ${error.advice}` };
      return;
    }
    this.failure = { error, details };
  }
}

function isLink(path: string): boolean {
  return path.toLowerCase().startsWith(LINK);
}
