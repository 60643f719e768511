//! Names for everything in one scope, so that no two are the same.
//!
//! **Invariant:** the outcome depends on the spellings alone, not on their order.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::{Case, base, concat, escape};

/// Two wire names that give one Rust name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The wire name that keeps the Rust name.
    pub winner: String,
    /// The wire name that had to give way.
    pub renamed: String,
    /// The Rust name it has now.
    pub name: String,
}

/// Names for everything in one scope, clashes settled. `reserved` names are never given out.
#[must_use]
pub fn assign<'w>(
    wires: impl IntoIterator<Item = &'w str>,
    kind: Case,
    reserved: &[&str],
) -> (BTreeMap<String, Ident>, Vec<Clash>) {
    let mut groups: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for wire in wires {
        groups.entry(base(wire, kind)).or_default().insert(wire);
    }
    let bases: BTreeSet<String> = groups.keys().cloned().collect();
    let mut names = BTreeMap::new();
    let mut clashes = Vec::new();
    for (plain, group) in groups {
        let mut group: Vec<&str> = group.into_iter().collect();
        group.sort_by_key(|wire| (house_rank(wire), *wire));
        let kept = group[0].to_owned();
        let first = if reserved.contains(&plain.as_str()) {
            format!("{plain}_")
        } else {
            plain.clone()
        };
        names.insert(kept.clone(), escape(&first));
        for moved in &group[1..] {
            let spelled = with(&plain, spelling(moved), kind);
            let settled = names
                .values()
                .any(|known: &Ident| *known == spelled.as_str())
                || bases.contains(&spelled);
            let name = if settled {
                with(&plain, &format!("x{:08x}", fingerprint(moved)), kind)
            } else {
                spelled
            };
            clashes.push(Clash {
                winner: kept.clone(),
                renamed: (*moved).to_owned(),
                name: name.clone(),
            });
            names.insert((*moved).to_owned(), escape(&name));
        }
    }
    (names, clashes)
}

/// A name with a word behind it. The name is made already and is not parted anew.
fn with(name: &str, word: &str, kind: Case) -> String {
    match kind {
        Case::Snake => format!("{name}_{word}"),
        Case::Pascal => concat(name, &base(word, kind)),
    }
}

/// The house spells `LikeThis`; whoever spells otherwise gives way.
fn house_rank(wire: &str) -> usize {
    usize::from(base(wire, Case::Pascal) != wire)
}

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

/// FNV-1a: short, and the same on every machine.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
