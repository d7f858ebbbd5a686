import { render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ConsoleLineDto, FrameDto } from '../ipc/generated/bindings';
import { DEFAULT_OVERLAYS } from './overlaySwitches';
import type { FrameSource } from './frameSource';
import Stage from './Stage.svelte';
import { el, frame, page, text } from './testing/page';

beforeAll(() => {
  // jsdom has no layout: the stage then draws at 100 %.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    },
  );
});

function open(first: FrameDto | null) {
  const told = {
    onpainted: vi.fn(),
    onresync: vi.fn(),
    onpick: vi.fn(),
    onhover: vi.fn(),
    onscale: vi.fn(),
    onproblems: vi.fn(),
  };
  const consoleLines: ConsoleLineDto[] = [
    { at: 0, tab: 0, level: 'error', method: 'error', text: 'it broke', args: [], trace: [], uncaught: true },
  ];
  const props = { overlays: DEFAULT_OVERLAYS, consoleLines, selected: null, hovered: null, picking: false, fit: true };
  let follower: ((frame: FrameDto | null) => void) | null = null;
  const frames: FrameSource = {
    follow(listener) {
      follower = listener;
      listener(first);
      return () => (follower = null);
    },
  };
  const { rerender } = render(Stage, { frames, ...props, ...told });
  return { told, rerender, send: (next: FrameDto) => follower?.(next) };
}

const overlay = (name: string) => document.querySelectorAll(`[data-overlay="${name}"]`);

describe('the stage', () => {
  it('paints a frame and tells when', async () => {
    const { told } = open(frame(7, 'full', [page(text(4, 'hello'))]));
    expect(screen.getByRole('region', { name: 'Recorded page' })).toBeTruthy();
    const iframe = screen.getByTitle<HTMLIFrameElement>('Recorded page content');
    expect(iframe.getAttribute('sandbox')).toBe('allow-same-origin');
    await waitFor(() => expect(told.onpainted).toHaveBeenCalledWith(7));
    expect(iframe.contentDocument?.body.textContent).toBe('hello');
    expect(iframe.style.width).toBe('800px');
    expect(told.onscale).toHaveBeenLastCalledWith(1);
    expect(told.onproblems).not.toHaveBeenCalled();
  });

  it('asks for a full frame when a patch does not fit', async () => {
    const { told, send } = open(frame(1, 'full', [page(text(4, 'old'))]));
    await waitFor(() => expect(told.onpainted).toHaveBeenCalledWith(1));
    send(frame(3, 'patch', []));
    expect(told.onresync).toHaveBeenCalledOnce();
    send(frame(4, 'full', [page()]));
    await waitFor(() => expect(told.onpainted).toHaveBeenCalledWith(4));
  });

  it('says what it could not put on the stage', () => {
    const { told } = open(frame(1, 'full', [page(), { op: 'remove', key: 99 }]));
    expect(told.onproblems).toHaveBeenCalledWith({ count: 1, first: 'remove 99: 99 is not on the stage', refusedRules: 0 });
  });

  it('tells a problem once, and when it is gone with its page', async () => {
    const { told, send } = open(frame(1, 'full', [page(), { op: 'remove', key: 99 }]));
    send(frame(2, 'patch', []));
    expect(told.onproblems).toHaveBeenCalledOnce();
    send(frame(3, 'full', [page()]));
    expect(told.onproblems).toHaveBeenLastCalledWith({ count: 0, first: null, refusedRules: 0 });
  });

  it('draws pointer, presses and console lines above the page, each if it is on', async () => {
    const pointer = { at: 0, x: 10, y: 20, target: 4, kind: 'mouse' } as const;
    const shown = frame(1, 'full', [page(el(4, 'button'))], {
      overlay: { pointer, trail: [], presses: [{ ...pointer, kind: 'contextMenu' }], pressed: null },
    });
    const { rerender } = open(shown);
    expect(overlay('pointer')[0]?.getAttribute('transform')).toBe('translate(10 20)');
    expect(overlay('press')[0]?.getAttribute('data-kind')).toBe('right');
    expect(overlay('console-line')[0]?.textContent.trim()).toBe('it broke');
    await rerender({ overlays: { ...DEFAULT_OVERLAYS, pointer: false, clicks: false, console: false } });
    expect(['pointer', 'press', 'console-line'].map((name) => overlay(name).length)).toEqual([0, 0, 0]);
  });

  it('shows nothing while nothing is open', () => {
    open(null);
    expect(screen.getByTitle('Recorded page content').parentElement?.classList.contains('empty')).toBe(true);
  });
});
