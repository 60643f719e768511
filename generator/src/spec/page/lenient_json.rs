//! Parses the damaged JSON of printed samples, as far as it makes sense: braces, commas and quotes may be missing.
//!
//! This module must never know what a sample describes.
//!
//! **Invariant:** parsing takes time linear in the text, and nesting is bounded.

mod parser;

use serde_json::Value;

use parser::LenientParser;

/// Parses a damaged text. Returns `None` if the result has no named member.
pub(super) fn parse(text: &str) -> Option<Value> {
    let text = text.trim();
    let start = text.find(['{', '[', '"', '“'])?;
    let value = LenientParser::new(&text[start..]).parse_value(0);
    let has_members = match &value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(elements) => elements.iter().any(|element| element.is_object()),
        _ => false,
    };
    has_members.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[track_caller]
    fn check(damaged: &str, expected: serde_json::Value) {
        assert_eq!(parse(damaged), Some(expected), "{damaged}");
    }

    #[test]
    fn supplies_missing_punctuation() {
        check(r#"{"A": 1 "B": "x",}"#, json!({"A": 1, "B": "x"}));
        check(
            r#""A": [ "B": 1, "C": 2 "B": 3 ]"#,
            json!({"A": [{"B": 1, "C": 2}, {"B": 3}]}),
        );
        check(r#"{"A": {"B": [1, 2}"#, json!({"A": {"B": [1, 2]}}));
        check(
            r#"{"A": "say "hi" now", "B": ****}"#,
            json!({"A": "say \"hi\" now", "B": "****"}),
        );
        check("HTTP/1.1 200 OK\n\n{\"A\": true}", json!({"A": true}));
    }

    #[test]
    fn rejects_texts_without_members() {
        for text in [
            "", "{", "[", "\"", "[[[[", "{:}", "abc", "{\"a", "{{{{", "]}",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn bounds_the_nesting_of_hostile_texts() {
        assert!(parse(&"[".repeat(100_000)).is_none());
        assert!(parse(&"{\"a\":".repeat(100_000)).is_some());
    }
}
