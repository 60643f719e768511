//! Prose of a description into lines that rustdoc shows as they were meant.
//!
//! **Invariant:** foreign text never becomes a doctest, HTML, a broken link or a control character.

use crate::diagnostic::is_invisible;

/// Decides what a link to another operation becomes: its path where we generate it.
pub(crate) type Links<'l> = &'l dyn Fn(&str) -> Option<String>;

/// Markdown lines for rustdoc.
pub(crate) fn lines(text: &str, links: Links<'_>) -> Vec<String> {
    let mut writer = Writer::default();
    for raw in text.lines() {
        writer.line(raw, links);
    }
    writer.finish()
}

/// The first sentence, on one line.
pub(crate) fn sentence(text: &str, links: Links<'_>) -> String {
    let flat: Vec<&str> = text.split_whitespace().collect();
    let flat = flat.join(" ");
    let end = flat.find(['。', '！']).map(|at| at + '。'.len_utf8());
    let end = end
        .into_iter()
        .chain(flat.find(". ").map(|at| at + 1))
        .min()
        .unwrap_or(flat.len());
    let sentence = inline(flat[..end].trim(), links);
    match sentence.chars().last() {
        None | Some('.' | '。' | '!' | '?' | ':' | '：' | '；' | '！') => sentence,
        Some(_) => sentence + ".",
    }
}

/// A text as code in a line of prose.
pub(crate) fn code(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if is_invisible(c) || c == '`' { ' ' } else { c })
        .collect();
    format!("`{}`", clean.trim())
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Block {
    #[default]
    None,
    Paragraph,
    List,
    Quote,
    DiagnosticCode,
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    block: Block,
}

impl Writer {
    fn line(&mut self, raw: &str, links: Links<'_>) {
        let text = raw.trim();
        if text.starts_with("```") {
            let open = self.block != Block::DiagnosticCode;
            self.start(if open {
                Block::DiagnosticCode
            } else {
                Block::None
            });
            self.lines
                .push(if open { "```text" } else { "```" }.to_owned());
        } else if self.block == Block::DiagnosticCode {
            self.lines.push(visible(raw.trim_end()));
        } else if text.is_empty() {
            self.start(Block::None);
        } else if let Some((marker, rest)) = list_item(text) {
            self.start(Block::List);
            self.lines.push(format!("{marker} {}", inline(rest, links)));
        } else if let Some(rest) = text.strip_prefix('>') {
            self.start(Block::Quote);
            self.lines
                .push(format!("> {}", inline(rest.trim_start(), links)));
        } else {
            self.start(Block::Paragraph);
            self.lines.push(inline(
                text.trim_start_matches(['=', '#']).trim_start(),
                links,
            ));
        }
    }

    /// Blocks are kept apart, or a paragraph would go on inside a list.
    fn start(&mut self, block: Block) {
        let fresh = self.lines.last().is_none_or(String::is_empty);
        if block != self.block && !fresh && self.block != Block::DiagnosticCode {
            self.lines.push(String::new());
        }
        self.block = block;
    }

    fn finish(mut self) -> Vec<String> {
        if self.block == Block::DiagnosticCode {
            self.lines.push("```".to_owned());
        }
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

fn list_item(text: &str) -> Option<(String, &str)> {
    for bullet in ["- ", "* ", "+ "] {
        if let Some(rest) = text.strip_prefix(bullet) {
            return Some(("-".to_owned(), rest.trim_start()));
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text[digits..].strip_prefix(". ")?;
    (1..=2)
        .contains(&digits)
        .then(|| (format!("{}.", &text[..digits]), rest.trim_start()))
}

fn visible(text: &str) -> String {
    text.replace('\t', "    ")
        .chars()
        .filter(|c| !is_invisible(*c))
        .collect()
}

/// One line: links resolved, markup that rustdoc would misread escaped.
fn inline(text: &str, links: Links<'_>) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '`' => code_span(rest, &mut out),
            '[' => link(rest, &mut out, links),
            '<' => tag(rest, &mut out),
            'h' => url(rest, &mut out),
            ']' => push(&mut out, "\\]", 1),
            '\\' => escape(rest, &mut out),
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out
}

fn push(out: &mut String, text: &str, taken: usize) -> usize {
    out.push_str(text);
    taken
}

fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
    match rest[ticks..].find(&rest[..ticks]) {
        // Three could be taken for a fence.
        Some(length) if length > 0 && ticks > 2 => {
            let span = code(&rest[ticks..ticks + length]);
            push(out, &span, ticks + length + ticks)
        }
        Some(length) if length > 0 => {
            push(out, &rest[..ticks + length + ticks], ticks + length + ticks)
        }
        _ => push(out, &"\\`".repeat(ticks), ticks),
    }
}

/// A backslash before punctuation is an escape and stays; any other is doubled.
fn escape(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => push(out, &rest[..2], 2),
        _ => push(out, "\\\\", 1),
    }
}

/// `[text](target)`: another operation, the web, or only its text.
fn link(rest: &str, out: &mut String, links: Links<'_>) -> usize {
    let Some((label, target, length)) = link_parts(rest) else {
        return push(out, "\\[", 1);
    };
    let name = label.trim_matches(|c| c == '`' || c == '*');
    if let Some(path) = links(name) {
        out.push_str(&format!("[`{name}`]({path})"));
    } else if target.starts_with("https://") || target.starts_with("http://") {
        out.push_str(&format!("[{}]({target})", inline(label, &|_| None)));
    } else if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) {
        out.push_str(&format!("`{name}`"));
    } else {
        out.push_str(&inline(label, &|_| None));
    }
    length
}

fn link_parts(rest: &str) -> Option<(&str, &str, usize)> {
    let middle = rest.find("](")?;
    let label = &rest[1..middle];
    let end = rest[middle..].find(')')? + middle;
    let target = &rest[middle + 2..end];
    let plain = !label.contains(['[', ']'])
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '('));
    plain.then_some((label, target, end + 1))
}

/// Markup of the publisher's editor is dropped; any other `<` is text.
fn tag(rest: &str, out: &mut String) -> usize {
    const MARKUP: [&str; 20] = [
        "props", "br", "b", "i", "p", "ul", "ol", "li", "note", "span", "div", "a", "strong",
        "code", "em", "term", "ph", "details", "summary", "notice",
    ];
    let inner = rest[1..].trim_start_matches('/');
    let name: String = inner
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    match rest.find('>') {
        Some(end) if MARKUP.contains(&name.to_ascii_lowercase().as_str()) => end + 1,
        _ => push(out, "\\<", 1),
    }
}

fn url(rest: &str, out: &mut String) -> usize {
    if !rest.starts_with("http://") && !rest.starts_with("https://") {
        return push(out, "h", 1);
    }
    let stop = |c: char| {
        c.is_whitespace()
            || !c.is_ascii()
            || matches!(
                c,
                '<' | '>' | '"' | '\'' | '`' | ')' | ']' | '[' | '(' | '*' | '{' | '}' | '|' | '\\'
            )
    };
    let length = rest.find(stop).unwrap_or(rest.len());
    let address = rest[..length].trim_end_matches(['.', ',', ';', ':']);
    out.push_str(&format!("<{address}>"));
    address.len()
}
