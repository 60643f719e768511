//! Names of parameters and fields as they are sent.
//!
//! This module must never know where a name stands on a page.

/// The maximum length of a name, in bytes.
const MAX_NAME_LEN: usize = 120;

/// Returns whether a text can name a parameter or field. Dots separate the names of a path such as `Tag.N.Key`.
pub(super) fn is_wire_name(text: &str) -> bool {
    text.len() <= MAX_NAME_LEN
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '@'))
}

/// Removes additions of the page from a name, such as a note in parentheses, spaces around dots, and brackets.
pub(super) fn without_additions(text: &str) -> String {
    let end = text
        .find(['(', '（', '\n', ',', '，', '*', ':'])
        .unwrap_or(text.len());
    let name = text[..end].trim().trim_end_matches('.');
    let name = name
        .replace(" .", ".")
        .replace(". ", ".")
        .replace(['[', ']'], "");
    if name.is_empty() {
        text.to_owned()
    } else {
        name
    }
}
