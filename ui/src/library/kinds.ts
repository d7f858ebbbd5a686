import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import FileText from '@lucide/svelte/icons/file-text';
import Frown from '@lucide/svelte/icons/frown';
import Globe from '@lucide/svelte/icons/globe';
import MousePointerClick from '@lucide/svelte/icons/mouse-pointer-click';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import Terminal from '@lucide/svelte/icons/terminal';
import type { LucideIcon } from '@lucide/svelte';
import type { SearchKindDto } from '../ipc/generated/bindings';

export const KIND_ICONS: Record<SearchKindDto, LucideIcon> = {
  error: OctagonAlert,
  friction: Frown,
  console: Terminal,
  request: ArrowLeftRight,
  page: Globe,
  click: MousePointerClick,
  recording: FileText,
};

export const KIND_NAMES: Record<SearchKindDto, string> = {
  error: 'Error',
  friction: 'Friction',
  console: 'Console',
  request: 'Request',
  page: 'Page',
  click: 'Click',
  recording: 'Recording',
};
