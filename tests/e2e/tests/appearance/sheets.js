// Style: queries about the viewer's machine, edited and adopted sheets, fonts, custom properties, animations.
return [
  // The recorded viewport and a neutral machine.
  ['plain-start', () => [...page.querySelectorAll('.m')].filter((e) => css(e, 'visibility') === 'visible').map((e) => e.id.slice(2)), ['width', 'device', 'range', 'light', 'notdark', 'mouse', 'landscape', 'script', 'supports', 'container']],
  ['plain-start', () => css($('m-scheme'), 'color'), 'rgb(25, 26, 27)'],
  ['plain-start', () => [view.innerWidth, view.innerHeight, page.compatMode], [1280, 800, 'CSS1Compat']],
  ['plain-start', () => ['a', 'b', 'c', 'd'].map((name) => css(page.querySelector('b.' + name), 'color')), ['rgb(1, 1, 1)', 'rgb(2, 2, 2)', 'rgb(3, 3, 3)', 'rgb(20, 20, 20)']],
  ['cssom', () => ['a', 'b', 'c', 'd'].map((name) => css(page.querySelector('b.' + name), 'color')), ['rgb(20, 20, 20)', 'rgb(5, 5, 5)', 'rgb(3, 3, 3)', 'rgb(4, 4, 4)']],
  ['cssom', () => css(page.querySelector('b.e'), 'backgroundColor'), 'rgb(6, 6, 6)'],
  ['adopted', () => [css(page.querySelector('.a'), 'color'), css(page.querySelector('b.b'), 'textDecorationLine')], ['rgb(85, 86, 87)', 'underline']],
  ['cssom', () => css(page.querySelector('.a'), 'color'), 'rgb(20, 20, 20)'],
  // Letters of our own fonts are two and three times as wide as they are high.
  ['plain-start', () => ['twice', 'thrice', 'buffered'].map((id) => Math.round(textBox($(id)).width)), [160, 160, 160]],
  ['fonts-loaded', () => ['twice', 'thrice', 'buffered'].map((id) => Math.round(textBox($(id)).width)), [160, 240, 240]],
  ['plain-start', () => css(page.querySelector('.imported'), 'color'), 'rgb(21, 22, 23)'],
  ['plain-start', () => [css($('flat'), 'color'), css(page.querySelector('#flat b'), 'color')], ['rgb(34, 35, 36)', 'rgb(37, 38, 39)']],
  ['plain-start', () => [css($('vars'), 'color'), css($('vars'), 'width'), css($('vars'), 'height'), css($('vars'), 'marginLeft')], ['rgb(31, 32, 33)', '120px', '7px', '5px']],
  ['variables', () => [css($('vars'), 'width'), css($('vars'), 'marginTop'), css($('vars'), 'marginLeft')], ['200px', '9px', '5px']],
  // Endless animations stand at the moment, finite ones and transitions at their end, paused ones where they were paused.
  ['plain-start', () => Number.parseFloat(css($('endless'), 'left')) - (at % 4000) / 10, 0],
  ['fade', () => Number.parseFloat(css($('endless'), 'left')) - (at % 4000) / 10, 0],
  ['fade', () => [css($('once'), 'width'), css($('paused'), 'left'), css($('fades'), 'opacity')], ['110px', '100px', '0.25']],
  ['plain-start', () => [css($('once'), 'width'), css($('fades'), 'opacity')], ['110px', '1']],
  ['fade', () => $('smil-rect').x.animVal.value - ((at / 1000) % 8) * 10, 0],
  ['fade', () => view.getComputedStyle($('endless')).animationPlayState, 'running'],
  ['fade', () => page.getAnimations().filter((animation) => animation.playState === 'running').length, 0],
];
