// Runs in the page of either player. WebKit's scroll bars lie over the page and fade for seconds: they are left out, but for
// those that the page has styled itself, whose rules are in no layer.
const TEXT = '@layer { *::-webkit-scrollbar { width: 0; height: 0; } }';

function leaveOut(root) {
  const { defaultView } = root.ownerDocument ?? root;
  const sheet = new defaultView.CSSStyleSheet();
  sheet.replaceSync(TEXT);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot !== null) leaveOut(element.shadowRoot);
    const inner = element.localName === 'iframe' ? element.contentDocument : null;
    if (inner !== null) leaveOut(inner);
  }
}

leaveOut(document);
