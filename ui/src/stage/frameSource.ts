import type { FrameDto } from '../ipc/generated/bindings';

/** Where frames come from. */
export interface FrameSource {
  /**
   * Calls with every frame for the stage the moment it comes, and with the one that is there already; with null while
   * there is none. The returned function ends it.
   */
  follow(listener: (frame: FrameDto | null) => void): () => void;
}
