//! Writes request bodies as XML.
//!
//! **Invariant**: the keys of an object become elements, a list repeats its element, and any other value becomes
//! escaped text.

use quick_xml::escape::escape;
use serde_json::Value;

/// Writes the document whose root is the only key of `value`, or returns `None` if nothing inside is set.
pub(crate) fn document(value: &Value) -> Option<String> {
    let mut text = String::from(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    write_content(value, &mut text);
    has_content(value).then_some(text)
}

fn has_content(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Object(entries) => entries.values().any(has_content),
        Value::Array(elements) => elements.iter().any(has_content),
        _ => true,
    }
}

fn write_content(value: &Value, output: &mut String) {
    match value {
        Value::Null => {}
        Value::Object(entries) => {
            for (name, value) in entries {
                write_element(name, value, output);
            }
        }
        Value::Array(elements) => elements
            .iter()
            .for_each(|value| write_content(value, output)),
        Value::String(text) => output.push_str(&escape(text.as_str())),
        scalar => output.push_str(&scalar.to_string()),
    }
}

fn write_element(name: &str, value: &Value, output: &mut String) {
    if let Value::Array(elements) = value {
        return elements
            .iter()
            .for_each(|value| write_element(name, value, output));
    }
    if value.is_null() || !is_name(name) {
        return;
    }
    output.extend(["<", name, ">"]);
    write_content(value, output);
    output.extend(["</", name, ">"]);
}

/// Returns whether a key is a valid element name.
///
/// Keys of maps come from callers, and another text could close the element.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn repeats_elements_of_lists_and_escapes_text() {
        let value = serde_json::json!({"Delete": {"Quiet": true, "Object": [{"Key": "a&b"}, {"Key": "<"}], "No": null}});
        assert_eq!(
            document(&value).unwrap(),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Delete>\
             <Object><Key>a&amp;b</Key></Object><Object><Key>&lt;</Key></Object><Quiet>true</Quiet></Delete>"
        );
    }

    #[test]
    fn writes_no_document_if_nothing_is_set() {
        assert_eq!(document(&serde_json::json!({"Rules": {"Rule": []}})), None);
    }

    #[test]
    fn omits_keys_that_are_not_element_names() {
        let value = serde_json::json!({"A": {"b><c": 1, "d": 2}});
        assert!(document(&value).unwrap().ends_with("<A><d>2</d></A>"));
    }
}
