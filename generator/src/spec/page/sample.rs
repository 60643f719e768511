//! Samples of a page: which code is a request, which a reply in JSON or XML, and what damaged ones were meant to be.

use serde_json::Value;

use super::super::markdown::{Block, Cell};
use super::repair;
use super::section::{Layout, Topic};
use super::seen::Seen;
use super::xml::{self, Element};
use crate::model::{Format, Sample};

/// Everything that the samples of a page say.
#[derive(Debug, Default)]
pub(super) struct Samples<'t> {
    /// Requests as they are printed.
    pub(super) requests: Vec<&'t str>,
    /// Successful replies that can be read, mended where need be.
    pub(super) replies: Vec<Sample>,
    /// Their names, one inside the other.
    pub(super) seen: Seen,
    /// Names of the outermost elements of XML samples.
    pub(super) roots: Vec<String>,
    /// Replies of which nothing could be read.
    pub(super) unreadable: Vec<usize>,
}

/// Reads the code of a page's examples.
pub(super) fn read<'t>(layout: &Layout<'t>, operation: &str) -> Samples<'t> {
    let mut samples = Samples::default();
    for part in layout.of(Topic::DocExamples) {
        let mut context = Context::of_title(&part.title);
        for block in &part.blocks {
            match block {
                Block::Line(line) => context.line(line.text),
                Block::DiagnosticCode(code) => samples.code(*code, &context, operation),
                Block::Table(_) | Block::Heading(_) => {}
            }
        }
    }
    samples
}

/// What the text before a code says about it.
#[derive(Default)]
struct Context {
    request: bool,
    failure: bool,
}

impl Context {
    fn of_title(title: &str) -> Self {
        let mut context = Self::default();
        context.line(title);
        context
    }

    fn line(&mut self, line: &str) {
        let line = line.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
        if has(&["response", "return", "返回"]) {
            self.request = false;
        } else if has(&["request", "请求"]) {
            self.request = true;
        }
        if has(&["error", "exception", "fail", "abnormal", "异常", "错误"]) {
            self.failure = true;
        } else if has(&["success", "normal", "正常", "request", "response"]) {
            self.failure = false;
        }
    }
}

impl<'t> Samples<'t> {
    fn code(&mut self, code: Cell<'t>, context: &Context, operation: &str) {
        let text = code.text.trim();
        if text.is_empty() {
            return;
        }
        if is_request(text) || (context.request && !text.starts_with('<')) {
            self.requests.push(code.text);
        } else if !context.failure {
            let body = without_preamble(text);
            let read = if body.starts_with('<') {
                self.xml(body, operation)
            } else {
                self.json(body, operation)
            };
            if read.is_none() && text.contains(['<', '{', '"']) {
                self.unreadable.push(code.at);
            }
        }
    }

    fn json(&mut self, text: &str, operation: &str) -> Option<()> {
        let strict = serde_json::from_str::<Value>(text).ok();
        let whole = strict.is_some();
        let mut value = match strict.filter(|value| value.is_object() || value.is_array()) {
            Some(value) => value,
            None => repair::mended(text)?,
        };
        let wrapped = unwrapped(&mut value, operation);
        if is_failure(&value) {
            return Some(());
        }
        self.seen.json(&value);
        let text = if whole && !wrapped {
            text.to_owned()
        } else {
            serde_json::to_string_pretty(&value).ok()?
        };
        self.keep(Format::Json, text);
        Some(())
    }

    fn xml(&mut self, text: &str, operation: &str) -> Option<()> {
        // A declaration is often damaged, and says nothing.
        let start = text
            .match_indices('<')
            .find(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))?;
        let text = &text[start.0..];
        let tree = xml::read(text)?;
        let names: Vec<&str> = tree
            .children
            .iter()
            .map(|child| child.name.as_str())
            .collect();
        let root = match names.as_slice() {
            [only] if is_wrapper(only, operation) || !tree.children[0].children.is_empty() => {
                self.roots.push((*only).to_owned());
                &tree.children[0]
            }
            _ => &tree,
        };
        if is_failed(root) {
            return Some(());
        }
        self.seen.xml(root);
        let wrapped = format!("<{operation}Response>{text}</{operation}Response>");
        if xml::is_well_formed(text) {
            self.keep(Format::Xml, text.to_owned());
        } else if xml::is_well_formed(&wrapped) {
            self.keep(Format::Xml, wrapped);
        }
        Some(())
    }

    fn keep(&mut self, format: Format, text: String) {
        let known = self
            .replies
            .iter()
            .any(|sample| sample.format == format && sample.text == text);
        if !known {
            self.replies.push(Sample { format, text });
        }
    }
}

fn is_request(text: &str) -> bool {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    let first = text
        .split([' ', '\t', '\n', '|'])
        .next()
        .unwrap_or_default();
    let lower = text.get(..8).unwrap_or(text).to_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https:/")
        || lower.starts_with("http(s)")
        || METHODS.contains(&first.to_uppercase().as_str())
}

/// `HTTP/1.1 200 OK` and headers before the body.
fn without_preamble(text: &str) -> &str {
    if text.starts_with("HTTP/") || text.starts_with("http/") {
        let start = text
            .find("\n{")
            .or_else(|| text.find("\n<"))
            .or_else(|| text.find(['{', '<']));
        return start.map_or(text, |start| text[start..].trim());
    }
    text
}

fn is_wrapper(name: &str, operation: &str) -> bool {
    let name = name.to_lowercase();
    let operation = operation.to_lowercase();
    name == operation
        || name.ends_with("response")
        || name.ends_with("result") && name.starts_with(&operation)
}

/// `{"XResponse": {…}}` is the reply itself.
fn unwrapped(value: &mut Value, operation: &str) -> bool {
    if let Value::Object(members) = value
        && members.len() == 1
        && let Some((name, inner)) = members.iter_mut().next()
        && is_wrapper(name, operation)
        && inner.is_object()
    {
        *value = inner.take();
        return true;
    }
    false
}

/// Failures name their host; successes do not.
fn is_failure(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    has("Code") && has("Message") && has("HostId")
}

fn is_failed(root: &Element) -> bool {
    let has = |name: &str| root.children.iter().any(|child| child.name == name);
    root.name == "Error" || has("Code") && has("Message") && has("HostId")
}
