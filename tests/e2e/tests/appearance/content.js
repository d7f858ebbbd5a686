// Pictures, SVG and MathML, frames, shadow trees, scripts of the world, what was kept out of the recording.
return [
  ['plain-start', () => [box($('use1')).slice(2), box($('use2')).slice(2)], [[20, 20], [20, 20]]],
  ['plain-start', () => [css($('graded'), 'fill'), css($('inked'), 'fill'), box($('inked')).slice(2)], ['url("#grad")', 'rgb(61, 62, 63)', [20, 20]]],
  ['plain-start', () => [$('foreign').namespaceURI, $('graded').namespaceURI, box($('foreign'))[2] > 5], ['http://www.w3.org/1999/xhtml', 'http://www.w3.org/2000/svg', true]],
  ['plain-start', () => page.querySelector('linearGradient') !== null && page.querySelector('clipPath') !== null, true],
  ['plain-start', () => { const [x, y] = box($('clip')); return [[1, 1], [20, 20]].map(([dx, dy]) => page.elementFromPoint(x + dx, y + dy) === $('clip')); }, [false, true]],
  ['plain-start', () => [$('dot').naturalWidth, $('dot').naturalHeight, ...box($('dot')).slice(2)], [8, 4, 8, 4]],
  ['rewound', () => [$('dot').naturalWidth, $('dot').complete, css($('dot'), 'visibility'), ...box($('dot')).slice(2)], [8, true, 'visible', 8, 4]],
  ['plain-start', () => box($('gone')).slice(2), [80, 30]],
  ['plain-start', () => __playheadStage.standing().missing.some(([key]) => key === __playheadStage.keyOf($('use3'))), true],
  ['plain-start', () => [$('frac').namespaceURI, textBox($('num')).bottom <= textBox($('den')).top + 4, box($('root'))[2] > box(page.querySelector('#root mn'))[2]], ['http://www.w3.org/1998/Math/MathML', true, true]],
  ['plain-start', () => [box($('poster')).slice(2), css($('poster'), 'visibility'), $('poster').poster.startsWith('data:image/svg')], [[80, 45], 'visible', true]],
  // Where a film can be decoded at all it stands at its recorded second.
  ['film', () => { const film = $('film'); return [film.src.startsWith('data:video/webm'), film.readyState === 0 || Math.abs(film.currentTime - 1) < 0.05, film.paused]; }, [true, true, true]],
  ['playing', () => [$('film').paused, $('film').readyState === 0 || ($('film').currentTime > 1.4 && $('film').currentTime < 1.95)], [true, true]],
  // Nothing is recorded while it plays.
  ['still-playing', () => [$('film').paused, $('film').readyState === 0 || ($('film').currentTime > 1.95 && $('film').currentTime < 2.8)], [true, true]],
  ['rewound', () => [$('film').paused, $('film').readyState === 0 || Math.abs($('film').currentTime - 0.5) < 0.05], [true, true]],
  // Each frame in the mode of its own document, with its own width.
  ['plain-start', () => [$('quirky'), $('strict')].map((f) => inside(f).compatMode), ['BackCompat', 'CSS1Compat']],
  ['plain-start', () => box(inside($('quirky')).getElementById('loose'))[2], 100],
  ['plain-start', () => css(inside($('strict')).getElementById('narrow'), 'color'), 'rgb(82, 83, 84)'],
  ['plain-start', () => { const inner = inside($('strict')).getElementById('inner'); return [inner.getClientRects().length, box(inner).slice(2), inside(inner).compatMode, box(inside(inner).getElementById('deep'))[3] > 10]; }, [1, [204, 44], 'CSS1Compat', true]],
  ['moved', () => { const inner = inside($('strict')).getElementById('inner'); return [box(inside($('quirky')).getElementById('loose'))[2], box(inside(inner).getElementById('deep'))[3] > 10, $('frames').previousElementSibling.id]; }, [100, true, 'tongues']],
  // Shadow trees, those of custom elements and those that were declared.
  ['plain-start', () => { const root = $('card').shadowRoot; return [css($('card'), 'color'), css(root.getElementById('head'), 'color'), css($('card').querySelector('em'), 'color'), css(root.querySelector('.e'), 'color')]; }, ['rgb(67, 68, 69)', 'rgb(40, 41, 42)', 'rgb(73, 74, 75)', 'rgb(79, 80, 81)']],
  ['plain-start', () => [$('card').matches(':defined'), css($('card'), 'display')], [true, 'block']],
  ['plain-start', () => [css($('declared').shadowRoot.getElementById('inside'), 'color'), css(page.querySelector('#selectable'), 'color'), textBox($('declared')).height > 5], ['rgb(64, 65, 66)', 'rgb(20, 20, 20)', true]],
  ['late-settled', () => { const root = $('late-card').shadowRoot; return [css(root.getElementById('head'), 'color'), css(root.querySelector('.e'), 'color'), css($('late-card').querySelector('em'), 'color')]; }, ['rgb(40, 41, 42)', 'rgb(79, 80, 81)', 'rgb(73, 74, 75)']],
  ['late-settled', () => [box(page.querySelector('#late use')).slice(2), $('late-sup').namespaceURI], [[10, 10], 'http://www.w3.org/1998/Math/MathML']],
  ['moved', () => { const root = $('card').shadowRoot; return [css(root.getElementById('head'), 'color'), css(root.querySelector('.e'), 'color'), $('shadows').nextElementSibling.id]; }, ['rgb(40, 41, 42)', 'rgb(79, 80, 81)', 'scrolling']],
  // From the right, from the top, and with a font that has the letters.
  ['plain-start', () => Math.abs(textBox($('rtl')).right - $('rtl').getBoundingClientRect().right), 0],
  ['plain-start', () => [textBox($('cjk')).width > 60, textBox($('emoji')).width > 10, textBox($('vertical')).height > 30], [true, true, true]],
  // Kept out: a hatched area of its size, and no word of what was in it.
  ['plain-start', () => [box($('blocked') ?? page.querySelector('.rr-block')).slice(2), css(page.querySelector('.rr-block'), 'backgroundImage').includes('repeating-linear-gradient')], [[120, 40], true]],
  ['plain-start', () => [page.documentElement.innerHTML.includes('secret advert'), $('masked-text').textContent, $('pw').value], [false, '**** *** ****', '*******']],
  ['plain-start', () => [...page.querySelectorAll('link')].length, 0],
];
