//! Faults planted in the frame, to see that they are found.

use super::replay::read_of;
use super::{Difference, Replay, run};
use events::Timestamp;

impl Replay<'_> {
    /// Runs the body of a function on the page, which answers with the node it has tampered with, or null for the page as a
    /// whole; gives that node's key and what the comparison says. `undo` is what the body has set `undo` to.
    pub async fn tamper(&mut self, body: &str) -> (u64, Vec<Difference>) {
        let script = format!(
            "const page = __read.frameOf().contentDocument;
             const roots = () => {{
               const found = [page];
               for (const root of found) for (const e of root.querySelectorAll('*')) {{
                 if (e.shadowRoot) found.push(e.shadowRoot);
                 if (e.localName === 'iframe' && e.contentDocument) found.push(e.contentDocument);
               }}
               return found;
             }};
             const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
             const texts = () => all('body *').flatMap((e) => [...e.childNodes])
               .filter((n) => n.nodeType === 3 && n.data.trim() !== '' && n.parentNode.localName !== 'style');
             let undo = () => undefined;
             const node = (() => {{ {body} }})();
             window.__undo = undo;
             // At once: the stage puts some things right by itself.
             return [node === null ? 0 : __playheadStage.keyOf(node), __read.read()];"
        );
        let answer = run(self.app(), &script, Vec::new()).await;
        let read = read_of(&answer[1]);
        let at = Timestamp(read.at.expect("a frame stands"));
        (answer[0].as_u64().expect("the node is the page's"), self.compare(&read, at).await)
    }

    pub async fn undo(&mut self) {
        run(self.app(), "window.__undo()", Vec::new()).await;
    }
}
