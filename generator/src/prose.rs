//! Prose of a description as lines of documentation that rustdoc renders as intended.
//!
//! Knows Markdown, not which text it is given.
//!
//! **Invariant:** text of a description never becomes a doctest, HTML, a broken link or a control character.

use crate::diagnostic::is_invisible;

/// Returns the Rust path of another operation, or `None` if it is not generated.
pub(crate) type LinkResolver<'l> = &'l dyn Fn(&str) -> Option<String>;

/// Returns Markdown lines for rustdoc.
pub(crate) fn lines(text: &str, links: LinkResolver<'_>) -> Vec<String> {
    let mut writer = MarkdownWriter::default();
    for raw in text.lines() {
        writer.line(raw, links);
    }
    writer.finish()
}

/// Returns the first sentence of a text, on one line and with a full stop.
pub(crate) fn sentence(text: &str, links: LinkResolver<'_>) -> String {
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

/// Returns a text as inline code.
pub(crate) fn code(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if is_invisible(c) || c == '`' { ' ' } else { c })
        .collect();
    format!("`{}`", clean.trim())
}

/// The kind of the block that the current line belongs to.
#[derive(Clone, Copy, Default, PartialEq)]
enum BlockKind {
    #[default]
    None,
    Paragraph,
    List,
    Quote,
    Code,
}

#[derive(Default)]
struct MarkdownWriter {
    lines: Vec<String>,
    block: BlockKind,
}

impl MarkdownWriter {
    fn line(&mut self, raw: &str, links: LinkResolver<'_>) {
        let text = raw.trim();
        if text.starts_with("```") {
            let open = self.block != BlockKind::Code;
            self.start(if open {
                BlockKind::Code
            } else {
                BlockKind::None
            });
            self.lines
                .push(if open { "```text" } else { "```" }.to_owned());
        } else if self.block == BlockKind::Code {
            self.lines.push(visible(raw.trim_end()));
        } else if text.is_empty() {
            self.start(BlockKind::None);
        } else if let Some((marker, rest)) = list_item(text) {
            self.start(BlockKind::List);
            self.lines.push(format!("{marker} {}", inline(rest, links)));
        } else if let Some(rest) = text.strip_prefix('>') {
            self.start(BlockKind::Quote);
            self.lines
                .push(format!("> {}", inline(rest.trim_start(), links)));
        } else {
            self.start(BlockKind::Paragraph);
            self.lines.push(inline(
                text.trim_start_matches(['=', '#']).trim_start(),
                links,
            ));
        }
    }

    /// Starts a block. An empty line separates it from the last one, or a paragraph would continue a list.
    fn start(&mut self, block: BlockKind) {
        let is_separated = self.lines.last().is_none_or(String::is_empty);
        if block != self.block && !is_separated && self.block != BlockKind::Code {
            self.lines.push(String::new());
        }
        self.block = block;
    }

    fn finish(mut self) -> Vec<String> {
        if self.block == BlockKind::Code {
            self.lines.push("```".to_owned());
        }
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

/// Returns the marker and the text of a list item.
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

/// Removes control characters, and replaces tabs by spaces.
fn visible(text: &str) -> String {
    text.replace('\t', "    ")
        .chars()
        .filter(|c| !is_invisible(*c))
        .collect()
}

/// Returns one line with its links resolved, and with markup escaped that rustdoc would misread.
fn inline(text: &str, links: LinkResolver<'_>) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(character) = rest.chars().next() {
        let consumed = match character {
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
        rest = &rest[consumed..];
    }
    out
}

/// Writes `text`, and returns the number of bytes that were consumed for it.
fn push(out: &mut String, text: &str, consumed: usize) -> usize {
    out.push_str(text);
    consumed
}

/// Writes inline code; backticks without a closing counterpart are escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
    match rest[ticks..].find(&rest[..ticks]) {
        // Three backticks would start a code block.
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

/// Keeps a backslash before punctuation, which is an escape, and doubles any other.
fn escape(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => push(out, &rest[..2], 2),
        _ => push(out, "\\\\", 1),
    }
}

/// Writes a link `[text](target)`: to another operation, to the web, or as its text only.
fn link(rest: &str, out: &mut String, links: LinkResolver<'_>) -> usize {
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

/// Returns the label and the target of a link, and its length.
fn link_parts(rest: &str) -> Option<(&str, &str, usize)> {
    let middle = rest.find("](")?;
    let label = &rest[1..middle];
    let end = rest[middle..].find(')')? + middle;
    let target = &rest[middle + 2..end];
    let is_simple = !label.contains(['[', ']'])
        && !target.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '('));
    is_simple.then_some((label, target, end + 1))
}

/// Drops a tag of the publisher's editor; any other `<` is escaped.
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

/// Writes a URL as an autolink, without the punctuation after it.
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
