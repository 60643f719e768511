//! Classifies the samples of a page as requests and responses, and parses the responses, damaged ones included.
//!
//! This module must never know the tables of the page.

use serde_json::Value;

use super::super::markdown::{Block, Span};
use super::document::{PageDocument, SectionKind};
use super::lenient_json;
use super::lenient_xml::{self, XmlElement};
use super::sample_tree::SampleTree;
use crate::model::{Format, Sample};

/// The samples of a page.
#[derive(Debug, Default)]
pub(super) struct Samples<'t> {
    /// Requests as they are printed.
    pub(super) requests: Vec<&'t str>,
    /// Successful responses, as well-formed JSON or XML.
    pub(super) responses: Vec<Sample>,
    /// The names in all responses.
    pub(super) tree: SampleTree,
    /// Offsets of responses that cannot be parsed.
    pub(super) unreadable: Vec<usize>,
}

/// Reads the samples of a page. `operation` is the name that may wrap a response.
pub(super) fn read<'t>(document: &PageDocument<'t>, operation: &str) -> Samples<'t> {
    let mut samples = Samples::default();
    for section in document.sections_of(SectionKind::Samples) {
        let mut introduction = Introduction::default();
        introduction.add(&section.title);
        for block in &section.blocks {
            match block {
                Block::Line(line) => introduction.add(line.text),
                Block::Code(code) => samples.add(*code, &introduction, operation),
                Block::Table(_) | Block::Heading(_) => {}
            }
        }
    }
    samples
}

/// The announcement of a sample in the text before it.
#[derive(Default)]
struct Introduction {
    is_request: bool,
    is_error: bool,
}

impl Introduction {
    /// Updates the announcement with a line of text. A line without a known word changes nothing.
    fn add(&mut self, line: &str) {
        let line = line.to_lowercase();
        let contains = |words: &[&str]| words.iter().any(|word| line.contains(word));
        if contains(&["response", "return", "返回"]) {
            self.is_request = false;
        } else if contains(&["request", "请求"]) {
            self.is_request = true;
        }
        if contains(&["error", "exception", "fail", "abnormal", "异常", "错误"]) {
            self.is_error = true;
        } else if contains(&["success", "normal", "正常", "request", "response"]) {
            self.is_error = false;
        }
    }
}

impl<'t> Samples<'t> {
    fn add(&mut self, code: Span<'t>, introduction: &Introduction, operation: &str) {
        let text = code.text.trim();
        if text.is_empty() {
            return;
        }
        if is_request(text) || (introduction.is_request && !text.starts_with('<')) {
            self.requests.push(code.text);
        } else if !introduction.is_error {
            let body = without_response_head(text);
            let parsed = if body.starts_with('<') {
                self.add_xml(body, operation)
            } else {
                self.add_json(body, operation)
            };
            if parsed.is_none() && text.contains(['<', '{', '"']) {
                self.unreadable.push(code.offset);
            }
        }
    }

    /// Adds a JSON response. Error responses are skipped. Returns `None` if the text cannot be parsed.
    fn add_json(&mut self, text: &str, operation: &str) -> Option<()> {
        let strict = serde_json::from_str::<Value>(text).ok();
        let is_strict = strict.is_some();
        let mut value = match strict.filter(|value| value.is_object() || value.is_array()) {
            Some(value) => value,
            None => lenient_json::parse(text)?,
        };
        let was_wrapped = unwrap_response(&mut value, operation);
        if is_json_error(&value) {
            return Some(());
        }
        self.tree.add_json(&value);
        let text = if is_strict && !was_wrapped {
            text.to_owned()
        } else {
            serde_json::to_string_pretty(&value).ok()?
        };
        self.add_response(Format::Json, text);
        Some(())
    }

    /// Adds an XML response. Error responses are skipped. Returns `None` if the text cannot be parsed.
    fn add_xml(&mut self, text: &str, operation: &str) -> Option<()> {
        // The XML declaration is often damaged and carries no information: start at the first element.
        let (start, _) = text
            .match_indices('<')
            .find(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let text = &text[start..];
        let elements = lenient_xml::parse(text)?;
        let root = match elements.children.as_slice() {
            [only] if is_wrapper_name(&only.name, operation) || !only.children.is_empty() => only,
            _ => &elements,
        };
        if is_xml_error(root) {
            return Some(());
        }
        self.tree.add_xml(root);
        let wrapped = format!("<{operation}Response>{text}</{operation}Response>");
        if lenient_xml::is_well_formed(text) {
            self.add_response(Format::Xml, text.to_owned());
        } else if lenient_xml::is_well_formed(&wrapped) {
            self.add_response(Format::Xml, wrapped);
        }
        Some(())
    }

    /// Adds a response unless an equal one exists.
    fn add_response(&mut self, format: Format, text: String) {
        let exists = self
            .responses
            .iter()
            .any(|sample| sample.format == format && sample.text == text);
        if !exists {
            self.responses.push(Sample { format, text });
        }
    }
}

/// Returns whether a sample starts with a URL or a method.
fn is_request(text: &str) -> bool {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    let first_word = text
        .split([' ', '\t', '\n', '|'])
        .next()
        .unwrap_or_default();
    let start = text.get(..8).unwrap_or(text).to_lowercase();
    start.starts_with("http://")
        || start.starts_with("https:/")
        || start.starts_with("http(s)")
        || METHODS.contains(&first_word.to_uppercase().as_str())
}

/// Removes a status line such as `HTTP/1.1 200 OK` and headers before the body.
fn without_response_head(text: &str) -> &str {
    if text.starts_with("HTTP/") || text.starts_with("http/") {
        let body = text
            .find("\n{")
            .or_else(|| text.find("\n<"))
            .or_else(|| text.find(['{', '<']));
        return body.map_or(text, |body| text[body..].trim());
    }
    text
}

/// Returns whether a name wraps a whole response, such as `XResponse` for the operation `X`.
fn is_wrapper_name(name: &str, operation: &str) -> bool {
    let name = name.to_lowercase();
    let operation = operation.to_lowercase();
    name == operation
        || name.ends_with("response")
        || name.ends_with("result") && name.starts_with(&operation)
}

/// Replaces `{"XResponse": {…}}` by the inner object. Returns whether `value` was replaced.
fn unwrap_response(value: &mut Value, operation: &str) -> bool {
    if let Value::Object(members) = value
        && members.len() == 1
        && let Some((name, inner)) = members.iter_mut().next()
        && is_wrapper_name(name, operation)
        && inner.is_object()
    {
        *value = inner.take();
        return true;
    }
    false
}

/// Returns whether a response is an error: errors name their host, successful responses do not.
fn is_json_error(value: &Value) -> bool {
    let has_member = |name: &str| value.get(name).is_some();
    has_member("Code") && has_member("Message") && has_member("HostId")
}

/// Returns whether the root of an XML response is an error.
fn is_xml_error(root: &XmlElement) -> bool {
    let has_child = |name: &str| root.children.iter().any(|child| child.name == name);
    root.name == "Error" || has_child("Code") && has_child("Message") && has_child("HostId")
}
