//! Names for texts without a letter or a digit, such as `>`.
//!
//! **Invariant:** every character has a name, so that no text is left without one.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::Case;

/// A name for a text without a letter or a digit, such as `>`.
pub(super) fn name(wire: &str, kind: Case) -> String {
    let spelled: Vec<String> = wire.chars().map(symbol).collect();
    match kind {
        Case::Snake => spelled.join(" ").to_snake_case(),
        Case::Pascal => spelled.join(" ").to_upper_camel_case(),
    }
}

fn symbol(character: char) -> String {
    let name = match character {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        '_' => "underscore",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '?' => "question",
        ' ' => "space",
        other => return format!("u{:x}", u32::from(other)),
    };
    name.to_owned()
}
