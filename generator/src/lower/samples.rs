//! Samples as trees.
//!
//! Samples are read here without the runtime, so that the emitted tests hold one reading against another.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value as Json};

use super::lookup::Resolver;
use super::walk::{self, UntypedValues};
use crate::model::{Format, Sample, Schema};
use crate::plan::Assertion;

/// Deeper than any reply.
const DEEPEST: usize = 100;

/// The sample as a tree; none where it cannot be read.
pub(super) fn parse(sample: &Sample) -> Option<Json> {
    match sample.format {
        Format::Json => serde_json::from_str(&sample.text).ok(),
        Format::Xml => xml(&sample.text),
    }
}

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

    /// Repeated elements are a list.
    fn add(&mut self, name: String, value: Json) {
        match self.children.get_mut(&name) {
            None => drop(self.children.insert(name, value)),
            Some(Json::Array(list)) => list.push(value),
            Some(one) => *one = Json::Array(vec![one.take(), value]),
        }
    }
}

/// White space with a line break in it, at either end, is how the document is laid out and not what it says.
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
            Event::Start(start) if open.len() < DEEPEST => {
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
    // One root is an envelope; several are a reply whose envelope was left out.
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

/// Everything a sample of the description shows under declared names, as far as it fits.
pub(super) fn checks<'s>(
    reply: &'s Schema,
    sample: &Json,
    lookup: &Resolver<'_, 's>,
) -> Vec<Assertion> {
    walk::checks(reply, sample, lookup, UntypedValues::Ignore)
}

/// Everything a sample shows under declared names; what has no typed place is a check that fails.
pub(super) fn all<'s>(
    reply: &'s Schema,
    sample: &Json,
    lookup: &Resolver<'_, 's>,
) -> Vec<Assertion> {
    walk::checks(reply, sample, lookup, UntypedValues::Fail)
}

/// A printed sample, without the HTTP head or the text around it; none where it cannot be read or tells an error.
pub(super) fn success(sample: &Sample) -> Option<(Sample, Json)> {
    let text = match sample.format {
        Format::Xml => headless(&sample.text, &['<'])?.to_owned(),
        Format::Json => whole(&sample.text)?,
    };
    let sample = Sample {
        format: sample.format,
        text,
    };
    let value = parse(&sample)?;
    (!is_error(&value)).then_some((sample, value))
}

/// The text without the HTTP head that pages print with it.
fn headless<'t>(text: &'t str, openings: &[char]) -> Option<&'t str> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.starts_with("HTTP/") {
        true => text.get(text.find(openings)?..),
        false => Some(text),
    }
}

/// The first JSON value of a text.
fn whole(text: &str) -> Option<String> {
    let text = headless(text, &['{', '['])?;
    if !text.starts_with(['{', '[']) {
        return serde_json::from_str::<Json>(text)
            .ok()
            .map(|_| text.to_owned());
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    values.next()?.ok()?;
    text.get(..values.byte_offset()).map(str::to_owned)
}

/// What services answer where they refuse: a code, a message and little else.
fn is_error(value: &Json) -> bool {
    const OUTLINE: [&str; 6] = [
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
    let told = |name: &str| lower.iter().any(|key| key == name);
    if !told("code") || !told("message") {
        return false;
    }
    let code = members
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("code"));
    let code = code.map(|(_, code)| {
        code.as_str()
            .map_or_else(|| code.to_string(), str::to_owned)
    });
    let well = ["200", "ok", "success", "0", "100", ""];
    let refused = code.is_some_and(|code| !well.contains(&code.trim().to_lowercase().as_str()));
    told("hostid") || (refused && lower.iter().all(|key| OUTLINE.contains(&key.as_str())))
}
