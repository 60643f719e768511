//! Checks of names that a description contains.
//!
//! Knows which names Rust, file systems and services accept, not where a name appears.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::Location;

/// The maximum length of a name. The longest name of the official descriptions has 95 characters.
const MAX_NAME_LEN: usize = 200;

/// Checks a name that becomes a Rust item and a file: letters, digits and underscores.
pub(super) fn check_identifier(diagnostics: &mut Diagnostics, name: &str, location: &Location) {
    let is_valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.len() <= MAX_NAME_LEN;
    if !is_valid {
        diagnostics.error(
            DiagnosticCode::InvalidTypeName,
            location,
            format!("`{name}` cannot be the name of a type"),
            "use letters, digits and underscores, and start with a letter",
        );
    }
}

/// Checks a name that becomes part of a path: letters, digits, underscores, dots and hyphens. `kind` is what the name
/// belongs to, such as `product`.
pub(super) fn check_path_name(
    diagnostics: &mut Diagnostics,
    name: &str,
    kind: &str,
    location: &Location,
) {
    let is_valid = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !name.contains("..")
        && name.len() <= MAX_NAME_LEN;
    if !is_valid {
        diagnostics.error(
            DiagnosticCode::InvalidDirectoryName,
            location,
            format!("{kind} `{name}` cannot be the name of a directory"),
            "use letters, digits, `-`, `_` and single dots",
        );
    }
}

/// Checks a wire name: all characters that services use in names. `owner` is what has the name, such as
/// ``parameter `A` of `B` ``.
pub(super) fn check_name(
    diagnostics: &mut Diagnostics,
    name: &str,
    owner: &str,
    location: &Location,
) {
    let is_valid = !name.is_empty()
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, '_' | '-' | '.' | '*' | '$' | '@' | ':' | '[' | ']' | ' ')
        })
        && name.len() <= MAX_NAME_LEN;
    if !is_valid {
        diagnostics.error(
            DiagnosticCode::InvalidWireName,
            location,
            format!("`{name}` in {owner} is not a valid name"),
            "use letters, digits, spaces and `_-.*$@:[]`",
        );
    }
}

/// The names of a service that neither its description nor its path contains.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct MissingNames {
    /// Whether the name of the operation is missing.
    pub(super) operation: bool,
    /// Whether the product is missing.
    pub(super) product: bool,
    /// Whether the version is missing.
    pub(super) version: bool,
}

impl MissingNames {
    /// Adds one error for all missing names.
    pub(super) fn report(self, diagnostics: &mut Diagnostics, location: &Location) {
        let names = [
            (self.operation, "operation", "`--operation NAME`"),
            (self.product, "product", "`--product CODE`"),
            (self.version, "version", "`--product-version VERSION`"),
        ];
        let missing = || names.iter().filter(|(is_missing, ..)| *is_missing);
        let names: Vec<&str> = missing().map(|(_, name, _)| *name).collect();
        let options: Vec<&str> = missing().map(|(.., option)| *option).collect();
        if names.is_empty() {
            return;
        }
        diagnostics.error(
            DiagnosticCode::MissingMember,
            location,
            format!(
                "neither the description nor its path contains the {}",
                join(&names)
            ),
            format!(
                "pass {}; in a build script, call `Config::defaults`",
                join(&options)
            ),
        );
    }
}

/// Joins texts as in a sentence: `a, b and c`.
fn join(texts: &[&str]) -> String {
    match texts {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
