// Runs in the page: replays with rrweb's player, and prints documents in the canonical form of `playhead-cli dom`.
// Each layer is a list in document order: a node, its shadow tree, its children, the document in it. Only nodes that the
// recorder numbered are printed. rrweb's own additions and renamings are taken back.
(() => {
  const ADDED_CLASSES = new Set([':hover', 'rrweb-paused']);
  const isAdded = (name) => name.startsWith('rr_') || name.startsWith('rrweb-original-') || name === '_cssText';
  const byName = ([one], [other]) => (one < other ? -1 : Number(one > other));

  class Printer {
    layers = { tree: [], form: [], long: [], adopted: [], scroll: [], dialog: [] };

    constructor(mirror) {
      this.mirror = mirror;
    }

    node(node, parent, isShadow = false, isInStyle = false) {
      const id = this.mirror.getId(node);
      if (!(id > 0)) return;
      const entry = { id, p: parent, ...(isShadow ? { sh: 1 } : {}) };
      const { tree } = this.layers;
      switch (node.nodeType) {
        case Node.DOCUMENT_NODE:
          tree.push({ ...entry, k: 'doc' });
          this.offsets(id, node.defaultView?.scrollX ?? 0, node.defaultView?.scrollY ?? 0);
          this.sheets(id, node);
          this.children(node, id);
          break;
        case Node.DOCUMENT_TYPE_NODE:
          tree.push({ ...entry, k: 'doctype', name: node.name, pub: node.publicId, sys: node.systemId });
          break;
        case Node.TEXT_NODE:
          tree.push({ ...entry, k: 'text', v: isInStyle ? '' : node.nodeValue });
          break;
        case Node.COMMENT_NODE:
          tree.push({ ...entry, k: 'comment', v: node.nodeValue });
          break;
        case Node.CDATA_SECTION_NODE:
          tree.push({ ...entry, k: 'cdata', v: '' });
          break;
        case Node.ELEMENT_NODE:
          this.element(node, entry);
          break;
      }
    }

    children(node, id, isShadow = false, isInStyle = false) {
      for (const child of node.childNodes) this.node(child, id, isShadow, isInStyle);
    }

    element(element, entry) {
      const { id } = entry;
      const recorded = this.mirror.getMeta(element);
      const tag = (recorded?.tagName ?? element.localName).toLowerCase();
      this.layers.tree.push({ ...entry, k: 'el', tag, a: attributes(element, tag, recorded) });
      if (element.style?.length) this.layers.long.push([id, longhands(element.style)]);
      this.control(element, id);
      this.offsets(id, element.scrollLeft, element.scrollTop);
      if (element.shadowRoot) {
        this.sheets(id, element.shadowRoot);
        this.children(element.shadowRoot, id, true);
      }
      if (element.localName !== 'textarea') this.children(element, id, false, element.localName === 'style');
      if (element.contentDocument) this.node(element.contentDocument, id);
    }

    control(element, id) {
      const { form, dialog } = this.layers;
      switch (element.localName) {
        case 'input':
          if (element.type === 'checkbox' || element.type === 'radio') form.push([id, 'c', element.checked]);
          else if (element.type !== 'file') form.push([id, 'v', element.value]);
          break;
        case 'textarea':
          form.push([id, 'v', element.value]);
          break;
        case 'select':
          form.push([id, 's', [...element.options].flatMap((option, place) => (option.selected ? [place] : []))]);
          break;
        case 'dialog':
          dialog.push([id, element.open, element.matches(':modal')]);
          break;
      }
    }

    offsets(id, left, top) {
      const [x, y] = [Math.round(left), Math.round(top)];
      if (x !== 0 || y !== 0) this.layers.scroll.push([id, x, y]);
    }

    sheets(id, root) {
      const sheets = [...(root.adoptedStyleSheets ?? [])];
      if (sheets.length > 0) this.layers.adopted.push([id, sheets.map(rules)]);
    }
  }

  const rules = (sheet) => [...sheet.cssRules].map((rule) => rule.cssText);

  function longhands(style) {
    return [...style].map((name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)]).sort(byName);
  }

  function attributes(element, tag, recorded) {
    // The player drops all attributes of links that would fetch scripts; they are not compared.
    if (tag === 'link' && element.attributes.length === 0 && fetchesScript(recorded?.attributes ?? {})) return {};
    const printed = [];
    for (const { name, value } of element.attributes) {
      if (name === 'style' || isAdded(name) || (name === 'srcdoc' && element.localName === 'iframe')) continue;
      if (name === 'class') {
        const classes = [...element.classList].filter((token) => !ADDED_CLASSES.has(token));
        if (classes.length > 0) printed.push([name, classes.join(' ')]);
      } else if (name === 'csp-content') {
        printed.push(['content', value]);
      } else {
        printed.push([name.replace(/^_(?=on(?:load|click|mouse))/, ''), value]);
      }
    }
    return Object.fromEntries(printed.sort(byName));
  }

  function fetchesScript({ rel, as, href }) {
    return rel === 'modulepreload' || (rel === 'preload' && as === 'script') || (rel === 'prefetch' && /\.js(?:[?#]|$)/.test(href ?? ''));
  }

  let events = '[]';
  let replayer = null;

  window.conformance = {
    load(json) {
      events = json;
    },

    /** What the player shows with everything that happened up to and including `millis`. It is a fresh player each time:
     *  a player's answer can depend on what it was asked before. */
    async at(millis) {
      replayer?.destroy();
      document.body.replaceChildren();
      const recorded = JSON.parse(events);
      const silent = Object.fromEntries(['log', 'info', 'warn', 'error', 'debug'].map((level) => [level, () => {}]));
      const options = { root: document.body, mouseTail: false, triggerFocus: false, showWarning: false, logger: silent };
      const built = new Promise((done) => {
        replayer = new window.rrweb.Replayer(recorded, options);
        replayer.on('fullsnapshot-rebuilded', done);
        if (!recorded.some(({ type }) => type === 2)) done();
      });
      await built;
      await new Promise((done) => setTimeout(done, 20));
      // The player leaves out what happened at the very moment.
      replayer.pause(millis + 1);
      await new Promise((done) => setTimeout(done, 40));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      const printer = new Printer(replayer.getMirror());
      printer.node(replayer.iframe.contentDocument, 0);
      return printer.layers;
    },

    /** Style attributes as the browser's longhands. */
    longhands(styles) {
      const element = document.createElement('div');
      const of = (declarations) => {
        element.setAttribute('style', declarations.map(([name, value, priority]) => `${name}: ${value}${priority && ' !important'}`).join('; '));
        return longhands(element.style);
      };
      return styles.map(([id, declarations]) => [id, of(declarations)]).filter(([, found]) => found.length > 0);
    },

    /** Rules in the browser's spelling. */
    spelled(adopted) {
      const of = (texts) => {
        const sheet = new CSSStyleSheet();
        for (const text of texts) {
          try {
            sheet.insertRule(text, sheet.cssRules.length);
          } catch {
            // This browser does not know it, so it is in no page of this browser either.
          }
        }
        return rules(sheet);
      };
      return adopted.map(([id, sheets]) => [id, sheets.map(of)]);
    },
  };
})();
