/** The one interface to the outside: whoever carries out commands, sends frames and events, and owns the window. */
export interface Host {
  call(name: string, request: unknown): Promise<unknown>;
  /** Replaces the listener. Frames that came before there was one are delivered to the first. */
  onFrame(listener: (frame: unknown) => void): void;
  onEvent(listener: (event: unknown) => void): void;
  /** Asks the person; empty when they changed their mind. */
  pickFiles(): Promise<string[]>;
  pickFolder(): Promise<string | null>;
  setTitle(title: string): void;
}
