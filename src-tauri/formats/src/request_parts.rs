//! What a recorder kept of one request besides its address: headers, bodies, sizes. Vendors nest and name it differently.

use serde_json::Value;

/// Whatever of a request was recorded; the rest is empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RequestParts {
    /// As the answer's headers or the recorder name it, without parameters.
    pub mime: String,
    /// Bytes of the answer; None where not recorded.
    pub size: Option<u64>,
    pub request_headers: Vec<(String, String)>,
    pub response_headers: Vec<(String, String)>,
    pub request_body: Option<String>,
    pub response_body: Option<String>,
}

/// Reads a request's record as it stands in `NetworkRequest::raw`.
pub fn request_parts(raw: &str) -> RequestParts {
    let Ok(root) = serde_json::from_str::<Value>(raw) else { return RequestParts::default() };
    // Spans and breadcrumbs hold theirs one level down.
    let inner = root.get("data").filter(|data| data.is_object());
    let places = [inner, Some(&root)];
    let find =
        |keys: &[&str]| places.iter().flatten().find_map(|place| keys.iter().find_map(|key| place.get(key)));
    let (request, response) = (find(&["request"]), find(&["response"]));
    let of = |side: Option<&Value>, keys: &[&str]| {
        side.and_then(|side| keys.iter().find_map(|key| side.get(key))).cloned()
    };
    let response_headers = headers(
        find(&["responseHeaders", "response_headers"]).cloned().or_else(|| of(response, &["headers"])),
    );
    let content = of(response, &["content"]);
    let content_text = content.as_ref().and_then(|content| content.get("text")).cloned();
    let named = content.as_ref().and_then(|content| content.get("mimeType"));
    let named = named.or_else(|| find(&["mimeType", "contentType", "mime_type"]));
    let header = response_headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let mime =
        header.map(|(_, value)| value.as_str()).or_else(|| named.and_then(Value::as_str)).unwrap_or_default();
    let posted = of(request, &["postData"]).and_then(|posted| posted.get("text").cloned());
    RequestParts {
        mime: mime.split(';').next().unwrap_or_default().trim().to_owned(),
        size: find(&["responseBodySize", "response_body_size"])
            .cloned()
            .or_else(|| of(response, &["size", "bodySize"]))
            .or_else(|| content.as_ref().and_then(|content| content.get("size")).cloned())
            .or_else(|| find(&["encodedBodySize", "decodedBodySize", "transferSize"]).cloned())
            .as_ref()
            .and_then(size),
        request_headers: headers(
            find(&["requestHeaders", "request_headers"]).cloned().or_else(|| of(request, &["headers"])),
        ),
        response_headers,
        request_body: body(
            find(&["requestBody", "request_body"]).cloned().or_else(|| of(request, &["body"])).or(posted),
        ),
        response_body: body(
            find(&["responseBody", "response_body"])
                .cloned()
                .or_else(|| of(response, &["body"]))
                .or(content_text),
        ),
    }
}

fn size(value: &Value) -> Option<u64> {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    // −1 says that it is not known.
    (0.0..1e15).contains(&number).then_some(number as u64)
}

/// An object of names and values, or a list of pairs.
fn headers(value: Option<Value>) -> Vec<(String, String)> {
    match value {
        Some(Value::Object(map)) => map.into_iter().map(|(name, value)| (name, plain(value))).collect(),
        Some(Value::Array(list)) => list.into_iter().filter_map(header).collect(),
        _ => Vec::new(),
    }
}

fn header(entry: Value) -> Option<(String, String)> {
    if let Some([name, value]) = entry.as_array().map(Vec::as_slice) {
        return Some((name.as_str()?.to_owned(), plain(value.clone())));
    }
    let name = entry.get("name").or_else(|| entry.get("key"))?.as_str()?.to_owned();
    Some((name, entry.get("value").cloned().map_or_else(String::new, plain)))
}

fn body(value: Option<Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => None,
        Some(value) => Some(plain(value)),
    }
}

fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn flat_records_are_read() {
        let parts = request_parts(
            r#"{"name":"https://a.example/x","transferSize":900,"encodedBodySize":640,
            "requestHeaders":{"accept":"*/*","x-n":3},"responseHeaders":[{"name":"Content-Type","value":"text/css; charset=utf-8"}],
            "requestBody":"a=b","responseBody":null}"#,
        );
        assert_eq!(parts.mime, "text/css");
        assert_eq!(parts.size, Some(640));
        assert_eq!(parts.request_headers, pairs(&[("accept", "*/*"), ("x-n", "3")]));
        assert_eq!((parts.request_body.as_deref(), parts.response_body), (Some("a=b"), None));
    }

    #[test]
    fn nested_spans_are_read() {
        let parts = request_parts(
            r#"{"op":"resource.fetch","data":{"method":"POST","request":{"headers":{},"size":2,"body":{}},
            "response":{"headers":{"content-type":"application/json"},"size":21,"body":{"status":"declined"}}}}"#,
        );
        assert_eq!((parts.mime.as_str(), parts.size), ("application/json", Some(21)));
        assert_eq!(parts.request_body.as_deref(), Some("{}"));
        assert_eq!(parts.response_body.as_deref(), Some(r#"{"status":"declined"}"#));
    }

    #[test]
    fn archive_entries_are_read() {
        let parts = request_parts(
            r#"{"request":{"headers":[["a","b"]],"postData":{"text":"{\"q\":1}"}},
            "response":{"bodySize":-1,"content":{"mimeType":"image/png","size":12,"text":"…"}}}"#,
        );
        assert_eq!(parts.request_headers, pairs(&[("a", "b")]));
        assert_eq!((parts.mime.as_str(), parts.request_body.as_deref()), ("image/png", Some(r#"{"q":1}"#)));
        assert_eq!(parts.response_body.as_deref(), Some("…"));
    }

    #[test]
    fn anything_else_has_no_parts() {
        for raw in ["", "[]", "7", r#"{"data":7,"request":"x","responseHeaders":4}"#] {
            assert_eq!(request_parts(raw), RequestParts::default(), "{raw}");
        }
    }
}
