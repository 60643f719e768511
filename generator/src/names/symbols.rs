//! Words for texts without a letter or a digit, such as `>`.
//!
//! **Invariant:** every character has a word, so that every text has a name.

/// Returns the words of all characters of a text, separated by spaces.
pub(super) fn spell_out(wire: &str) -> String {
    let words: Vec<String> = wire.chars().map(word).collect();
    words.join(" ")
}

fn word(character: char) -> String {
    let word = match character {
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
    word.to_owned()
}
