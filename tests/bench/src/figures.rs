//! What was measured of one recording, as a table and as JSON.

use crate::samples::Samples;

pub struct Figures {
    name: String,
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    unit: &'static str,
    /// One value, or some percentiles.
    values: Vec<(&'static str, f64)>,
}

impl Figures {
    pub fn of(name: String) -> Figures {
        Figures { name, rows: Vec::new() }
    }

    pub fn put(&mut self, name: &'static str, value: f64, unit: &'static str) {
        self.rows.push(Row { name, unit, values: vec![("", value)] });
    }

    /// Where it could be measured.
    pub fn put_some(&mut self, name: &'static str, value: Option<f64>, unit: &'static str) {
        if let Some(value) = value {
            self.put(name, value, unit);
        }
    }

    pub fn put_samples(&mut self, name: &'static str, samples: &Samples, unit: &'static str) {
        let values = [("p50", 50.0), ("p95", 95.0), ("p99", 99.0)]
            .map(|(name, percent)| (name, samples.percentile(percent)));
        self.rows.push(Row { name, unit, values: values.to_vec() });
    }

    pub fn table(&self) -> String {
        let mut out = format!("{}\n", self.name);
        for Row { name, unit, values } in &self.rows {
            let values = values
                .iter()
                .map(|(percentile, value)| format!("{} {percentile}", number(*value)).trim_end().to_owned());
            out += &format!("  {name:<46} {:>34}  {unit}\n", values.collect::<Vec<_>>().join("  "));
        }
        out
    }

    pub fn json(&self) -> String {
        let mut object = serde_json::Map::new();
        object.insert("recording".to_owned(), self.name.clone().into());
        for Row { name, unit, values } in &self.rows {
            for (percentile, value) in values {
                let key =
                    format!("{name} {percentile} {unit}").split_whitespace().collect::<Vec<_>>().join(" ");
                object.insert(key, (*value).into());
            }
        }
        serde_json::Value::from(object).to_string()
    }
}

/// With as many decimals as say something.
fn number(value: f64) -> String {
    let decimals = match value.abs() {
        big if big >= 100.0 => 0,
        middle if middle >= 10.0 => 1,
        small if small >= 0.1 => 2,
        _ => 4,
    };
    format!("{value:.decimals$}")
}
