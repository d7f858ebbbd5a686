//! Frames of built code as they stand in the source.

use events::Text;
use events::derived::StackFrame;
use sourcemap::{DecodedMap, Token};

/// The map of one built file.
#[derive(Debug)]
pub struct SourceMap(DecodedMap);

/// A frame and where it stands in the source; where nothing is known of that, the frame as it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MappedFrame {
    pub frame: StackFrame,
    /// The line of the source, where the map holds the sources.
    pub source_line: Option<Text>,
    pub is_mapped: bool,
}

impl SourceMap {
    /// A map as JSON text, of sections too; None where it is something else.
    pub fn parse(bytes: &[u8]) -> Option<SourceMap> {
        sourcemap::decode_slice(bytes).ok().map(SourceMap)
    }

    /// The built file, as the map names it.
    pub fn file(&self) -> Option<&str> {
        match &self.0 {
            DecodedMap::Regular(map) => map.get_file(),
            DecodedMap::Index(map) => map.get_file(),
            DecodedMap::Hermes(map) => map.get_file(),
        }
    }

    /// What a frame of the built file is in the source, but for the function's name: that stands where it is called.
    pub fn frame(&self, frame: &StackFrame) -> Option<MappedFrame> {
        let token = self.token(frame)?;
        let source = token.get_source()?;
        let source_line = token.get_source_view().and_then(|view| view.get_line(token.get_src_line()));
        let place = StackFrame {
            function: frame.function.clone(),
            file: Text::new(source),
            line: token.get_src_line().checked_add(1),
            column: token.get_src_col().checked_add(1),
            in_app: crate::stack::is_in_app(source),
        };
        Some(MappedFrame { frame: place, source_line: source_line.map(Text::new), is_mapped: true })
    }

    /// What the source calls the thing at a frame's place: of a call the function that is called.
    fn name(&self, frame: &StackFrame) -> Option<Text> {
        self.token(frame)?.get_name().map(Text::new)
    }

    fn token(&self, frame: &StackFrame) -> Option<Token<'_>> {
        let line = frame.line?.checked_sub(1)?;
        let token = self.0.lookup_token(line, frame.column.unwrap_or(1).saturating_sub(1))?;
        // The nearest token before may stand on an earlier line, which says nothing of this one.
        (token.get_dst_line() == line && token.has_source()).then_some(token)
    }
}

/// Maps a stack, innermost frame first; `map_of` gives the map of a built file by the name that the frames have for it.
pub fn map_stack<'m>(
    frames: &[StackFrame],
    map_of: impl Fn(&str) -> Option<&'m SourceMap>,
) -> Vec<MappedFrame> {
    let callers = frames.iter().skip(1).map(Some).chain(std::iter::once(None));
    let mapped = frames.iter().zip(callers).map(|(frame, caller)| {
        let unmapped = || MappedFrame { frame: frame.clone(), source_line: None, is_mapped: false };
        let mut mapped = map_of(&frame.file).and_then(|map| map.frame(frame)).unwrap_or_else(unmapped);
        let called = || caller.and_then(|caller| map_of(&caller.file)?.name(caller));
        if let Some(name) = mapped.is_mapped.then(called).flatten() {
            mapped.frame.function = name;
        }
        mapped
    });
    mapped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_frame;

    /// `function a(){b()}function b(){throw 0}a()` built of two lines in `src/pay.ts`, written by hand: every mapping is
    /// (column, source, line, column, name) as differences in base 64.
    const MAP: &str = r#"{
        "version": 3, "file": "app.js", "sourceRoot": "webpack:///",
        "sources": ["src/pay.ts", "node_modules/lib/index.js"],
        "sourcesContent": ["function checkout() { charge() }\nfunction charge() { throw 0 }\ncheckout()", null],
        "names": ["checkout", "charge"],
        "mappings": ";AAAA,SAASA,cAAaC,cACtB,YAAS,CAAI,CAAC,AACdD,Y;ACFA"
    }"#;

    fn frame(line: &str) -> StackFrame {
        parse_frame(line).unwrap()
    }

    /// A map out of rows of (built line and column, source line and column, name), all from 0.
    fn built(rows: &[(u32, u32, u32, u32, Option<&str>)]) -> SourceMap {
        let mut builder = sourcemap::SourceMapBuilder::new(Some("app.js"));
        for &(line, column, source_line, source_column, name) in rows {
            let source = Some("webpack:///./src/pay.ts");
            builder.add(line, column, source_line, source_column, source, name, false);
        }
        builder.set_source_contents(0, Some("function checkout() {\n  charge()\n}"));
        let mut bytes = Vec::new();
        builder.into_sourcemap().to_writer(&mut bytes).unwrap();
        SourceMap::parse(&bytes).unwrap()
    }

    fn said(frame: &MappedFrame) -> String {
        let StackFrame { function, file, line, column, in_app } = &frame.frame;
        let line_text = frame.source_line.as_deref().unwrap_or("-");
        format!("{function} {file}:{line:?}:{column:?} {in_app} {line_text}").replace("Some", "")
    }

    #[test]
    fn a_map_written_by_hand() {
        let map = SourceMap::parse(MAP.as_bytes()).unwrap();
        let first = map.frame(&frame("at a (https://a.example/app.js:2:10)")).unwrap();
        assert_eq!(said(&first), "a webpack:///src/pay.ts:(1):(10) true function checkout() { charge() }");
        let library = map.frame(&frame("at c (https://a.example/app.js:3:1)")).unwrap();
        assert_eq!(said(&library), "c webpack:///node_modules/lib/index.js:(1):(1) false -");
        // The first line was built of nothing, and there is no fourth.
        assert_eq!(map.frame(&frame("at a (app.js:1:1)")), None);
        assert_eq!(map.frame(&frame("at a (app.js:4:1)")), None);
        assert_eq!(map.frame(&frame("at Array.map (native)")), None);
    }

    #[test]
    fn a_function_is_called_as_its_caller_calls_it() {
        let map =
            built(&[(0, 0, 0, 0, None), (0, 14, 1, 2, Some("charge")), (0, 40, 0, 9, Some("checkout"))]);
        let stack = [
            frame("at b (https://a.example/app.js?v=2:1:5)"),
            frame("at a (https://a.example/app.js?v=2:1:15)"),
            frame("at Array.forEach (<anonymous>)"),
            frame("at d (https://other.example/x.js:1:5)"),
        ];
        let mapped = map_stack(&stack, |file| file.contains("/app.js").then_some(&map));
        let lines: Vec<String> = mapped.iter().map(said).collect();
        assert_eq!(
            lines,
            [
                "charge webpack:///./src/pay.ts:(1):(1) true function checkout() {",
                "a webpack:///./src/pay.ts:(2):(3) true   charge()",
                "Array.forEach :None:None false -",
                "d https://other.example/x.js:(1):(5) true -",
            ]
        );
        assert_eq!(mapped.iter().filter(|frame| frame.is_mapped).count(), 2);
    }

    #[test]
    fn what_is_no_map_is_refused() {
        for bytes in ["", "{}x", "[1]", "\u{0}", r#"{"version":3,"mappings":"!!!!"}"#] {
            assert!(SourceMap::parse(bytes.as_bytes()).is_none(), "{bytes}");
        }
    }
}
