//! The canonical form.

use crate::{apply, page};
use dom::{canonical, canonical_json};

#[track_caller]
fn check_canonical(body: &str, events: &str, expected: &[&str]) {
    let (document, _) = apply(&page(body, events));
    let json = canonical_json(&canonical(&document));
    let head = concat!(
        r#"{"tree":[{"id":1,"p":0,"k":"doc"},{"id":2,"p":1,"k":"doctype","name":"html","pub":"","sys":""},"#,
        r#"{"id":3,"p":1,"k":"el","tag":"html","a":{}},{"id":4,"p":3,"k":"el","tag":"head","a":{}},"#,
        r#"{"id":5,"p":3,"k":"el","tag":"body","a":{}}"#
    );
    assert_eq!(json, format!("{head}{}", expected.concat()));
}

#[test]
fn layers_are_written_as_the_form_says() {
    check_canonical(
        r##"
        x-card #10
          ⌄shadow
            "in\t\"shadow\"" #11
          comment "light\n" #12
        iframe srcdoc="x" title="f" #13
        "##,
        r##"
        mutation
          add to #13
            document #20
              html #21
        scroll #20 0.5,-2
        scroll #10 0,0
        adopt #10 2 1 with 1 "a { }"
        "##,
        &[
            r#",{"id":10,"p":5,"k":"el","tag":"x-card","a":{}},{"id":11,"p":10,"sh":1,"k":"text","v":"in\t\"shadow\""},"#,
            r#"{"id":12,"p":10,"k":"comment","v":"light\n"},{"id":13,"p":5,"k":"el","tag":"iframe","a":{"title":"f"}},"#,
            r#"{"id":20,"p":13,"k":"doc"},{"id":21,"p":20,"k":"el","tag":"html","a":{}}],"style":[],"form":[],"css":[],"#,
            r#""adopted":[[10,[["a { }"]]]],"scroll":[[20,1,-2],[21,1,-2]],"dialog":[]}"#,
        ],
    );
}

#[test]
fn attributes_are_sorted_and_style_and_form_have_their_own_layers() {
    check_canonical(
        r##"
        input z="1" class=" b a  b" style="Top: 1px ; --X: y;top:2px!important" type="text" #10 = value "t"
        input type="checkbox" checked="" class=" " #11 = checked
        p #12
          textarea value="typed" #13
            "x" #14
        select #15
          option #16
        p ~
          b #17
        div style="color: red" #18 = box "1px" "2px"
        dialog open="" #19 = modal
        cdata #20
        "##,
        "",
        &[
            r#",{"id":10,"p":5,"k":"el","tag":"input","a":{"class":"b a","type":"text","z":"1"}},"#,
            r#"{"id":11,"p":5,"k":"el","tag":"input","a":{"checked":"","type":"checkbox"}},"#,
            r#"{"id":12,"p":5,"k":"el","tag":"p","a":{}},{"id":13,"p":12,"k":"el","tag":"textarea","a":{}},"#,
            r#"{"id":15,"p":5,"k":"el","tag":"select","a":{}},{"id":16,"p":15,"k":"el","tag":"option","a":{}},"#,
            r#"{"id":18,"p":5,"k":"el","tag":"div","a":{}},{"id":19,"p":5,"k":"el","tag":"dialog","a":{"open":""}},"#,
            r#"{"id":20,"p":5,"k":"cdata","v":""}],"#,
            r#""style":[[10,[["--X","y",""],["top","2px","important"]]],"#,
            r#"[18,[["color","red",""],["height","2px",""],["width","1px",""]]]],"#,
            r#""form":[[10,"v","t"],[11,"c",true],[13,"v","typed"],[15,"s",[0]]],"css":[],"adopted":[],"scroll":[],"#,
            r#""dialog":[[19,true,true]]}"#,
        ],
    );
}

#[test]
fn sheets_have_their_own_layer() {
    check_canonical(
        r##"
        style = sheet "a{}" "b{}" #10
          "" #11
        link rel="stylesheet" = sheet "c{}" #12
        link rel="preload" as="script" href="x" #13
        img src="a.png" #14 = picture "data:,x"
        "##,
        r##"
        rule #10 insert 0 "new{}"
        "##,
        &[
            r#",{"id":10,"p":5,"k":"el","tag":"style","a":{}},{"id":11,"p":10,"k":"text","v":""},"#,
            r#"{"id":12,"p":5,"k":"el","tag":"link","a":{"rel":"stylesheet"}},{"id":13,"p":5,"k":"el","tag":"link","a":{}},"#,
            r#"{"id":14,"p":5,"k":"el","tag":"img","a":{"src":"data:,x"}}],"style":[],"form":[],"#,
            r#""css":[[10,"a{}b{}"],[12,"c{}"]],"adopted":[],"scroll":[],"dialog":[]}"#,
        ],
    );
}
