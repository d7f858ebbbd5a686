use super::*;
use crate::fuzz_decode;
use proptest::prelude::*;

/// Small files of every kind: the seeds that mutations start from.
fn corpus() -> Vec<Vec<u8>> {
    let page = r##"{"type":2,"data":{"node":{"type":0,"childNodes":[{"type":2,"tagName":"style","attributes":{"_cssText":"a{}"},"childNodes":[{"type":3,"textContent":"","id":3}],"id":2}],"id":1},"initialOffset":{"left":0,"top":0}},"timestamp":1700000000000}"##;
    let change = r##"{"type":3,"data":{"source":0,"texts":[{"id":3,"value":"x\ud83d\ude00"}],"attributes":[{"id":2,"attributes":{"style":{"color":["red","important"]},"a":null}}],"removes":[{"parentId":1,"id":2}],"adds":[{"parentId":1,"nextId":null,"node":{"type":3,"textContent":"n","id":9}}]},"timestamp":1700000000001}"##;
    let moves = r#"{"type":3,"data":{"source":1,"positions":[{"x":1,"y":2,"id":3,"timeOffset":-5}]},"timestamp":1700000000002}"#;
    let log = r#"{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"error","trace":["a"],"payload":["\"%s Uncaught\"","{\"a\":1}"]}},"timestamp":1700000000003}"#;
    let array = format!("[{page},{change},{moves},{log}]");
    let lines = format!("{page}\n{change}\n[\"w\",{moves}]\n{{\"windowId\":\"w\",\"data\":[{log}]}}\n");
    let packed = format!("[{},{}]", packed(page), packed(change));
    let object =
        format!(r#"{{"version":"1","data":{{"snapshotsByWindowId":{{"a":[{page}],"b":[{change}]}}}}}}"#);
    let utf16 = array.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let archive =
        zip(CompressionMethod::Deflated, &[("b.json", array.as_bytes()), ("a.gz", &gzip(lines.as_bytes()))]);
    vec![
        gzip(array.as_bytes()),
        zlib(array.as_bytes()),
        zstd(array.as_bytes()),
        gzip(&archive),
        archive,
        array.into_bytes(),
        lines.into_bytes(),
        packed.into_bytes(),
        object.into_bytes(),
        utf16,
        b"{\"log\":{\"version\":\"1.2\",\"entries\":[]}}".to_vec(),
    ]
}

#[test]
fn the_seeds_themselves_decode() {
    for seed in corpus() {
        fuzz_decode(&seed);
    }
}

#[test]
fn every_prefix_of_every_seed_decodes() {
    for seed in corpus() {
        for end in (0..seed.len()).step_by(3) {
            fuzz_decode(&seed[..end]);
        }
    }
}

#[test]
fn nesting_without_end_is_refused_quickly() {
    for (open, close) in
        [("[", "]"), ("{\"a\":", "}"), ("[{\"type\":3,\"data\":", "}]"), ("{\"data\":{\"node\":", "}}")]
    {
        let deep = open.repeat(200_000);
        fuzz_decode(deep.as_bytes());
        fuzz_decode(format!("{deep}1{}", close.repeat(200_000)).as_bytes());
    }
    let node = r#"{"type":2,"tagName":"b","childNodes":["#.repeat(15_000);
    fuzz_decode(
        format!(r#"[{{"type":2,"timestamp":1,"data":{{"node":{node}{}}}}}]"#, "]}".repeat(15_000)).as_bytes(),
    );
}

#[test]
fn an_event_nested_beyond_the_limit_is_kept_whole() {
    let depth = events::limits::MAX_JSON_DEPTH + 1;
    let deep = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let event = format!(r#"{{"type":5,"data":{deep},"timestamp":1700000000000}}"#);
    check(&format!("[{event},%B]"), &["JSON array of events", &format!("0 0 {event}"), "1 2 B"]);
}

#[test]
fn reading_keeps_no_more_than_one_event_in_memory() {
    /// An endless array, made as it is read.
    struct Endless {
        at: u64,
        length: u64,
    }
    impl std::io::Read for Endless {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let event = fill("%C,").into_bytes();
            let count = into.len().min((self.length - self.at) as usize);
            for (place, byte) in into[..count].iter_mut().enumerate() {
                let at = self.at as usize + place;
                *byte = if at == 0 { b'[' } else { event[(at - 1) % event.len()] };
            }
            self.at += count as u64;
            Ok(count)
        }
    }
    impl std::io::Seek for Endless {
        fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
            self.at = match to {
                std::io::SeekFrom::Start(at) => at,
                std::io::SeekFrom::End(back) => self.length.checked_add_signed(back).unwrap(),
                std::io::SeekFrom::Current(on) => self.at.checked_add_signed(on).unwrap(),
            };
            Ok(self.at)
        }
    }
    // The splitter alone: the window that slides over the text must stay small.
    let mut splitter = crate::splitter::Splitter::new(Box::new(Endless { at: 0, length: 50_000_000 }));
    let mut events = 0;
    while let crate::splitter::Piece::Event { .. } = splitter.next().unwrap() {
        events += 1;
        assert!(splitter.bytes_held() < 4 * 1024 * 1024);
    }
    assert!(events > 700_000);
    assert!(open(Box::new(Endless { at: 0, length: 1_000 }), &Hints::default()).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_decode(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        fuzz_decode(&bytes);
    }

    #[test]
    fn arbitrary_json_like_text_decodes(text in r#"([\[\]{},:"\\ntf0-9.eE \-]|"type":3,|"timestamp":1,|"data":\{|\{"type":2,"data":\{"node":|"adds":\[|"childNodes":\[|\n){0,80}"#) {
        fuzz_decode(text.as_bytes());
    }

    #[test]
    fn mutated_seeds_decode(
        seed in 0..11_usize,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let mut bytes = corpus().swap_remove(seed);
        for (place, byte, kind) in edits {
            if bytes.is_empty() {
                break;
            }
            let at = place.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => drop(bytes.remove(at)),
                2 => bytes.insert(at, byte),
                _ => bytes.truncate(at),
            }
        }
        fuzz_decode(&bytes);
    }
}
