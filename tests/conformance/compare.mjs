// Whether two documents in the canonical form are the same, layer by layer.
export const LAYERS = ['tree', 'form', 'long', 'adopted', 'dialog', 'scroll'];

/** What a recorder changes on purpose, so that it is left out on both sides when a document is compared with the live page. */
const LIVE_ONLY = {
  '*': ['value', 'checked', 'selected', 'srcset', 'nonce'],
  link: ['rel', 'href', 'as', 'media', 'type', 'crossorigin', 'integrity', 'onload'],
  iframe: ['src', 'sandbox', 'srcdoc'],
  video: ['loop', 'autoplay', 'muted'],
  audio: ['loop', 'autoplay', 'muted'],
  dialog: ['open'],
  input: ['autocomplete'],
  textarea: ['autocomplete'],
  select: ['autocomplete'],
};

const hasClass = (node, name) => (node.a?.class ?? '').split(' ').includes(name);

/** Makes documents comparable with the live page. `page` is the live page's own, which says what was ignored and blocked. */
export function liveRules({ masked, picturesInlined }, page) {
  const ids = (wanted) => new Set(page.tree.filter((node) => node.k === 'el' && wanted(node)).map((node) => node.id));
  const ignored = ids((node) => hasClass(node, 'rr-ignore'));
  const blocked = ids((node) => hasClass(node, 'rr-block'));
  const passwords = ids((node) => node.tag === 'input' && node.a.type?.toLowerCase() === 'password');
  const attributes = (tag, all) => {
    if (tag === 'script') return {};
    const left = [...LIVE_ONLY['*'], ...(LIVE_ONLY[tag] ?? []), ...(tag === 'img' && picturesInlined ? ['src', 'crossorigin'] : [])];
    const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !left.includes(name)));
    // Recorders make addresses absolute.
    if (tag === 'a' && kept.href?.includes('#')) kept.href = kept.href.slice(kept.href.indexOf('#'));
    return kept;
  };
  const withoutAddresses = (value) =>
    typeof value === 'string' ? value.replace(/url\((['"]?)[^'")]*\1\)/g, 'url()') : Array.isArray(value) ? value.map(withoutAddresses) : value;
  return (layers) => {
    const code = new Set(layers.tree.filter(({ tag }) => tag === 'script' || tag === 'noscript').map(({ id }) => id));
    const node = (node) => {
      if (node.k === 'el') return { ...node, a: attributes(node.tag, node.a) };
      return node.k === 'text' && code.has(node.p) ? { ...node, v: '' } : node;
    };
    const controls = layers.form.filter(([id, kind]) => !ignored.has(id) && !(masked && kind !== 'c'));
    return {
      tree: layers.tree.map(node),
      form: controls.map(([id, kind, value]) => [id, kind, passwords.has(id) ? '*'.repeat(value.length) : value]),
      long: withoutAddresses(layers.long.filter(([id]) => !blocked.has(id))),
      adopted: withoutAddresses(layers.adopted),
      dialog: layers.dialog,
      scroll: layers.scroll,
    };
  };
}

/** Makes our document comparable with the player's: what the player adds is taken away (ARCHITECTURE.md has the list). */
export function playerRules(ours) {
  const known = new Map(ours.tree.map((node) => [node.id, node]));
  return (layers) => {
    const node = (node) => {
      const own = known.get(node.id)?.a;
      if (node.k !== 'el' || !own) return node;
      const isAdded = (name, value) =>
        !(name in own) && ((name === 'autocomplete' && value === 'off') || (name === 'value' && node.tag === 'input'));
      return { ...node, a: Object.fromEntries(Object.entries(node.a).filter(([name, value]) => !isAdded(name, value))) };
    };
    return { ...layers, tree: layers.tree.map(node) };
  };
}

/** The first entries that differ, as text; null where none does. */
export function difference(ours, theirs) {
  const same = (place) => JSON.stringify(ours[place]) === JSON.stringify(theirs[place]);
  for (let place = 0; place < Math.max(ours.length, theirs.length); place++) {
    if (!same(place)) return [ours[place], theirs[place]].map((entry) => (JSON.stringify(entry) ?? 'nothing').slice(0, 200));
  }
  return null;
}
