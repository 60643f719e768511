//! Text of an input for display on a terminal.
//!
//! **Invariant:** cleaned text has neither control characters nor characters that change the direction of text.

/// Returns text of an input for display: at most 400 characters, without control and direction characters.
pub(crate) fn clean(text: &str) -> String {
    const MAX_CHARS: usize = 400;
    let visible = |character| {
        if is_invisible(character) {
            '\u{fffd}'
        } else {
            character
        }
    };
    let mut cleaned: String = text.chars().take(MAX_CHARS).map(visible).collect();
    if text.chars().nth(MAX_CHARS).is_some() {
        cleaned.push('…');
    }
    cleaned
}

/// Returns whether a character changes how text is displayed without being visible itself.
pub(crate) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}
