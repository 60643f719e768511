//! The group of an operation, for its Cargo feature: the word after its verb, in the singular.

use super::case::convert;
use super::{Case, singular, words};

/// The maximum length of a word that is not changed to the singular: `ens` and `rts` are not plurals.
const MAX_SHORT_LEN: usize = 3;

/// Returns the group of an operation, in lower case.
///
/// ```
/// use acsgen::names::feature_group;
///
/// assert_eq!(feature_group("DescribeInstances"), "instance");
/// assert_eq!(feature_group("Login"), "login");
/// ```
#[must_use]
pub fn feature_group(wire: &str) -> String {
    let name = convert(wire, Case::Snake);
    let mut words = name.split('_');
    let verb = words.next().unwrap_or_default();
    to_singular(words.next().unwrap_or(verb))
}

/// Returns the singular of a word. The final `s` of an acronym, such as `dns`, is not a plural; that of `enis` is.
fn to_singular(word: &str) -> String {
    if words::is_whole(word) {
        return word.to_owned();
    }
    match word.strip_suffix('s') {
        Some(stem) if words::is_whole(stem) => stem.to_owned(),
        Some(_) if word.len() > MAX_SHORT_LEN => singular(word).to_lowercase(),
        _ => word.to_owned(),
    }
}
