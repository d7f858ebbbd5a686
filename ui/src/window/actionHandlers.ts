import type { Conditions, Handlers } from '../actions/actionRunner';
import { nextSpeed, shuttleSpeed } from '../playback/speeds';
import type { QuestionTab } from '../questions/sessionQuestions.svelte';
import { micros, microsFromSeconds } from '../shared/units';
import type { OverlaySwitches } from '../stage/overlaySwitches';
import type { Layout } from './layout.svelte';
import type { SessionController } from './sessionController.svelte';
import type { Theme } from './theme.svelte';
import type { WindowController } from './windowController.svelte';

export interface Parts {
  app: WindowController;
  layout: Layout;
  theme: Theme;
  focusSearch(): void;
  showKeys(): void;
  toggleOverlay(name: keyof OverlaySwitches): void;
}

const STEP = microsFromSeconds(5);
const SMALL_STEP = microsFromSeconds(1);

/** What each action does, in terms of the window's controllers. */
export function actionHandlers({ app, layout, theme, focusSearch, showKeys, toggleOverlay }: Parts): Handlers {
  const inSession = (act: (session: SessionController, keys: string | null) => void) => (keys: string | null) => {
    if (app.session) act(app.session, keys);
  };
  const changeSpeed = (faster: boolean) =>
    inSession(({ playback }) => playback.setSpeed(nextSpeed(playback.speed, faster)));

  const shuttle = (forward: boolean) =>
    inSession(({ playback }) => {
      playback.setSpeed(shuttleSpeed(playback.speed, playback.playing, forward));
      playback.play();
    });

  const ask = (tab: QuestionTab) =>
    inSession((session) => {
      session.questions.tab = tab;
      session.questions.asked += 1;
      layout.showDrawer('questions');
    });

  return {
    'open.file': () => void app.openDialog(),
    'open.folder': () => void app.openFolderDialog(),
    'open.sample': () => void app.openSample(),
    'open.close': () => app.closeSession(),
    'open.cancelImport': () => void app.library.imports.cancel(null),
    'open.search': focusSearch,
    'open.copyLink': () => void app.copyLink(),

    'view.libraryScreen': () => app.toggleLibrary(),
    'library.errors': () => app.showLibrary('errors'),
    'library.findError': () => app.library.finder.open(),
    'library.imports': () => (app.library.importsAreShown = !app.library.importsAreShown),
    'library.watched': () => app.library.watched.open(),
    'library.undo': () => app.library.removal.undo(),

    'play.toggle': inSession(({ playback }) => playback.toggle()),
    'play.reverse': shuttle(false),
    'play.forward': shuttle(true),
    'play.untilError': inSession((session) => session.playUntilError()),
    'play.slower': changeSpeed(false),
    'play.faster': changeSpeed(true),
    'play.skipIdle': inSession(({ playback }) => playback.setSkipIdle(!playback.skipIdle)),

    'move.start': inSession(({ playback }) => playback.seek(playback.loopRange?.[0] ?? micros(0))),
    'move.end': inSession(({ playback }) => playback.seek(playback.loopRange?.[1] ?? playback.duration)),
    'move.back5': inSession((session) => session.seekBy(-STEP)),
    'move.forward5': inSession((session) => session.seekBy(STEP)),
    'move.back1': inSession((session) => session.seekBy(-SMALL_STEP)),
    'move.forward1': inSession((session) => session.seekBy(SMALL_STEP)),
    'move.previousChange': inSession(({ playback }) => playback.stepChange(false)),
    'move.nextChange': inSession(({ playback }) => playback.stepChange(true)),
    'move.previousAct': inSession(({ playback }) => playback.stepAct(false)),
    'move.nextAct': inSession(({ playback }) => playback.stepAct(true)),
    'move.nextError': inSession((session) => session.stepError(true)),
    'move.previousError': inSession((session) => session.stepError(false)),
    'move.nextPage': inSession((session) => session.stepPage(true)),
    'move.previousPage': inSession((session) => session.stepPage(false)),
    'move.tenth': inSession(({ playback }, keys) => playback.seek(micros((playback.duration * Number(keys ?? 0)) / 10))),
    'move.jumpBack': inSession(({ playback }) => playback.jumpBack()),
    'move.jumpForward': inSession(({ playback }) => playback.jumpForward()),

    'range.start': inSession((session) => session.setRangeEnd('start')),
    'range.end': inSession((session) => session.setRangeEnd('end')),
    'range.clear': inSession((session) => session.backToRange(0)),

    'inspect.pick': inSession(({ selection }) => {
      if (selection.picking) selection.stopPicking();
      else selection.startPicking();
    }),
    'inspect.find': () => {
      layout.showRightTab('elements');
      // It may be only on its way to be there.
      setTimeout(() => document.querySelector<HTMLElement>('[data-element-search]')?.focus());
    },
    'inspect.console': () => layout.showDrawer('console'),
    'inspect.network': () => layout.showDrawer('network'),
    'inspect.errors': () => layout.showDrawer('errors'),
    'inspect.events': () => layout.showDrawer('events'),
    'inspect.notes': () => layout.showDrawer('notes'),
    'note.add': inSession((session) => {
      layout.showDrawer('notes');
      session.notesAsked += 1;
    }),
    'inspect.questions': () => layout.showDrawer('questions'),
    'inspect.privacy': () => layout.showDrawer('privacy'),
    'ask.when': ask('when'),
    'ask.text': ask('text'),
    'ask.clicks': ask('clicks'),
    'ask.history': () => layout.showRightTab('history'),
    'compare.mark': inSession(({ questions, playback }) => questions.markFrom({ at: playback.at, tab: playback.tab ?? 0 })),
    'compare.show': inSession(({ questions, playback }) => {
      void questions.compareWith({ at: playback.at, tab: playback.tab ?? 0 });
      layout.showDrawer('questions');
    }),
    'inspect.health': () => layout.showDrawer('health'),

    'overlay.pointer': () => toggleOverlay('pointer'),
    'overlay.trail': () => toggleOverlay('trail'),
    'overlay.clicks': () => toggleOverlay('clicks'),
    'overlay.touch': () => toggleOverlay('touch'),
    'overlay.scroll': () => toggleOverlay('scroll'),
    'overlay.names': () => toggleOverlay('names'),
    'overlay.errors': () => toggleOverlay('errors'),
    'overlay.viewport': () => toggleOverlay('viewport'),
    'overlay.console': () => toggleOverlay('console'),

    'view.focus': () => {
      layout.isFocusView = !layout.isFocusView;
      layout.closeOver();
    },
    'view.scale': () => layout.toggleFit(),
    'view.keepTab': inSession((session) => session.togglePin()),
    'view.nextTab': inSession((session) => session.stepTab(1)),
    'view.previousTab': inSession((session) => session.stepTab(-1)),
    'view.library': () => layout.toggleLeft(),
    'view.moments': () => layout.showLeft('moments'),
    'view.elements': () => layout.toggleRight(),
    'view.drawer': () => layout.toggleDrawer(),
    'view.themeSystem': () => theme.choose('system'),
    'view.themeLight': () => theme.choose('light'),
    'view.themeDark': () => theme.choose('dark'),
    'view.leave': () => {
      // One level at a time, the most passing one first.
      if (app.library.importsAreShown) app.library.importsAreShown = false;
      else if (app.libraryIsOver) app.libraryIsOver = false;
      else if (app.session?.selection.picking) app.session.selection.stopPicking();
      else if (layout.hasOver) layout.closeOver();
      else if (layout.isFocusView) layout.isFocusView = false;
      else if (app.session) app.session.found = null;
    },

    'help.keys': showKeys,
  };
}

export function actionConditions({ app, layout }: Pick<Parts, 'app' | 'layout'>): Conditions {
  // What is behind the library is not acted upon.
  const session = () => (app.libraryIsOver ? null : app.session);
  const playback = () => session()?.playback;
  const speedCanGo = (faster: boolean) => {
    const speed = playback()?.speed;
    return speed !== undefined && nextSpeed(speed, faster) !== speed;
  };
  return {
    always: () => true,
    session: () => session() !== null,
    errors: () => (session()?.errorTimes.length ?? 0) > 0,
    tabs: () => session()?.hasTabs ?? false,
    importing: () => app.isImporting,
    range: () => (playback()?.loopRange ?? null) !== null,
    jumpedBefore: () => playback()?.canJumpBack ?? false,
    jumpedBack: () => playback()?.canJumpForward ?? false,
    sample: () => app.info?.sample !== null && app.info !== null,
    slower: () => speedCanGo(false),
    faster: () => speedCanGo(true),
    stored: () => (session()?.dto.recording ?? null) !== null,
    marked: () => (session()?.questions.from ?? null) !== null,
    removed: () => app.library.removal.undoable > 0,
    mode: () =>
      app.library.importsAreShown ||
      app.libraryIsOver ||
      layout.isFocusView || layout.hasOver || app.session?.selection.picking === true || (app.session?.found ?? null) !== null,
  };
}
