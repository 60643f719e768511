//! Request bodies as XML.
//!
//! **Invariant**: an object's keys are elements, a list repeats its element, everything else is escaped text.

use quick_xml::escape::escape;
use serde_json::Value;

/// The document whose root is the only key of `value`; none where nothing of it is set.
pub(crate) fn document(value: &Value) -> Option<String> {
    let mut text = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    content(value, &mut text);
    says_something(value).then_some(text)
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Object(entries) => entries.values().any(says_something),
        Value::Array(elements) => elements.iter().any(says_something),
        _ => true,
    }
}

fn content(value: &Value, into: &mut String) {
    match value {
        Value::Null => {}
        Value::Object(entries) => {
            for (name, value) in entries {
                element(name, value, into);
            }
        }
        Value::Array(elements) => elements.iter().for_each(|value| content(value, into)),
        Value::String(text) => into.push_str(&escape(text.as_str())),
        scalar => into.push_str(&scalar.to_string()),
    }
}

fn element(name: &str, value: &Value, into: &mut String) {
    if let Value::Array(elements) = value {
        return elements.iter().for_each(|value| element(name, value, into));
    }
    if value.is_null() || !is_name(name) {
        return;
    }
    into.extend(["<", name, ">"]);
    content(value, into);
    into.extend(["</", name, ">"]);
}

/// Keys of maps come from callers; one that is no name would end the element.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn lists_repeat_and_text_is_escaped() {
        let value = serde_json::json!({"Delete": {"Quiet": true, "Object": [{"Key": "a&b"}, {"Key": "<"}], "No": null}});
        assert_eq!(
            document(&value).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Delete>\
             <Object><Key>a&amp;b</Key></Object><Object><Key>&lt;</Key></Object><Quiet>true</Quiet></Delete>"
        );
    }

    #[test]
    fn what_says_nothing_is_no_document() {
        assert_eq!(document(&serde_json::json!({"Rules": {"Rule": []}})), None);
    }

    #[test]
    fn keys_that_are_no_names_stay_out() {
        let value = serde_json::json!({"A": {"b><c": 1, "d": 2}});
        assert!(document(&value).unwrap().ends_with("<A><d>2</d></A>"));
    }
}
