// What was drawn: by commands, and as pictures.
return [
  ['one', () => [box($('flat')).slice(2), box($('scaled')).slice(2)], [[104, 64], [204, 104]]],
  ['one', () => __pixels.colours($('flat'), [[30, 30], [80, 30]]), [[200, 0, 0, 255], [0, 0, 0, 0]]],
  ['two', () => __pixels.colours($('flat'), [[30, 30], [80, 30]]), [[0, 160, 0, 255], [0, 0, 0, 0]]],
  ['two', () => __pixels.colours($('scaled'), [[10, 10], [30, 10]]), [[160, 0, 0, 255], [0, 0, 0, 0]]],
  ['two', () => __pixels.colours($('spatial'), [[50, 30]]), [[0, 160, 0, 255]]],
  ['three', () => __pixels.colours($('spatial'), [[50, 30]]), [[0, 0, 220, 255]]],
  ['two', () => [css($('empty'), 'width'), css($('empty'), 'backgroundColor')], ['50px', 'rgb(240, 240, 200)']],
];
