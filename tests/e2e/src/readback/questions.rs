//! What the browser is asked: what it makes of a text that it is free to write otherwise.

use super::difference::Difference;
use super::run;
use crate::App;
use dom::StageSheet;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Answers that hold for every page: the rules of a sheet, by what it was made of.
#[derive(Default)]
pub struct Answers {
    rules: HashMap<u64, Value>,
}

/// A question with what stands on the stage, and what a wrong answer is a difference of.
pub(super) struct Question {
    pub key: u64,
    pub what: String,
    pub ask: Value,
    /// What stands, to be compared with the answer; null where the answer says itself how much is wrong.
    pub found: Value,
}

/// `quirks` is the mode of the document, `constructed` whether no element owns the sheet.
pub(super) fn about_rules(sheet: &StageSheet, quirks: bool, constructed: bool) -> Value {
    let content = match sheet {
        StageSheet::Text(text) => json!(text.as_str()),
        StageSheet::Rules(rules) => json!(rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>()),
    };
    json!({ "ask": "rules", "quirks": quirks, "constructed": constructed, "content": content })
}

impl Answers {
    /// Asks all of them in one go and gives what is wrong.
    pub(super) async fn check(&mut self, app: &App, questions: Vec<Question>) -> Vec<Difference> {
        let mut differences = Vec::new();
        let mut open = Vec::new();
        for question in questions {
            let known = id(&question.ask).and_then(|id| self.rules.get(&id)).cloned();
            match known {
                Some(answer) => self.judge(app, &question, &answer, &mut differences).await,
                None => open.push(question),
            }
        }
        if open.is_empty() {
            return differences;
        }
        let asked: Vec<&Value> = open.iter().map(|question| &question.ask).collect();
        let answers = run(app, "return __read.ask(args[0])", vec![json!(asked)]).await;
        for (question, answer) in open.iter().zip(answers.as_array().unwrap()) {
            if let Some(id) = id(&question.ask) {
                self.rules.insert(id, answer.clone());
            }
            self.judge(app, question, answer, &mut differences).await;
        }
        differences
    }

    async fn judge(&self, app: &App, question: &Question, answer: &Value, differences: &mut Vec<Difference>) {
        let Question { key, what, ask, found } = question;
        let differ = |expected: &Value, found: &Value| Difference::new(*key, what, expected, found);
        match ask["ask"].as_str().unwrap() {
            "rules" if answer != found => differences.push(self.first_wrong_rule(app, question).await),
            "offset" => {
                let off =
                    |axis: usize| (answer[axis].as_f64().unwrap() - found[axis].as_f64().unwrap()).abs();
                if off(0) >= 1.0 || off(1) >= 1.0 {
                    differences.push(differ(answer, found));
                }
            }
            "canvas" if answer[0] != 0 => differences.push(differ(&json!("0 pixels otherwise"), answer)),
            "canvasStyle" if answer[0] != answer[1] => differences.push(differ(&answer[0], &answer[1])),
            "value" | "style" if answer != found => differences.push(differ(answer, found)),
            _ => {}
        }
    }

    async fn first_wrong_rule(&self, app: &App, question: &Question) -> Difference {
        let mut ask = question.ask.clone();
        ask["ask"] = json!("bothRules");
        ask["key"] = json!(question.key);
        ask["adopted"] = question
            .what
            .strip_prefix("adopted ")
            .map_or(Value::Null, |at| json!(at.parse::<u32>().unwrap()));
        let both = run(app, "return __read.ask([args[0]])", vec![ask]).await;
        let rules = |at: usize| both[0][at].as_array().unwrap().clone();
        let (expected, found) = (rules(0), rules(1));
        let unlike = expected.iter().zip(&found).position(|(a, b)| a != b);
        let at = unlike.unwrap_or(expected.len().min(found.len()));
        let what = format!("{}: rule {at} of {}", question.what, expected.len());
        Difference::new(question.key, what, expected.get(at), found.get(at))
    }
}

/// Of a question whose answer depends on nothing but the question.
fn id(ask: &Value) -> Option<u64> {
    if ask["ask"] != "rules" {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    (ask["quirks"].as_bool(), ask["constructed"].as_bool()).hash(&mut hasher);
    match &ask["content"] {
        Value::String(text) => text.hash(&mut hasher),
        rules => {
            for rule in rules.as_array()? {
                rule.as_str().hash(&mut hasher);
            }
            1_u8.hash(&mut hasher);
        }
    }
    Some(hasher.finish())
}
