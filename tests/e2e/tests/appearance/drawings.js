// What was drawn: by commands, and as pictures.
return [
  ['drawn', () => __pixels.colours($('drawn'), [[5, 5], [25, 5], [45, 15], [55, 35]]), [[200, 0, 0, 255], [200, 0, 0, 255], [0, 0, 200, 255], [0, 0, 0, 0]]],
  ['drawn', () => __pixels.colours($('lively'), [[15, 10], [35, 20], [2, 35], [45, 20]]), [[0, 150, 0, 255], [150, 0, 150, 255], [200, 0, 0, 255], [0, 0, 0, 0]]],
  ['drawn', () => [box($('drawn')).slice(2), box($('lively')).slice(2), box($('spatial')).slice(2)], [[60, 40], [60, 40], [60, 40]]],
  ['hover', () => __pixels.colours($('lively'), [[15, 10]]), [[0, 0, 0, 0]]],
  // What cannot be drawn again says so.
  ['drawn', () => __playheadStage.standing().missing.find(([key]) => key === __playheadStage.keyOf($('spatial')))?.[1], 'What WebGL drew on this canvas'],
];
