//! Reads the prose of a page: what its operation does, and which other operations it refers to.
//!
//! This module must never know parameters, fields or samples.

use super::super::markdown::{Block, Span};
use super::description_hints::dedent;
use super::document::{PageDocument, Section, SectionKind};
use super::identity::is_operation_name;

/// The maximum number of bytes of a page that is searched for other operations.
const MAX_SEARCHED_LEN: usize = 1 << 20;

/// The maximum number of related operations. A page that names more does not describe one operation.
const MAX_RELATED_OPERATIONS: usize = 50;

/// The prose about an operation.
#[derive(Debug, Default)]
pub(super) struct Overview {
    /// The first paragraph, on one line.
    pub(super) summary: String,
    /// The text after the first paragraph, as Markdown.
    pub(super) description: String,
    /// Names of operations that the page refers to.
    pub(super) related_operations: Vec<String>,
}

/// Reads the prose of a page.
pub(super) fn read(document: &PageDocument<'_>, source: &str) -> Overview {
    let prose: Vec<String> = document
        .sections_of(SectionKind::Overview)
        .filter_map(|section| leading_text(section, source))
        .map(dedent)
        .collect();
    let prose = prose.join("\n\n");
    let (summary, description) = match prose.split_once("\n\n").unwrap_or((&prose, "")) {
        (first, _) if is_markup(first) => ("", prose.as_str()),
        paragraphs => paragraphs,
    };
    let summary: Vec<&str> = summary.split_whitespace().collect();
    Overview {
        summary: summary.join(" "),
        description: description.trim().to_owned(),
        related_operations: related_operations(document, source),
    }
}

/// Returns whether a paragraph is a list, a quotation, a table or code. A bold start is prose.
fn is_markup(paragraph: &str) -> bool {
    paragraph
        .trim_start()
        .starts_with(['-', '*', '>', '#', '|', '`'])
        && !paragraph.starts_with("**")
}

/// Returns the text of a section up to its first table.
fn leading_text<'t>(section: &Section<'_>, source: &'t str) -> Option<&'t str> {
    let spans: Vec<Span<'_>> = section
        .blocks
        .iter()
        .map_while(|block| match block {
            Block::Line(span) => Some(*span),
            Block::Code(span) if !span.text.is_empty() => Some(*span),
            _ => None,
        })
        .collect();
    let (first, last) = (spans.first()?, spans.last()?);
    let text = source.get(first.offset..last.offset + last.text.len())?;
    // An open fence would turn the rest of the generated documentation into code.
    let fences = text
        .lines()
        .filter(|line| line.trim_start().starts_with("```"))
        .count();
    let text = if fences % 2 == 0 {
        text
    } else {
        text.split("```").next()?
    };
    Some(text.trim())
}

/// Finds operations that the page links to, `[QueryTaskDetailList](~~67710~~)`, or calls in its prose, `call the
/// QueryDomainList operation`.
fn related_operations(document: &PageDocument<'_>, source: &str) -> Vec<String> {
    let title = document.title.map_or("", |title| title.text);
    let mut end = source.len().min(MAX_SEARCHED_LEN);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let words: Vec<&str> = source[..end]
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '[' | ']' | '(' | '~' | '_')))
        .filter(|word| !word.is_empty())
        .collect();
    let mut names: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let name = word.trim_start_matches(['[', '(']);
        let name = name.split(']').next().unwrap_or(name);
        let is_link = word.contains("](") && word.contains('~');
        let is_new = is_operation_name(name)
            && !title.contains(name)
            && !names.iter().any(|existing| existing == name);
        if is_new && (is_link || is_called(&words, index)) && names.len() < MAX_RELATED_OPERATIONS {
            names.push(name.to_owned());
        }
    }
    names
}

/// Returns whether the words around a name present it as an operation to call.
fn is_called(words: &[&str], index: usize) -> bool {
    let before = index.checked_sub(1).map(|index| words[index]);
    let after = words.get(index + 1).copied();
    matches!(before, Some("call" | "calling" | "the"))
        && matches!(after, Some("operation" | "API" | "to" | "interface"))
}
