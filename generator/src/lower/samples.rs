//! Sample responses, parsed into JSON.
//!
//! **Invariant:** samples are parsed here without the runtime, so that the generated tests compare two readings.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value as Json};

use super::resolver::Resolver;
use super::response_assertions::{self, UntypedValues};
use crate::model::{Format, Sample, Schema};
use crate::plan::Assertion;

/// Maximum nesting of an XML document; no response comes near it.
const MAX_DEPTH: usize = 100;

/// Parses a sample. Returns `None` if it is not what its format says.
pub(super) fn parse(sample: &Sample) -> Option<Json> {
    match sample.format {
        Format::Json => serde_json::from_str(&sample.text).ok(),
        Format::Xml => xml(&sample.text),
    }
}

/// An open element of an XML document.
#[derive(Default)]
struct Element {
    children: Map<String, Json>,
    text: String,
}

impl Element {
    fn into_json(self) -> Json {
        if self.children.is_empty() {
            Json::String(without_layout(&self.text).to_owned())
        } else {
            Json::Object(self.children)
        }
    }

    /// Adds a child. Repeated children become a list.
    fn add(&mut self, name: String, value: Json) {
        match self.children.get_mut(&name) {
            None => drop(self.children.insert(name, value)),
            Some(Json::Array(list)) => list.push(value),
            Some(first) => *first = Json::Array(vec![first.take(), value]),
        }
    }
}

/// Removes white space with a line break from both ends: it is the layout of the document, not part of the text.
fn without_layout(text: &str) -> &str {
    if text.trim().is_empty() {
        return if text.contains('\n') { "" } else { text };
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let start = if text[..start].contains('\n') {
        start
    } else {
        0
    };
    let end = if text[end..].contains('\n') {
        end
    } else {
        text.len()
    };
    &text[start..end]
}

fn xml(text: &str) -> Option<Json> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Element)> = vec![(String::new(), Element::default())];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < MAX_DEPTH => {
                open.push((start.local_name().as_ref().to_owned(), Element::default()));
            }
            Event::Start(_) => return None,
            Event::Empty(empty) => {
                let name = empty.local_name().as_ref().to_owned();
                open.last_mut()?.1.add(name, Json::String(String::new()));
            }
            Event::End(_) => {
                let (name, element) = open.pop()?;
                open.last_mut()?.1.add(name, element.into_json());
            }
            Event::Text(text) => open.last_mut()?.1.text.push_str(&text),
            Event::CData(text) => open.last_mut()?.1.text.push_str(&text),
            Event::GeneralRef(name) => open.last_mut()?.1.text.push(entity(&name)?),
            Event::Eof => break,
            _ => {}
        }
    }
    let (_, top) = open.pop().filter(|_| open.is_empty())?;
    // A single root is an envelope; several roots are a response that is printed without its envelope.
    match top.children.len() {
        0 => None,
        1 => top.children.into_iter().next().map(|(_, root)| root),
        _ => Some(Json::Object(top.children)),
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Some(character) = name.resolve_char_ref().ok()? {
        return Some(character);
    }
    match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Returns an assertion for every value that a sample of the description shows under a declared name, as far as the type
/// can hold it.
pub(super) fn typed_assertions<'s>(
    resolver: &Resolver<'_, 's>,
    response: &'s Schema,
    sample: &Json,
) -> Vec<Assertion> {
    response_assertions::lower(resolver, response, sample, UntypedValues::Ignore)
}

/// Returns an assertion for every value that a sample shows under a declared name. The assertion of a value that the type
/// cannot hold fails.
pub(super) fn all_assertions<'s>(
    resolver: &Resolver<'_, 's>,
    response: &'s Schema,
    sample: &Json,
) -> Vec<Assertion> {
    response_assertions::lower(resolver, response, sample, UntypedValues::Fail)
}

/// A printed sample of a success, without the text around it.
pub(super) struct SuccessfulSample {
    pub(super) sample: Sample,
    pub(super) value: Json,
}

/// Extracts a printed sample from the HTTP head or the text around it. Returns `None` if it cannot be parsed or shows an
/// error.
pub(super) fn successful(sample: &Sample) -> Option<SuccessfulSample> {
    let text = match sample.format {
        Format::Xml => without_head(&sample.text, &['<'])?.to_owned(),
        Format::Json => first_json(&sample.text)?,
    };
    let sample = Sample {
        format: sample.format,
        text,
    };
    let value = parse(&sample)?;
    (!is_error(&value)).then_some(SuccessfulSample { sample, value })
}

/// Returns the text without the HTTP head that pages print in front of it.
fn without_head<'t>(text: &'t str, openings: &[char]) -> Option<&'t str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.starts_with("HTTP/") {
        true => text.get(text.find(openings)?..),
        false => Some(text),
    }
}

/// Returns the first JSON value of a text.
fn first_json(text: &str) -> Option<String> {
    let text = without_head(text, &['{', '['])?;
    if !text.starts_with(['{', '[']) {
        return serde_json::from_str::<Json>(text)
            .ok()
            .map(|_| text.to_owned());
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    values.next()?.ok()?;
    text.get(..values.byte_offset()).map(str::to_owned)
}

/// Returns whether a body is that of an error: a code, a message and little else.
fn is_error(value: &Json) -> bool {
    const ERROR_KEYS: [&str; 6] = [
        "code",
        "message",
        "requestid",
        "hostid",
        "recommend",
        "success",
    ];
    let Json::Object(members) = value else {
        return false;
    };
    let lower: Vec<String> = members.keys().map(|key| key.to_lowercase()).collect();
    let has = |name: &str| lower.iter().any(|key| key == name);
    if !has("code") || !has("message") {
        return false;
    }
    let code = members
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("code"));
    let code = code.map(|(_, code)| {
        code.as_str()
            .map_or_else(|| code.to_string(), str::to_owned)
    });
    let success = ["200", "ok", "success", "0", "100", ""];
    let failed = code.is_some_and(|code| !success.contains(&code.trim().to_lowercase().as_str()));
    has("hostid") || (failed && lower.iter().all(|key| ERROR_KEYS.contains(&key.as_str())))
}
