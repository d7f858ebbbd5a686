import { Channel, invoke } from '@tauri-apps/api/core';
import { getCurrentWindow } from '@tauri-apps/api/window';
import { open } from '@tauri-apps/plugin-dialog';
import type { Host } from '../host';
import { Mailbox } from '../mailbox';

/** Whether this page runs inside the desktop program. */
export function isInsideTauri(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

/** Commands of the desktop program, and its two channels. */
export class TauriHost implements Host {
  readonly #frames = new Mailbox();
  readonly #events = new Mailbox();
  readonly #attached: Promise<unknown>;

  constructor() {
    const frames = new Channel<unknown>((frame) => this.#frames.deliver(frame));
    const events = new Channel<unknown>((event) => this.#events.deliver(event));
    this.#attached = invoke('attach', { frames, events });
  }

  async call(name: string, request: unknown): Promise<unknown> {
    // Frames that answer a command need their channel first.
    await this.#attached;
    return invoke(name, { request });
  }

  onFrame(listener: (frame: unknown) => void): void {
    this.#frames.listen(listener);
  }

  onEvent(listener: (event: unknown) => void): void {
    this.#events.listen(listener);
  }

  async pickFiles(): Promise<string[]> {
    // No filter: recordings come under many endings, and the content decides.
    const picked: unknown = await open({ multiple: true, directory: false, title: 'Open recordings' });
    return Array.isArray(picked) ? picked.filter((path) => typeof path === 'string') : [];
  }

  async pickFolder(): Promise<string | null> {
    const picked: unknown = await open({ multiple: false, directory: true, title: 'Open a folder of recordings' });
    return typeof picked === 'string' ? picked : null;
  }

  setTitle(title: string): void {
    // A window without its title still works.
    getCurrentWindow()
      .setTitle(title)
      .catch(() => undefined);
  }
}
