import type { Host } from '../host/host';
import { Client, errorDtoFrom } from '../ipc/client';
import type { AppEventDto, AppInfoDto, ErrorDto, OpenRequestDto, RecordingRowDto, SearchHitDto } from '../ipc/generated/bindings';
import { fileNameOf } from '../library/fileName';
import { LibraryController } from '../library/libraryController.svelte';
import { SearchController } from '../library/searchController.svelte';
import { messages } from '../shared/messages';
import { micros, type Micros } from '../shared/units';
import { SessionController } from './sessionController.svelte';

/** Frames that come before the answer to the command that opened their session. */
const KEPT_FRAMES = 16;
/** Files that the system hands over one by one belong to one drop. */
const GATHER_MS = 40;

interface Shown {
  error: ErrorDto;
  details: string[];
}

/** The window as a whole: what is open, what went wrong, what the engine tells without being asked. */
export class WindowController {
  readonly client: Client;
  readonly library: LibraryController;
  readonly search: SearchController;
  info = $state.raw<AppInfoDto | null>(null);
  session = $state.raw<SessionController | null>(null);
  /** Name of the recording that is being opened. */
  opening = $state<string | null>(null);
  failure = $state.raw<Shown | null>(null);
  /** The file that is being opened; null while none is, or a recording of the library. */
  openingPath = $state<string | null>(null);
  /** Something that is no error. */
  notice = $state<string | null>(null);
  hovering = $state.raw<readonly string[]>([]);

  readonly #host: Host;
  #openings = 0;
  #earlyFrames: unknown[] = [];
  #handedOver: { path: string; at: number | null }[] = [];

  constructor(host: Host) {
    this.#host = host;
    this.client = new Client(host);
    this.library = new LibraryController(this.client, (thrown) => this.report(thrown));
    this.search = new SearchController(this.client);
  }

  async start(): Promise<void> {
    this.#host.onFrame((frame) => this.#takeFrame(frame));
    this.#host.onEvent((event) => this.#follow(event as AppEventDto));
    void this.library.refresh();
    try {
      this.info = await this.client.call('app_info', {});
      await this.openPaths(this.info.open, this.info.at);
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
    try {
      const folder = await this.#host.pickFolder();
      if (folder !== null) await this.library.importPaths([folder]);
    } catch (thrown) {
      this.report(thrown);
    }
  }

  async openSample(): Promise<void> {
    if (this.info?.sample) await this.openPaths([this.info.sample]);
  }

  /** Shows the first and imports the others. */
  async openPaths(paths: readonly string[], at: number | null = null): Promise<void> {
    const [first, ...others] = new Set(paths);
    if (first === undefined) return;
    const shown = this.#open({ from: 'file', path: first }, fileNameOf(first), at === null ? null : micros(at));
    await this.library.importPaths(others);
    await shown;
  }

  async openRecording(row: RecordingRowDto): Promise<void> {
    if (this.session?.dto.recording === row.id) return;
    await this.#open({ from: 'library', id: row.id }, row.fileName, null);
  }

  /** Lands two seconds before what was found, and marks it. */
  async openHit(hit: SearchHitDto): Promise<void> {
    const at = micros(hit.openAt);
    if (this.session?.dto.recording === hit.recording) this.session.playback.seek(at);
    else await this.#open({ from: 'library', id: hit.recording }, hit.fileName, at);
    if (this.session?.dto.recording === hit.recording) this.session.found = hit;
  }

  get isImporting(): boolean {
    return this.openingPath !== null || this.library.imports.length > 0;
  }

  closeSession(): void {
    this.#openings += 1;
    this.opening = this.openingPath = null;
    this.#dropSession();
  }

  #dropSession(): void {
    const { session } = this;
    this.session = null;
    this.#host.setTitle(messages.app.name);
    void session?.close();
  }

  async #open(request: OpenRequestDto, name: string, at: Micros | null): Promise<void> {
    this.#openings += 1;
    const opening = this.#openings;
    this.opening = name;
    this.openingPath = request.from === 'file' ? request.path : null;
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
    this.library.follow(event);
    switch (event.event) {
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
          this.notice = messages.import.cancelled(fileNameOf(event.report.path));
        } else if (event.report.error) {
          const details = event.report.diagnostics.map((diagnostic) => diagnostic.sentence);
          this.#showFailure(event.report.error, details);
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
      void this.openPaths(
        files.map((file) => file.path),
        files[0]?.at ?? null,
      );
    }, GATHER_MS);
  }

  // What went wrong

  report(thrown: unknown): void {
    this.#showFailure(errorDtoFrom(thrown, messages.error.outside));
  }

  #showFailure(error: ErrorDto, details: string[] = []): void {
    // Changing one's mind is no error, and what is not possible now is a notice.
    if (error.code === 'cancelled') return;
    if (error.code === 'notNow' && error.path === null && details.length === 0) {
      this.notice = `${error.happened}. ${error.advice}`;
      return;
    }
    this.failure = { error, details };
  }
}
