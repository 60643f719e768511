//! Text of a page without its markup.

/// Names, types, examples: without escapes, emphasis, code marks and tags, links by their text.
pub(in crate::spec) fn plain(text: &str) -> String {
    let text = bounded(text.trim());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '\\' => escape(rest, &mut out),
            '*' if rest.starts_with("**") => 2,
            '`' => 1,
            '[' => link(rest, &mut out),
            '<' => tag(rest, &mut out),
            '&' => entity(rest, &mut out),
            '\u{a0}' | '\u{3000}' => {
                out.push(' ');
                character.len_utf8()
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    out.trim().to_owned()
}

/// More is no name, no type and no heading.
const LONGEST_TEXT: usize = 16 << 10;

fn bounded(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// An example as it goes over the wire: without the escapes of Markdown, with those of its own such as `\n` and `\d`.
pub(in crate::spec) fn example(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = bounded(text.trim());
    while let Some(character) = rest.chars().next() {
        let taken = match character {
            '\\' => escape(rest, &mut out),
            '<' => tag(rest, &mut out),
            '&' => entity(rest, &mut out),
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    unmarked(out.trim()).to_owned()
}

/// Without marks of code or emphasis around the whole.
fn unmarked(text: &str) -> &str {
    for mark in ["**", "`"] {
        let inner = text
            .strip_prefix(mark)
            .and_then(|text| text.strip_suffix(mark));
        if let Some(inner) = inner
            && !inner.is_empty()
            && !inner.contains(mark)
            && !inner.contains('*')
        {
            return inner.trim();
        }
    }
    text
}

fn escape(rest: &str, out: &mut String) -> usize {
    match rest[1..].chars().next() {
        Some(next) if next.is_ascii_punctuation() => {
            out.push(next);
            2
        }
        _ => {
            out.push('\\');
            1
        }
    }
}

/// Longest link of a page; more is text with brackets.
const LONGEST: usize = 2000;

fn link(rest: &str, out: &mut String) -> usize {
    let end = rest.len().min(LONGEST);
    let bytes = &rest.as_bytes()[..end];
    let close = bytes.windows(2).position(|pair| pair == b"](");
    let parts = close.and_then(|close| {
        let after = bytes[close..].iter().position(|byte| *byte == b')')?;
        Some((close, close + after))
    });
    match parts {
        Some((close, last)) if !bytes[1..close].contains(&b'[') => {
            out.push_str(&plain(&rest[1..close]));
            last + 1
        }
        _ => {
            out.push('[');
            1
        }
    }
}

fn tag(rest: &str, out: &mut String) -> usize {
    const MARKUP: [&str; 12] = [
        "br", "b", "i", "p", "ul", "li", "span", "div", "a", "strong", "code", "note",
    ];
    let inner = rest[1..].trim_start_matches('/');
    let name: String = inner
        .chars()
        .take(10)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if MARKUP.contains(&name.to_ascii_lowercase().as_str())
        && let Some(end) = rest.bytes().take(LONGEST).position(|byte| byte == b'>')
    {
        if name.eq_ignore_ascii_case("br") {
            out.push('\n');
        }
        return end + 1;
    }
    out.push('<');
    1
}

fn entity(rest: &str, out: &mut String) -> usize {
    const ENTITIES: [(&str, char); 7] = [
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
        ("&quot;", '"'),
        ("&nbsp;", ' '),
        ("&#124;", '|'),
        ("&#39;", '\''),
    ];
    for (name, character) in ENTITIES {
        if rest.starts_with(name) {
            out.push(character);
            return name.len();
        }
    }
    out.push('&');
    1
}
