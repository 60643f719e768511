//! Prose of a page: what its operation does, and which others it names.

use super::super::markdown::Block;
use super::identity::is_operation;
use super::section::{Layout, Part, Topic};

/// The prose about an operation.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// Its first paragraph.
    pub(super) summary: String,
    /// Everything after it, as Markdown.
    pub(super) description: String,
    /// Operations that the page sends its reader to.
    pub(super) companions: Vec<String>,
}

/// Reads the prose before the parameters.
pub(super) fn read(layout: &Layout<'_>, source: &str) -> Text {
    let prose: Vec<String> = layout
        .of(Topic::Prose)
        .filter_map(|part| slice(part, source))
        .map(dedented)
        .collect();
    let whole = prose.join("\n\n");
    let (summary, description) = whole.split_once("\n\n").unwrap_or((&whole, ""));
    let is_list = summary
        .trim_start()
        .starts_with(['-', '*', '>', '#', '|', '`'])
        && !summary.starts_with("**");
    let (summary, description) = if is_list {
        ("", whole.as_str())
    } else {
        (summary, description)
    };
    let summary: Vec<&str> = summary.split_whitespace().collect();
    Text {
        summary: summary.join(" "),
        description: description.trim().to_owned(),
        companions: companions(source, layout),
    }
}

/// The text of a part up to its first table.
fn slice<'t>(part: &Part<'_>, source: &'t str) -> Option<&'t str> {
    let cells: Vec<_> = part
        .blocks
        .iter()
        .map_while(|block| match block {
            Block::Line(cell) => Some(*cell),
            Block::DiagnosticCode(cell) if !cell.text.is_empty() => Some(*cell),
            _ => None,
        })
        .collect();
    let (first, last) = (cells.first()?, cells.last()?);
    let slice = source.get(first.at..last.at + last.text.len())?;
    // An open fence would take the rest of the documentation in.
    let fences = slice
        .lines()
        .filter(|line| line.trim_start().starts_with("```"))
        .count();
    let slice = if fences % 2 == 0 {
        slice
    } else {
        slice.split("```").next()?
    };
    Some(slice.trim())
}

/// Cells that are nested in lists are indented as a whole.
pub(super) fn dedented(text: &str) -> String {
    let lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let common = lines
        .iter()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(indent)
        .min()
        .unwrap_or(0);
    let mut out: Vec<&str> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let line = if index == 0 {
            line
        } else {
            line.get(common..).unwrap_or("")
        };
        let blank = line.is_empty() && out.last().is_some_and(|last| last.is_empty());
        if !blank {
            out.push(line);
        }
    }
    out.join("\n")
}

/// How much of a page is looked through for other operations.
const SEARCHED: usize = 1 << 20;

/// `[QueryTaskDetailList](~~67710~~)`, and `call the QueryDomainList operation`.
fn companions(source: &str, layout: &Layout<'_>) -> Vec<String> {
    let own = layout.title.map_or("", |title| title.text);
    let mut end = source.len().min(SEARCHED);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    let words: Vec<&str> = source[..end]
        .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '[' | ']' | '(' | '~' | '_')))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let linked = word.contains("](~~") || word.contains("](");
        let name = word.trim_start_matches(['[', '(']);
        let name = name.split(']').next().unwrap_or(name);
        let before = index.checked_sub(1).map(|index| words[index]);
        let called = matches!(before, Some("call" | "calling" | "the"))
            && words
                .get(index + 1)
                .is_some_and(|next| matches!(*next, "operation" | "API" | "to" | "interface"));
        let new =
            is_operation(name) && !own.contains(name) && !found.iter().any(|known| known == name);
        if new && (called || (linked && word.contains('~'))) && found.len() < MOST {
            found.push(name.to_owned());
        }
    }
    found
}

/// A page that names more is no page of one operation.
const MOST: usize = 50;
