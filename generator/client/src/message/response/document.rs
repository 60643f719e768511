//! Parses JSON and XML bodies into one kind of document.
//!
//! **Invariant**: parsing uses bounded stack, and memory in proportion to the text.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use serde_json::{Map, Value};

/// The maximum depth of a document; serde_json has the same limit.
pub(crate) const MAX_DEPTH: usize = 128;

/// The body of a response as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
    pub(crate) value: Value,
    /// Whether the body is XML. XML has neither numbers nor lists, so that converting text is no reason for a warning.
    pub(crate) xml: bool,
}

impl Document {
    pub(crate) fn empty() -> Self {
        Self {
            value: Value::Null,
            xml: false,
        }
    }
}

/// Parses a body. An empty body is an empty document.
///
/// The first character decides between JSON and XML: content types are often wrong, and no JSON starts with `<`.
pub(crate) fn parse_document(body: &[u8]) -> Result<Document, String> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.as_bytes().first() {
        None => Ok(Document::empty()),
        Some(b'<') => Ok(Document {
            value: parse_xml(text)?,
            xml: true,
        }),
        Some(_) => Ok(Document {
            value: parse_json(text)?,
            xml: false,
        }),
    }
}

pub(crate) fn parse_json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))
}

/// An XML element whose end is not parsed yet.
struct XmlElement {
    name: String,
    text: String,
    children: Map<String, Value>,
}

impl XmlElement {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            children: Map::new(),
        }
    }

    fn into_entry(self) -> (String, Value) {
        let value = if self.children.is_empty() {
            Value::String(without_layout(self.text))
        } else {
            Value::Object(self.children)
        };
        (self.name, value)
    }
}

/// Removes white space that contains a line break from both ends: it is layout, not content.
fn without_layout(mut text: String) -> String {
    let is_layout = |space: &str| space.contains('\n');
    let end = text.trim_end().len();
    if is_layout(&text[end..]) {
        text.truncate(end);
    }
    let start = text.len() - text.trim_start().len();
    if is_layout(&text[..start]) {
        text.drain(..start);
    }
    text
}

/// Parses XML: attributes are ignored, namespace prefixes dropped, and siblings of the same name become a list.
///
/// Entities that the document defines are not expanded, so a small document cannot grow without bound.
fn parse_xml(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    // Hand-written documents contain bare ampersands.
    reader.config_mut().allow_dangling_amp = true;
    // The first element stands for the document: its children are the roots.
    let mut open = vec![XmlElement::new("")];
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("not XML: {error}"))?;
        match event {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(format!("XML nests deeper than {MAX_DEPTH} elements"));
                }
                open.push(XmlElement::new(start.local_name().as_ref()));
            }
            Event::Empty(start) => close(&mut open, XmlElement::new(start.local_name().as_ref())),
            Event::End(_) => {
                if let (Some(element), false) = (open.pop(), open.is_empty()) {
                    close(&mut open, element);
                }
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => push_text(&mut open, &resolve(&reference)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match open.pop() {
        Some(document) if open.is_empty() => Ok(root_content(document)?),
        Some(element) => Err(format!("not XML: `{}` is not closed", element.name)),
        None => Err("not XML: an end tag has no start tag".to_owned()),
    }
}

fn push_text(open: &mut [XmlElement], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(open: &mut [XmlElement], element: XmlElement) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    let (name, value) = element.into_entry();
    match parent.children.get_mut(&name) {
        None => {
            parent.children.insert(name, value);
        }
        // An element itself is never a list, so this list holds its siblings.
        Some(Value::Array(siblings)) => siblings.push(value),
        Some(first) => {
            let siblings = vec![first.take(), value];
            *first = Value::Array(siblings);
        }
    }
}

/// Returns the content of the only root element.
///
/// If there are several roots, or if the only root holds text, the roots are the entries of the document.
fn root_content(document: XmlElement) -> Result<Value, String> {
    let mut children = document.children;
    if children.is_empty() {
        return Err("not XML: the document has no element".to_owned());
    }
    if children.len() > 1 {
        return Ok(Value::Object(children));
    }
    match children.values_mut().next() {
        Some(Value::Object(content)) => Ok(Value::Object(std::mem::take(content))),
        Some(Value::String(text)) if text.is_empty() => Ok(Value::Object(Map::new())),
        _ => Ok(Value::Object(children)),
    }
}

/// Returns the text of a character reference or of a predefined entity. Any other reference is kept as text.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    match resolve_predefined_entity(reference) {
        Some(text) => text.to_owned(),
        None => format!("&{};", &**reference),
    }
}
