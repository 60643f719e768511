//! Unique names for everything in one scope.
//!
//! **Invariant:** the names depend on the spellings alone, not on their order.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::case::convert;
use super::{Case, concat, escape};

/// Two wire names that give the same Rust name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The wire name that keeps the Rust name.
    pub winner: String,
    /// The wire name that gets another Rust name.
    pub renamed: String,
    /// The other Rust name.
    pub name: String,
}

/// Returns unique names for the wire names of one scope, and the clashes that were resolved.
///
/// A `reserved` name is never used.
///
/// ```
/// use acsgen::names::{Case, assign};
///
/// let (names, clashes) = assign(["Key", "key"], Case::Snake, &[]);
/// assert_eq!(names["Key"], "key");
/// assert_eq!(names["key"], "key_lower");
/// assert_eq!(clashes[0].renamed, "key");
/// ```
#[must_use]
pub fn assign<'w>(
    wires: impl IntoIterator<Item = &'w str>,
    case: Case,
    reserved: &[&str],
) -> (BTreeMap<String, Ident>, Vec<Clash>) {
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for wire in wires {
        groups.entry(convert(wire, case)).or_default().insert(wire);
    }
    let converted: BTreeSet<String> = groups.keys().cloned().collect();
    let mut names = BTreeMap::new();
    let mut clashes = Vec::new();
    for (name, group) in groups {
        let mut group: Vec<&str> = group.into_iter().collect();
        group.sort_by_key(|wire| (spelling_rank(wire), *wire));
        let winner = group[0].to_owned();
        let winner_name = if reserved.contains(&name.as_str()) {
            format!("{name}_")
        } else {
            name.clone()
        };
        names.insert(winner.clone(), escape(&winner_name));
        for renamed in &group[1..] {
            let by_spelling = append_word(&name, spelling(renamed), case);
            let is_taken = names
                .values()
                .any(|taken: &Ident| *taken == by_spelling.as_str())
                || converted.contains(&by_spelling);
            let new_name = if is_taken {
                append_word(&name, &format!("x{:08x}", fingerprint(renamed)), case)
            } else {
                by_spelling
            };
            clashes.push(Clash {
                winner: winner.clone(),
                renamed: (*renamed).to_owned(),
                name: new_name.clone(),
            });
            names.insert((*renamed).to_owned(), escape(&new_name));
        }
    }
    (names, clashes)
}

/// Appends a word to a name. The name is converted already, so its words are not split again.
fn append_word(name: &str, word: &str, case: Case) -> String {
    match case {
        Case::Snake => format!("{name}_{word}"),
        Case::Pascal => concat(name, &convert(word, case)),
    }
}

/// Returns 0 for the usual spelling `LikeThis` and 1 for any other. The lowest rank keeps its name in a clash.
fn spelling_rank(wire: &str) -> usize {
    usize::from(convert(wire, Case::Pascal) != wire)
}

/// Returns a word for the spelling of a wire name.
fn spelling(wire: &str) -> &'static str {
    let has = |test: fn(char) -> bool| wire.chars().any(test);
    if wire.contains('-') {
        "hyphen"
    } else if wire.contains('.') {
        "dotted"
    } else if wire.contains('_') {
        "snake"
    } else if !has(char::is_uppercase) {
        "lower"
    } else if !has(char::is_lowercase) {
        "upper"
    } else if wire.starts_with(char::is_lowercase) {
        "camel"
    } else {
        "mixed"
    }
}

/// Returns the FNV-1a hash of a text, which is short and the same on every machine.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
