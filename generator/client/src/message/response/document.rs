//! One document tree for JSON and XML replies.
//!
//! **Invariant**: reading takes bounded stack, and memory in proportion to the text.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};
use serde_json::{Map, Value};

/// How deep a document may nest; serde_json has the same bound.
pub(crate) const MAX_DEPTH: usize = 128;

/// A reply body as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
    pub(crate) value: Value,
    /// XML knows neither numbers nor lists, so reading text as one is no liberty.
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

/// Reads a body; an empty one is an empty document.
///
/// The first character decides, not the content type: services mislabel, but no XML starts like JSON.
pub(crate) fn read(body: &[u8]) -> Result<Document, String> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.as_bytes().first() {
        None => Ok(Document::empty()),
        Some(b'<') => Ok(Document {
            value: xml(text)?,
            xml: true,
        }),
        Some(_) => Ok(Document {
            value: json(text)?,
            xml: false,
        }),
    }
}

pub(crate) fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))
}

/// An element that is still open.
struct Element {
    name: String,
    text: String,
    children: Map<String, Value>,
}

impl Element {
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

/// White space with a line break in it, at either end, is how a document is laid out and not what it says.
fn without_layout(mut text: String) -> String {
    let layout = |space: &str| space.contains('\n');
    let end = text.trim_end().len();
    if layout(&text[end..]) {
        text.truncate(end);
    }
    let start = text.len() - text.trim_start().len();
    if layout(&text[..start]) {
        text.drain(..start);
    }
    text
}

/// Attributes are ignored, prefixes dropped, siblings of one name become a list; no entity of a
/// document's own is expanded, so there is nothing to blow up.
fn xml(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    // Pages written by hand have bare ampersands.
    reader.config_mut().allow_dangling_amp = true;
    // The bottom stands for the document: its children are the roots.
    let mut open = vec![Element::new("")];
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("not XML: {error}"))?;
        match event {
            Event::Start(start) => {
                if open.len() > MAX_DEPTH {
                    return Err(format!("XML nests deeper than {MAX_DEPTH} elements"));
                }
                open.push(Element::new(start.local_name().as_ref()));
            }
            Event::Empty(start) => close(&mut open, Element::new(start.local_name().as_ref())),
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
        Some(document) if open.is_empty() => Ok(root(document)?),
        Some(element) => Err(format!("not XML: `{}` is not closed", element.name)),
        None => Err("not XML: closed more than opened".to_owned()),
    }
}

fn push_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

fn close(open: &mut [Element], element: Element) {
    let Some(parent) = open.last_mut() else {
        return;
    };
    let (name, value) = element.into_entry();
    match parent.children.get_mut(&name) {
        None => {
            parent.children.insert(name, value);
        }
        // An element is never a list by itself, so a list here is of siblings.
        Some(Value::Array(siblings)) => siblings.push(value),
        Some(first) => {
            let siblings = vec![first.take(), value];
            *first = Value::Array(siblings);
        }
    }
}

/// The content of the one root; several roots, or one that holds text only, are entries themselves.
fn root(document: Element) -> Result<Value, String> {
    let mut children = document.children;
    if children.is_empty() {
        return Err("not XML: there is no element".to_owned());
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

/// The five predefined entities and character references; any other stays as it is written.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    match resolve_predefined_entity(reference) {
        Some(text) => text.to_owned(),
        None => format!("&{};", &**reference),
    }
}
