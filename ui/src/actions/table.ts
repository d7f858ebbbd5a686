// Every action of the user, once. Menu, palette, keys, tooltips and the sheet of keys are made from this table; how an
// action is done is registered from outside (actionRunner.ts).

export type Condition =
  | 'always'
  | 'session'
  | 'errors'
  | 'tabs'
  | 'importing'
  | 'range'
  | 'jumpedBefore'
  | 'jumpedBack'
  | 'sample'
  | 'slower'
  | 'faster'
  | 'mode'
  | 'stored'
  | 'removed'
  | 'marked';

/** Why an action whose condition does not hold cannot be used now. */
export const REASONS: Record<Condition, string> = {
  always: '',
  session: 'No recording is shown: open one first',
  errors: 'This recording has no errors',
  tabs: 'This recording has one tab',
  importing: 'Nothing is being imported',
  range: 'No range is set',
  jumpedBefore: 'There is no earlier place: jump somewhere first',
  jumpedBack: 'There is no later place: go back first',
  sample: 'The sample recording is not installed with this copy',
  slower: 'This is the slowest speed',
  faster: 'This is the fastest speed',
  mode: 'No mode is on',
  stored: 'Only a recording of the library has a link: open one, or wait for its import',
  removed: 'Nothing was removed a moment ago',
  marked: 'Mark a moment first',
};

export const GROUPS = ['Open', 'Library', 'Play', 'Move', 'Range', 'Inspect', 'Overlays', 'View', 'Help'] as const;
export type Group = (typeof GROUPS)[number];

interface Row {
  label: string;
  /** More than the label, for tooltips. */
  tooltip?: string;
  /** `Ctrl` means Cmd on a Mac. The first one is shown. */
  keys: readonly string[];
  /** How the sheet writes the keys, where it is not the list of them. */
  keysText?: string;
  enabledWhen: Condition;
  group: Group;
  /** Makes no sense without its key: not in menus and the palette. */
  onlyByKey?: boolean;
}

const rows = {
  'open.file': { label: 'Open file…', keys: ['Ctrl+O'], enabledWhen: 'always', group: 'Open' },
  'open.folder': { label: 'Open folder…', keys: ['Ctrl+Shift+O'], enabledWhen: 'always', group: 'Open' },
  'open.sample': { label: 'Try the sample', keys: [], enabledWhen: 'sample', group: 'Open' },
  'open.close': { label: 'Close the recording', keys: ['Ctrl+W'], enabledWhen: 'session', group: 'Open' },
  'open.cancelImport': {
    label: 'Cancel the import',
    tooltip: 'Stop importing; nothing of it is kept',
    keys: [],
    enabledWhen: 'importing',
    group: 'Open',
  },
  'open.search': {
    label: 'Search and commands',
    tooltip: 'Search every recording, or find a command',
    keys: ['Ctrl+K'],
    enabledWhen: 'always',
    group: 'Open',
    onlyByKey: true,
  },

  'open.copyLink': {
    label: 'Copy link to this moment',
    tooltip: 'Copy a link that opens this recording at this moment',
    keys: ['Ctrl+Shift+L'],
    enabledWhen: 'stored',
    group: 'Open',
  },

  'view.libraryScreen': {
    label: 'Whole library',
    tooltip: 'The whole library, or back to the recording',
    keys: ['Ctrl+L'],
    enabledWhen: 'always',
    group: 'Library',
  },
  'library.errors': {
    label: 'Errors of all recordings',
    tooltip: 'Groups of errors in the whole library',
    keys: ['Ctrl+E'],
    enabledWhen: 'always',
    group: 'Library',
  },
  'library.findError': {
    label: 'I have an error…',
    tooltip: 'Find the recording of an error from outside: a stack, a message, an id, a link',
    keys: ['Ctrl+Shift+E'],
    enabledWhen: 'always',
    group: 'Library',
  },
  'library.imports': {
    label: 'Imports',
    tooltip: 'What is being imported, and what became of it',
    keys: ['Ctrl+J'],
    enabledWhen: 'always',
    group: 'Library',
  },
  'library.watched': {
    label: 'Watched folders…',
    tooltip: 'Folders whose new recordings come in by themselves',
    keys: [],
    enabledWhen: 'always',
    group: 'Library',
  },
  'library.undo': {
    label: 'Undo removing',
    tooltip: 'Bring back what was removed last',
    keys: ['Ctrl+Z'],
    enabledWhen: 'removed',
    group: 'Library',
  },

  'play.toggle': { label: 'Play or pause', keys: ['Space', 'K'], enabledWhen: 'session', group: 'Play' },
  'play.reverse': {
    label: 'Play backwards',
    tooltip: 'Play backwards; again: faster',
    keys: ['J'],
    enabledWhen: 'session',
    group: 'Play',
  },
  'play.forward': {
    label: 'Play forwards',
    tooltip: 'Play forwards; again: faster',
    keys: ['L'],
    enabledWhen: 'session',
    group: 'Play',
  },
  'play.untilError': {
    label: 'Play until the next error',
    keys: ['U'],
    enabledWhen: 'errors',
    group: 'Play',
  },
  'play.slower': { label: 'Slower', keys: ['ArrowDown'], enabledWhen: 'slower', group: 'Play' },
  'play.faster': { label: 'Faster', keys: ['ArrowUp'], enabledWhen: 'faster', group: 'Play' },
  'play.skipIdle': {
    label: 'Skip idle',
    tooltip: 'Skip spans without user input',
    keys: ['S'],
    enabledWhen: 'session',
    group: 'Play',
  },

  'move.start': { label: 'To the start', keys: ['Home'], enabledWhen: 'session', group: 'Move' },
  'move.end': { label: 'To the end', keys: ['End'], enabledWhen: 'session', group: 'Move' },
  'move.back5': { label: 'Back 5 seconds', keys: ['ArrowLeft'], enabledWhen: 'session', group: 'Move' },
  'move.forward5': { label: 'Forward 5 seconds', keys: ['ArrowRight'], enabledWhen: 'session', group: 'Move' },
  'move.back1': { label: 'Back 1 second', keys: ['Shift+ArrowLeft'], enabledWhen: 'session', group: 'Move' },
  'move.forward1': { label: 'Forward 1 second', keys: ['Shift+ArrowRight'], enabledWhen: 'session', group: 'Move' },
  'move.previousChange': {
    label: 'Previous change',
    tooltip: 'To the previous change of the page',
    keys: [','],
    enabledWhen: 'session',
    group: 'Move',
  },
  'move.nextChange': {
    label: 'Next change',
    tooltip: 'To the next change of the page',
    keys: ['.'],
    enabledWhen: 'session',
    group: 'Move',
  },
  'move.previousAct': {
    label: 'Previous user act',
    keys: ['Ctrl+ArrowLeft'],
    enabledWhen: 'session',
    group: 'Move',
  },
  'move.nextAct': { label: 'Next user act', keys: ['Ctrl+ArrowRight'], enabledWhen: 'session', group: 'Move' },
  'move.nextError': { label: 'Next error', keys: ['E'], enabledWhen: 'errors', group: 'Move' },
  'move.previousError': { label: 'Previous error', keys: ['Shift+E'], enabledWhen: 'errors', group: 'Move' },
  'move.nextPage': { label: 'Next page', tooltip: 'To the next page that was opened', keys: ['P'], enabledWhen: 'session', group: 'Move' },
  'move.previousPage': {
    label: 'Previous page',
    tooltip: 'To the previous page that was opened',
    keys: ['Shift+P'],
    enabledWhen: 'session',
    group: 'Move',
  },
  'move.tenth': {
    label: 'To a tenth of the recording',
    keys: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    keysText: '0–9',
    enabledWhen: 'session',
    group: 'Move',
    onlyByKey: true,
  },
  'move.jumpBack': {
    label: 'Back to where you were',
    keys: ['Alt+ArrowLeft'],
    enabledWhen: 'jumpedBefore',
    group: 'Move',
  },
  'move.jumpForward': {
    label: 'Forward to where you were',
    keys: ['Alt+ArrowRight'],
    enabledWhen: 'jumpedBack',
    group: 'Move',
  },

  'range.start': { label: 'Range starts here', keys: ['['], enabledWhen: 'session', group: 'Range' },
  'range.end': { label: 'Range ends here', keys: [']'], enabledWhen: 'session', group: 'Range' },
  'range.clear': { label: 'Clear the range', keys: ['\\'], enabledWhen: 'range', group: 'Range' },

  'inspect.pick': {
    label: 'Pick an element',
    tooltip: 'Pick an element on the page',
    keys: ['Ctrl+Shift+C'],
    enabledWhen: 'session',
    group: 'Inspect',
  },
  'inspect.find': { label: 'Find elements', tooltip: 'Find elements by text, CSS selector or XPath', keys: ['Ctrl+Shift+F'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.console': { label: 'Show the console', keys: ['C'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.network': { label: 'Show the network', keys: ['Alt+5'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.errors': { label: 'Show the errors', keys: ['Alt+6'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.events': { label: 'Show all events', keys: ['Alt+7'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.notes': { label: 'Show the notes', keys: ['Alt+8'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.questions': { label: 'Ask about the recording', tooltip: 'When was it so, what ever stood there, what did clicks meet, what differs', keys: ['Alt+9'], enabledWhen: 'session', group: 'Inspect' },
  'inspect.privacy': { label: 'What is private', tooltip: 'What is masked, and what looks private in everything the recording ever held', keys: ['Ctrl+Shift+P'], enabledWhen: 'session', group: 'Inspect' },
  'ask.when': { label: 'When was…', tooltip: 'Every interval in which a selector finds something', keys: ['W'], enabledWhen: 'session', group: 'Inspect' },
  'ask.text': { label: 'Texts that ever stood there', tooltip: 'Search everything that ever stood on a page', keys: ['Ctrl+F'], enabledWhen: 'session', group: 'Inspect' },
  'ask.clicks': { label: 'Why did this click do nothing?', tooltip: 'Every click, what it met, and how long the page took', keys: ['X'], enabledWhen: 'session', group: 'Inspect' },
  'ask.history': { label: 'History of the element', tooltip: 'Everything that changed about the selected element', keys: ['H'], enabledWhen: 'session', group: 'Inspect' },
  'compare.mark': { label: 'Mark this moment', tooltip: 'Mark this moment, to compare another with it', keys: ['A'], enabledWhen: 'session', group: 'Inspect' },
  'compare.show': { label: 'Compare with the marked moment', tooltip: 'What differs between the marked moment and this one', keys: ['D'], enabledWhen: 'marked', group: 'Inspect' },
  'note.add': {
    label: 'Write a note here',
    tooltip: 'Write a note at this moment, or over the range',
    keys: ['N'],
    enabledWhen: 'stored',
    group: 'Inspect',
  },
  'inspect.health': { label: 'Show the health', keys: [], enabledWhen: 'session', group: 'Inspect' },

  'overlay.pointer': { label: 'Pointer', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.trail': { label: 'Pointer trail', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.clicks': { label: 'Clicks', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.touch': { label: 'Touches', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.scroll': { label: 'Scroll positions', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.names': { label: 'Names of what was clicked', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.errors': { label: 'Flash at errors', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.viewport': { label: 'New window sizes', keys: [], enabledWhen: 'session', group: 'Overlays' },
  'overlay.console': { label: 'Console lines', keys: [], enabledWhen: 'session', group: 'Overlays' },

  'view.focus': { label: 'Only the page', keys: ['F'], enabledWhen: 'session', group: 'View' },
  'view.scale': {
    label: 'Fit or 100 %',
    tooltip: 'Fit the page to the stage, or show it at 100 %',
    keys: ['Z'],
    enabledWhen: 'session',
    group: 'View',
  },
  'view.keepTab': {
    label: 'Keep this tab, or follow the user',
    tooltip: 'Keep the tab that is shown, or follow the user again',
    keys: ['T'],
    enabledWhen: 'tabs',
    group: 'View',
  },
  'view.nextTab': { label: 'Next tab', keys: ['Ctrl+PageDown'], enabledWhen: 'tabs', group: 'View' },
  'view.previousTab': { label: 'Previous tab', keys: ['Ctrl+PageUp'], enabledWhen: 'tabs', group: 'View' },
  'view.library': { label: 'Left column', tooltip: 'Library and moments', keys: ['Alt+1'], enabledWhen: 'session', group: 'View' },
  'view.moments': { label: 'Moments', tooltip: 'The session as a story', keys: ['Alt+4'], enabledWhen: 'session', group: 'View' },
  'view.elements': { label: 'Elements column', keys: ['Alt+2'], enabledWhen: 'session', group: 'View' },
  'view.drawer': { label: 'Drawer', keys: ['Alt+3'], enabledWhen: 'session', group: 'View' },
  'view.themeSystem': { label: 'Theme: as the system', keys: [], enabledWhen: 'always', group: 'View' },
  'view.themeLight': { label: 'Theme: light', keys: [], enabledWhen: 'always', group: 'View' },
  'view.themeDark': { label: 'Theme: dark', keys: [], enabledWhen: 'always', group: 'View' },
  'view.leave': {
    label: 'Leave the mode',
    keys: ['Escape'],
    enabledWhen: 'mode',
    group: 'View',
    onlyByKey: true,
  },

  'help.keys': { label: 'Keyboard shortcuts', keys: ['?'], enabledWhen: 'always', group: 'Help' },
} as const satisfies Record<string, Row>;

export type ActionId = keyof typeof rows;

export interface Action extends Row {
  id: ActionId;
}

export const ACTIONS: readonly Action[] = Object.entries(rows).map(([id, row]) => ({ ...row, id: id as ActionId }));

export function actionOf(id: ActionId): Action {
  return { ...rows[id], id };
}
