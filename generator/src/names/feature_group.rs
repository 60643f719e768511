//! The group of an operation: the word behind its verb, of which one is meant.

use super::{Case, base, singular, words};

/// Longer words may have their plural taken off; `ens`, `rts` and their like are whole.
const SHORT: usize = 3;

/// The group of an operation, in lower case: `instance` of `DescribeInstances`, `login` of `Login`.
#[must_use]
pub fn feature_group(wire: &str) -> String {
    let name = base(wire, Case::Snake);
    let mut words = name.split('_');
    let verb = words.next().unwrap_or_default();
    one(words.next().unwrap_or(verb))
}

/// Acronyms end with an `s` of their own, unless an acronym stands before it: `dns`, but `enis`.
fn one(word: &str) -> String {
    if words::is_known(word) {
        return word.to_owned();
    }
    match word.strip_suffix('s') {
        Some(stem) if words::is_known(stem) => stem.to_owned(),
        Some(_) if word.len() > SHORT => singular(word).to_lowercase(),
        _ => word.to_owned(),
    }
}
