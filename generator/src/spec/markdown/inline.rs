//! Removes inline markup from the text of a page.
//!
//! This module must never know where on a page its text stood.

/// The maximum length of a text, in bytes. Longer texts are neither names nor types nor headings.
const MAX_TEXT_LEN: usize = 16 << 10;

/// The maximum length of a link or tag, in bytes. Longer ones are text with brackets.
const MAX_LINK_LEN: usize = 2000;

/// Returns a name, type or heading without markup: escapes, emphasis, code marks and tags are removed, and a link is
/// replaced by its text.
pub(in crate::spec) fn plain_text(text: &str) -> String {
    let text = truncated(text.trim());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let consumed = match character {
            '\\' => unescape(rest, &mut out),
            '*' if rest.starts_with("**") => 2,
            '`' => 1,
            '[' => replace_link(rest, &mut out),
            '<' => remove_tag(rest, &mut out),
            '&' => decode_entity(rest, &mut out),
            '\u{a0}' | '\u{3000}' => {
                out.push(' ');
                character.len_utf8()
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[consumed..];
    }
    out.trim().to_owned()
}

/// Returns an example value as it is sent: Markdown escapes are removed, but escapes of the value itself, such as `\n`
/// and `\d`, stay.
pub(in crate::spec) fn example_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = truncated(text.trim());
    while let Some(character) = rest.chars().next() {
        let consumed = match character {
            '\\' => unescape(rest, &mut out),
            '<' => remove_tag(rest, &mut out),
            '&' => decode_entity(rest, &mut out),
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[consumed..];
    }
    without_surrounding_marks(out.trim()).to_owned()
}

fn truncated(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT_LEN);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Removes code or emphasis marks that surround the whole text.
fn without_surrounding_marks(text: &str) -> &str {
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

/// Appends the escaped character, or the backslash if it escapes none. Returns the number of bytes consumed.
fn unescape(rest: &str, out: &mut String) -> usize {
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

/// Appends the text of a link, or the bracket if there is no link. Returns the number of bytes consumed.
fn replace_link(rest: &str, out: &mut String) -> usize {
    let end = rest.len().min(MAX_LINK_LEN);
    let bytes = &rest.as_bytes()[..end];
    let text_end = bytes.windows(2).position(|pair| pair == b"](");
    let target_length =
        text_end.and_then(|text_end| bytes[text_end..].iter().position(|byte| *byte == b')'));
    match text_end.zip(target_length) {
        Some((text_end, target_length)) if !bytes[1..text_end].contains(&b'[') => {
            out.push_str(&plain_text(&rest[1..text_end]));
            text_end + target_length + 1
        }
        _ => {
            out.push('[');
            1
        }
    }
}

/// Skips a known tag, with a line break for `<br>`, or appends the `<`. Returns the number of bytes consumed.
fn remove_tag(rest: &str, out: &mut String) -> usize {
    const TAGS: [&str; 12] = [
        "br", "b", "i", "p", "ul", "li", "span", "div", "a", "strong", "code", "note",
    ];
    let inner = rest[1..].trim_start_matches('/');
    let name: String = inner
        .chars()
        .take(10)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if TAGS.contains(&name.to_ascii_lowercase().as_str())
        && let Some(end) = rest
            .bytes()
            .take(MAX_LINK_LEN)
            .position(|byte| byte == b'>')
    {
        if name.eq_ignore_ascii_case("br") {
            out.push('\n');
        }
        return end + 1;
    }
    out.push('<');
    1
}

/// Appends the character of a known entity, or the `&`. Returns the number of bytes consumed.
fn decode_entity(rest: &str, out: &mut String) -> usize {
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
