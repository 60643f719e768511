//! Reads the request line of an operation: its method and path.
//!
//! This module must never know the parameters of the operation.

use super::super::markdown::Block;
use super::document::{PageDocument, SectionKind};
use super::samples::Samples;

/// The maximum number of lines searched for a request line in a block of code.
const MAX_SEARCHED_LINES: usize = 20;

/// The maximum length of a path, in bytes.
const MAX_PATH_LEN: usize = 400;

/// A request line such as `POST /openapi/instances/{InstanceId}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RequestLine {
    pub(super) method: String,
    /// The path without a query, with placeholders in braces. `None` if it has characters that no path has.
    pub(super) path: Option<String>,
}

/// Reads the request line from its own section, or from the first sample of a request.
pub(super) fn read(document: &PageDocument<'_>, samples: &Samples<'_>) -> Option<RequestLine> {
    let stated = document
        .blocks_of(SectionKind::RequestSyntax)
        .find_map(|block| match block {
            Block::Code(text) | Block::Line(text) => find_request_line(text.text),
            Block::Table(_) | Block::Heading(_) => None,
        });
    stated.or_else(|| {
        samples
            .requests
            .iter()
            .find_map(|text| find_request_line(text))
    })
}

/// Finds the first line that starts with methods and a path.
fn find_request_line(text: &str) -> Option<RequestLine> {
    text.lines().take(MAX_SEARCHED_LINES).find_map(|line| {
        let line = line.trim().trim_matches('`');
        let (methods, rest) = line.split_once([' ', '\t'])?;
        let target = rest.split_whitespace().next()?;
        if !target.starts_with('/') {
            return None;
        }
        let (path, _query) = target.split_once('?').unwrap_or((target, ""));
        Some(RequestLine {
            method: choose_method(methods)?,
            path: path_template(path),
        })
    })
}

/// Chooses POST from several methods, as the official metadata does, otherwise the first. Returns `None` if one of them
/// is no method.
fn choose_method(text: &str) -> Option<String> {
    const METHODS: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    let methods: Vec<String> = text
        .split(['|', '/', ','])
        .map(|method| method.trim().to_uppercase())
        .collect();
    if methods
        .iter()
        .any(|method| !METHODS.contains(&method.as_str()))
    {
        return None;
    }
    let post = methods.iter().find(|method| *method == "POST");
    post.or(methods.first()).cloned()
}

/// Converts the placeholders `[name]` and `<name>` to `{name}`. Returns `None` if the result is not a path.
fn path_template(path: &str) -> Option<String> {
    let template = path.replace(['[', '<'], "{").replace([']', '>'], "}");
    let has_path_characters = template.chars().all(|c| {
        c.is_ascii_alphanumeric()
            || matches!(
                c,
                '/' | '-' | '_' | '.' | '{' | '}' | '~' | ':' | '*' | '%' | '$' | '@'
            )
    });
    let is_balanced = template.matches('{').count() == template.matches('}').count();
    (template.len() <= MAX_PATH_LEN && has_path_characters && is_balanced).then_some(template)
}
