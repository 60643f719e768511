//! Conversion of a wire name into the case of a Rust name, without escaping.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{symbols, words};

/// The case of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// The case of fields, setters and modules: `instance_id`.
    Snake,
    /// The case of types and variants: `InstanceId`.
    Pascal,
}

impl Case {
    /// Converts words that are separated by spaces or by their capitals.
    pub(super) fn apply(self, words: &str) -> String {
        match self {
            Self::Snake => words.to_snake_case(),
            Self::Pascal => words.to_upper_camel_case(),
        }
    }
}

/// Converts a wire name. The result starts with a letter, but may be a keyword.
pub(super) fn convert(wire: &str, case: Case) -> String {
    let mut text = case.apply(&words::split(wire));
    if text.is_empty() {
        text = case.apply(&symbols::spell_out(wire));
    }
    match (text.starts_with(|c: char| c.is_ascii_digit()), case) {
        (true, Case::Snake) => format!("n{text}"),
        (true, Case::Pascal) => format!("N{text}"),
        (false, _) => text,
    }
}
