//! Errors with their stacks as they stand in the source.

use crate::source_map::{SourceMap, map_stack};
use crate::stack::parse_frame;
use crate::{MappedFrame, fingerprint};
use events::Text;
use events::derived::{ErrorRecord, StackFrame};

/// The lines of a stack with every frame that a map knows as it stands in the source; None where none is known. `map_of`
/// gives the map of a built file by the name that the frames have for it.
pub fn map_lines<'m>(lines: &[Text], map_of: impl Fn(&str) -> Option<&'m SourceMap>) -> Option<Vec<Text>> {
    let parsed: Vec<Option<StackFrame>> = lines.iter().map(|line| parse_frame(line)).collect();
    let frames: Vec<StackFrame> = parsed.iter().flatten().cloned().collect();
    let mapped = map_stack(&frames, map_of);
    if !mapped.iter().any(|frame| frame.is_mapped) {
        return None;
    }
    let mut mapped = mapped.into_iter();
    let lines = lines.iter().zip(parsed).map(|(line, parsed)| {
        let frame = parsed.and_then(|_| mapped.next());
        frame.filter(|frame| frame.is_mapped).map_or_else(|| line.clone(), |frame| written(&frame))
    });
    Some(lines.collect())
}

/// An error as the source has it, with the fingerprint of that; None where no frame of it is known.
pub fn map_error<'m>(
    error: &ErrorRecord,
    map_of: impl Fn(&str) -> Option<&'m SourceMap>,
) -> Option<ErrorRecord> {
    let stack = map_lines(&error.stack, map_of)?;
    let fingerprint = fingerprint(&error.name, &error.message, &stack);
    Some(ErrorRecord { stack, fingerprint, ..error.clone() })
}

/// As V8 writes it.
fn written(frame: &MappedFrame) -> Text {
    let StackFrame { function, file, line, column, .. } = &frame.frame;
    let number = |number: &Option<u32>| number.map_or_else(String::new, |number| format!(":{number}"));
    let place = format!("{file}{}{}", number(line), number(column));
    Text::from(if function.is_empty() { format!("at {place}") } else { format!("at {function} ({place})") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::derived::ErrorKind;
    use events::{EventSeq, TabId, Timestamp};

    /// Column 4 of the built file is where `charge` is called in line 2 of `src/pay.ts`, column 30 where it throws.
    fn map() -> SourceMap {
        let mut builder = sourcemap::SourceMapBuilder::new(Some("app.js"));
        for (column, line, name) in [(0, 0, None), (4, 1, Some("charge")), (30, 4, None)] {
            builder.add(0, column, line, 2, Some("webpack:///./src/pay.ts"), name, false);
        }
        let mut bytes = Vec::new();
        builder.into_sourcemap().to_writer(&mut bytes).unwrap();
        SourceMap::parse(&bytes).unwrap()
    }

    fn error(stack: &[&str]) -> ErrorRecord {
        let stack: Vec<Text> = stack.iter().map(|line| Text::new(line)).collect();
        ErrorRecord {
            time: Timestamp(0),
            tab: TabId(0),
            seq: EventSeq(0),
            kind: ErrorKind::Uncaught,
            name: Text::from("TypeError"),
            message: Text::from("x is null"),
            fingerprint: fingerprint("TypeError", "x is null", &stack),
            stack,
        }
    }

    #[test]
    fn errors_of_two_builds_are_one_in_the_source() {
        let map = map();
        let map_of = |file: &str| file.contains("/app").then_some(&map);
        let lines = [
            "Uncaught TypeError: x is null",
            "at b (https://a.example/app.1.js:1:31)",
            "at https://a.example/app.1.js:1:5",
        ];
        let one = map_error(&error(&lines), map_of).unwrap();
        let stack: Vec<&str> = one.stack.iter().map(|line| line.as_str()).collect();
        assert_eq!(
            stack,
            [
                "Uncaught TypeError: x is null",
                "at charge (webpack:///./src/pay.ts:5:3)",
                "at webpack:///./src/pay.ts:2:3",
            ]
        );
        let other = error(&["q@https://b.example/js/app.2.js:1:31", "z@https://b.example/js/app.2.js:1:5"]);
        assert_ne!(other.fingerprint, error(&lines).fingerprint);
        let other = map_error(&other, map_of).unwrap();
        assert_eq!(other.stack[0].as_str(), "at charge (webpack:///./src/pay.ts:5:3)");
        assert_ne!(one.fingerprint, error(&lines).fingerprint);
        assert_eq!(map_error(&error(&["at f (https://a.example/other.js:1:5)"]), map_of), None);
    }
}
