//! Rust names for wire names. This module alone changes case, escapes names and creates identifiers.
//!
//! Knows spellings only, not what a name stands for in a description.
//!
//! **Invariant:** a name depends on its wire name alone, and a clash is resolved by the spellings of the names that clash,
//! never by their order.

mod acronyms;
mod assign;
mod case;
mod feature_group;
mod symbols;
mod words;

use proc_macro2::{Ident, Span};

pub use assign::{Clash, assign};
pub use case::Case;
use case::convert;
pub use feature_group::feature_group;

/// Keywords, and names of the prelude that every module has in scope.
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

/// Returns the Rust name of a wire name.
///
/// ```
/// use acsgen::names::{Case, name};
///
/// assert_eq!(name("DBInstanceId", Case::Snake), "db_instance_id");
/// assert_eq!(name("WAITING_EXECUTE", Case::Pascal), "WaitingExecute");
/// ```
#[must_use]
pub fn name(wire: &str, case: Case) -> Ident {
    escape(&convert(wire, case))
}

/// Returns a type name for one element of a list.
///
/// ```
/// use acsgen::names::singular;
///
/// assert_eq!(singular("Policies"), "Policy");
/// assert_eq!(singular("DnsHostList"), "DnsHost");
/// ```
#[must_use]
pub fn singular(wire: &str) -> String {
    let name = convert(wire, Case::Pascal);
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
    let is_singular = ["ss", "us", "is", "ws", "as", "os"]
        .iter()
        .any(|ending| name.ends_with(ending));
    stem("s").filter(|_| !is_singular).unwrap_or(name)
}

/// Returns a type name as text, for a caller that resolves clashes between types.
///
/// ```
/// assert_eq!(acsgen::names::type_name("task_detail"), "TaskDetail");
/// ```
#[must_use]
pub fn type_name(wire: &str) -> String {
    convert(wire, Case::Pascal)
}

/// Joins two type names, such as those of a parent and its child. Both are converted already, so their words are not
/// split again.
///
/// ```
/// assert_eq!(acsgen::names::concat("Instance", "Tag"), "InstanceTag");
/// ```
#[must_use]
pub fn concat(first: &str, second: &str) -> String {
    format!("{first}{second}")
}

/// Returns an identifier for a name that is already in its final case. A reserved name gets an underscore.
///
/// ```
/// assert_eq!(acsgen::names::escape("type"), "type_");
/// ```
///
/// # Panics
///
/// Panics if `text` is not a valid identifier; readers reject such names.
#[must_use]
pub fn escape(text: &str) -> Ident {
    if RESERVED.contains(&text) {
        Ident::new(&format!("{text}_"), Span::call_site())
    } else {
        Ident::new(text, Span::call_site())
    }
}

/// Returns the names of a generated package, of its directory and of its library.
///
/// ```
/// let (package, folder, library) = acsgen::names::package("Domain", "2018-01-29");
/// assert_eq!(package, "acs-domain-20180129");
/// assert_eq!(folder, "domain-2018-01-29");
/// assert_eq!(library, "acs_domain_20180129");
/// ```
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

/// Returns the type name of an operation. It keeps the publisher's spelling if possible, so that a search finds it.
///
/// ```
/// assert_eq!(acsgen::names::operation("DescribeDBInstances"), "DescribeDBInstances");
/// assert_eq!(acsgen::names::operation("list_user_groups"), "ListUserGroups");
/// ```
#[must_use]
pub fn operation(wire: &str) -> Ident {
    let is_pascal = wire.starts_with(|c: char| c.is_ascii_uppercase())
        && wire.chars().all(|c| c.is_ascii_alphanumeric());
    if is_pascal {
        escape(wire)
    } else {
        name(wire, Case::Pascal)
    }
}
