use super::*;

#[test]
fn boxes_of_an_app_are_a_page() {
    let wireframes = r##"[{"id":10,"type":"div","x":0,"y":0,"width":400,"height":800,"style":{"backgroundColor":"#fff","color":"a;b"},
        "childWireframes":[{"id":11,"type":"text","x":20,"y":40,"width":200,"height":30,"text":"Hello","style":{"verticalAlign":"center"}},
        {"id":12,"type":"screenshot","x":0,"y":0,"width":9,"height":9,"base64":"/9j/xx"},
        {"id":13,"type":"input","inputType":"toggle","checked":true,"label":"On","x":1,"y":2,"width":3,"height":4}]}]"##;
    let raw = format!(r#"{{"type":2,"data":{{"wireframes":{wireframes}}},"timestamp":1}}"#);
    let lines = lines(raw.as_bytes()).join("\n");
    for said in [
        "10 <div",
        "left:0px;top:0px;width:400px;height:800px;background-color:#fff",
        "Hello",
        "display:grid;align-content:center;justify-content:start",
        "data:image/jpeg;base64,/9j/xx",
        "checkbox",
    ] {
        assert!(lines.contains(said), "{said}\n{lines}");
    }
    assert!(!lines.contains("a;b") && !lines.contains('!'), "{lines}");
}

#[test]
fn changed_boxes_take_the_places_of_the_old_ones() {
    let update = r#""updates":[{"parentId":10,"wireframe":{"id":11,"type":"text","x":1,"y":1,"width":2,"height":2,"text":"Bye"}}]"#;
    let raw = format!(
        r#"{{"type":3,"data":{{"source":0,{update},"adds":[{{"wireframe":{{"id":14,"type":"text","x":1,"y":1,"width":2,"height":2,"text":"New"}}}}],"removes":[{{"parentId":10,"id":13}}]}},"timestamp":1000}}"#
    );
    let lines = lines(raw.as_bytes()).join("\n");
    let (decoded, _) = decoded(raw.as_bytes());
    let EventKind::Mutation(mutation) = &decoded[0].kind else { panic!("{lines}") };
    assert_eq!((mutation.removes.len(), mutation.adds.len()), (2, 2), "{lines}");
    assert!(lines.contains("Bye") && lines.contains("New"), "{lines}");
}
