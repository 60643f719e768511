//! Lists and what they are lists of, as tables write them.

use super::entry::Entry;
use super::kind::Kind;

/// Whether a row stands for the elements of the list before it: `Array of X`, then `X` without a type.
pub(super) fn is_element(list: &Entry<'_>, element: &Entry<'_>) -> bool {
    let named = |name: &str| name.eq_ignore_ascii_case(&element.name);
    let one = match &list.kind {
        Kind::List(None) => named(&singular(&list.name)),
        Kind::List(Some(_)) => list.kind.name().is_some_and(named),
        _ => false,
    };
    one && element.kind == Kind::Blank
}

/// Whether other rows may be inside of one: it is no plain value, nor a list that has an example of its own.
pub(super) fn opens(entry: &Entry<'_>, inside: bool) -> bool {
    let plain = entry
        .example
        .as_deref()
        .is_some_and(|example| !example.starts_with(['[', '{']));
    match &entry.kind {
        Kind::String | Kind::Integer | Kind::Number | Kind::Boolean => false,
        Kind::List(Some(inner)) if !inner.is_container() => inside,
        Kind::List(None) if plain => inside,
        _ => true,
    }
}

/// The name of one of several, as services form it.
pub(super) fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}
