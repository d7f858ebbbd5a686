//! The comparison can fail: what is tampered with in the frame is found, named, and nothing else is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::fixture;
use e2e::readback::Shelf;
use events::Timestamp;

/// Moments of the recording, in microseconds: at a form, and far down a page.
const FORM: i64 = 9_000_000;
const SCROLLED: i64 = 18_000_000;

/// When it is done, what the comparison should say of it, and what is done to the page: `page` is its document, and
/// `all(selector)` finds in shadow trees and frames too. The function answers with the node the difference is about;
/// `undo` puts it right again.
const FAULTS: &[(i64, &str, &str)] = &[
    (
        FORM,
        "attribute title",
        "const node = page.body; node.setAttribute('title', 'tampered'); undo = () => node.removeAttribute('title'); return node",
    ),
    (
        FORM,
        "attribute class",
        "const node = all('[class]')[0], was = node.getAttribute('class'); node.classList.add('tampered');
         undo = () => node.setAttribute('class', was); return node",
    ),
    (
        FORM,
        "text",
        "const node = texts()[0], was = node.data; node.data += '!'; undo = () => (node.data = was); return node",
    ),
    (
        FORM,
        "order of children",
        "const node = all('*').find((e) => e.children.length > 2 && e.localName === 'div'), first = node.firstElementChild;
         const next = first.nextSibling; node.append(first); undo = () => node.insertBefore(first, next); return node",
    ),
    (
        FORM,
        "node",
        "const node = all('li, p, span').find((e) => e.isConnected), parent = node.parentNode, next = node.nextSibling;
         node.remove(); undo = () => parent.insertBefore(node, next); return node",
    ),
    (FORM, "stranger", "const node = page.createElement('b'); page.body.append(node); undo = () => node.remove(); return null"),
    (
        FORM,
        "sheet: rule",
        "const node = all('style').find((e) => e.sheet?.cssRules.length > 2), was = node.sheet.cssRules[1].cssText;
         node.sheet.deleteRule(1); undo = () => node.sheet.insertRule(was, 1); return node",
    ),
    (
        FORM,
        "adopted 0: rule",
        "const root = roots().find((root) => root.adoptedStyleSheets.length > 1);
         const sheet = root.adoptedStyleSheets[1]; sheet.insertRule('b { color: red }', 0);
         undo = () => sheet.deleteRule(0); return root",
    ),
    (
        FORM,
        "value",
        "const node = all('input').find((e) => e.type === 'text'), was = node.value; node.value = was + '?';
         undo = () => (node.value = was); return node",
    ),
    (
        FORM,
        "checked",
        "const node = all('input').find((e) => e.type === 'checkbox'); node.checked = !node.checked;
         undo = () => (node.checked = !node.checked); return node",
    ),
    (
        FORM,
        "selected",
        "const node = all('select[multiple] option')[0]; node.selected = !node.selected;
         undo = () => (node.selected = !node.selected); return node",
    ),
    (
        SCROLLED,
        "offset",
        "const node = all('body *').find((e) => ((e.scrollTop += 7), e.scrollTop > 0));
         // The comparison itself asks how far it can be scrolled.
         undo = () => undefined; return node",
    ),
    (
        FORM,
        "marks",
        "const node = all('[ph-hover]').at(-1); node.removeAttribute('ph-hover');
         undo = () => node.setAttribute('ph-hover', ''); return node",
    ),
    (
        FORM,
        "pixels",
        "const node = all('canvas')[0], was = node.style.backgroundImage;
         node.style.setProperty('background-image', 'none', 'important');
         undo = () => node.style.setProperty('background-image', was, 'important'); return node",
    ),
    (
        FORM,
        "attribute href",
        "const node = all('a[href]')[0], was = node.getAttribute('href'); node.removeAttribute('href');
         undo = () => node.setAttribute('href', was); return node",
    ),
    (
        FORM,
        "viewport",
        "const frame = page.defaultView.frameElement, was = frame.style.width; frame.style.width = '640px';
         undo = () => (frame.style.width = was); return null",
    ),
];

#[tokio::test]
async fn what_is_tampered_with_is_found_and_named() {
    let file = fixture("rrweb/shop-rrweb2-checkout/recording.json");
    let mut shelf = Shelf::of(&[("checkout".to_owned(), file)]).await;
    let mut replay = shelf.open(0).await;
    for (at, what, plant) in FAULTS {
        assert_eq!(replay.at(Timestamp(*at)).await, [], "the page itself is right");
        let (key, found) = replay.tamper(plant).await;
        assert_eq!(found.len(), 1, "{what}: {found:#?}");
        assert!(found[0].what.starts_with(what), "{what}: {}", found[0]);
        assert_eq!(found[0].key, key, "{what}: {}", found[0]);
        replay.undo().await;
        assert_eq!(replay.standing().await, [], "{what} is undone");
    }
    shelf.close().await;
}
