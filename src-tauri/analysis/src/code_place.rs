//! Where in a program a frame is, whoever wrote it down.

use crate::errors::is_build_hash;
use events::derived::StackFrame;

/// A place that survives being told by different browsers and monitors: neither line nor column, which move with every
/// release, nor the host and the folder, which differ between those who serve a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct CodePlace {
    /// Empty where it has no name.
    pub function: String,
    /// Without folder, query and the hash of a build.
    pub file: String,
}

impl CodePlace {
    pub fn of(frame: &StackFrame) -> CodePlace {
        let function = frame.function.trim().trim_start_matches("async ").trim_start_matches("new ");
        let function = function.split(" [as ").next().unwrap_or_default();
        let is_named = !matches!(function, "?" | "<anonymous>" | "anonymous" | "Object.<anonymous>");
        // `Checkout.pay`, `HTMLButtonElement.pay` and `pay` are told of the same function by different engines.
        let function = function.rsplit(['.', '/']).next().unwrap_or_default().trim_end_matches('<');
        let file = frame.file.split(['?', '#']).next().unwrap_or_default();
        let file = file.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
        let file: Vec<&str> = file.split(['.', '-']).filter(|part| !is_build_hash(part)).collect();
        CodePlace {
            function: if is_named { function.to_owned() } else { String::new() },
            file: file.join("."),
        }
    }

    /// Neither function nor file is known: it is like any other.
    pub fn is_nowhere(&self) -> bool {
        self.function.is_empty() && self.file.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_frame;

    #[test]
    fn the_same_place_is_known_by_all_engines_lines() {
        let pay = CodePlace { function: "pay".to_owned(), file: "checkout.js".to_owned() };
        for line in [
            "    at pay (https://shop.example/js/checkout.js?v=3:10:5)",
            "at Checkout.pay (https://shop.example/js/checkout.js:99:1)",
            "at async pay (checkout.js:1:2)",
            "pay@https://cdn.example/checkout.js:10:5",
            "pay (https://cdn.example/checkout-3fa09b2c.js:10:5)",
        ] {
            assert_eq!(parse_frame(line).map(|frame| CodePlace::of(&frame)), Some(pay.clone()), "{line}");
        }
        let unnamed = parse_frame("at http://a/b.js:1:2").map(|frame| CodePlace::of(&frame));
        assert_eq!(unnamed, Some(CodePlace { function: String::new(), file: "b.js".to_owned() }));
        for line in ["at the end of the month", "write to ada@example.com", "ada@example.com", "Error: x", ""]
        {
            assert_eq!(parse_frame(line), None, "{line}");
        }
    }
}
