//! Wire names into Rust names. The only place that changes case, escapes or makes an identifier.
//!
//! **Invariant:** a name comes out of its wire name alone; a clash is settled by the spelling of the
//! names that clash, never by their order.

mod acronyms;
mod feature_group;
mod scope;
mod symbols;
mod words;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

pub use feature_group::feature_group;
pub use scope::{Clash, assign};

/// What a name is for; it decides the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// A field, a setter or a module: `instance_id`.
    Snake,
    /// A type or a variant: `InstanceId`.
    Pascal,
}

/// Words of the language, and names every module has in scope.
const RESERVED: [&str; 85] = [
    "as",
    "async",
    "await",
    "break",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "return",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "abstract",
    "become",
    "box",
    "do",
    "final",
    "gen",
    "macro",
    "override",
    "priv",
    "try",
    "typeof",
    "unsized",
    "virtual",
    "yield",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Send",
    "Sync",
    "Sized",
    "Copy",
    "Clone",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Into",
    "From",
    "TryFrom",
    "TryInto",
    "Default",
    "Iterator",
    "IntoIterator",
    "Extend",
    "ToOwned",
    "ToString",
    "Eq",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "AsRef",
];

/// The Rust name of a wire name.
#[must_use]
pub fn name(wire: &str, kind: Case) -> Ident {
    escape(&base(wire, kind))
}

/// The name a person would give to one element of a list: `Instances` and `InstanceList` hold an `Instance`.
#[must_use]
pub fn singular(wire: &str) -> String {
    let name = base(wire, Case::Pascal);
    let stem = |suffix: &str| {
        name.strip_suffix(suffix)
            .filter(|stem| stem.len() > 1)
            .map(str::to_owned)
    };
    if let Some(stem) = stem("List") {
        return stem;
    }
    if let [.., b'A'..=b'Z', b's'] = wire.as_bytes() {
        return stem("s").unwrap_or(name);
    }
    if let Some(stem) = stem("ies") {
        return stem + "y";
    }
    if ["sses", "xes", "ches", "shes"]
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        return name[..name.len() - 2].to_owned();
    }
    let keeps = ["ss", "us", "is", "ws", "as", "os"]
        .iter()
        .any(|ending| name.ends_with(ending));
    stem("s").filter(|_| !keeps).unwrap_or(name)
}

/// The name of a type, before it is settled whose it is.
#[must_use]
pub fn type_name(wire: &str) -> String {
    base(wire, Case::Pascal)
}

/// One type name made of two, such as a parent's in front of a child's. Both were made here: nothing is parted anew.
#[must_use]
pub fn concat(first: &str, second: &str) -> String {
    format!("{first}{second}")
}

/// A name that was made here before, or written by a person as it should be.
///
/// # Panics
///
/// Where `text` cannot be an identifier; readers refuse such names.
#[must_use]
pub fn escape(text: &str) -> Ident {
    if RESERVED.contains(&text) {
        Ident::new(&format!("{text}_"), Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// The name of a generated package, of its folder, and of its library.
#[must_use]
pub fn package(product: &str, version: &str) -> (String, String, String) {
    let product = product.to_lowercase();
    let digits: String = version
        .chars()
        .filter(|c| *c != '-')
        .map(|c| if c == '.' { '_' } else { c })
        .collect();
    let package = format!(
        "acs-{}-{}",
        product.replace(['.', '_'], "-"),
        digits.to_lowercase()
    );
    let library = package.replace(['-', '.'], "_");
    (package, format!("{product}-{version}"), library)
}

fn base(wire: &str, kind: Case) -> String {
    let words = words::words(wire);
    let text = match kind {
        Case::Snake => words.to_snake_case(),
        Case::Pascal => words.to_upper_camel_case(),
    };
    let text = if text.is_empty() {
        symbols::name(wire, kind)
    } else {
        text
    };
    match (text.starts_with(|c: char| c.is_ascii_digit()), kind) {
        (true, Case::Snake) => format!("n{text}"),
        (true, Case::Pascal) => format!("N{text}"),
        (false, _) => text,
    }
}

/// The type of an operation: spelled as its publisher spells it, so that a search finds it.
#[must_use]
pub fn operation(wire: &str) -> Ident {
    let plain = wire.starts_with(|c: char| c.is_ascii_uppercase())
        && wire.chars().all(|c| c.is_ascii_alphanumeric());
    if plain {
        escape(wire)
    } else {
        name(wire, Case::Pascal)
    }
}
