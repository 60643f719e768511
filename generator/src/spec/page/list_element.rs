//! How tables describe lists and their elements.
//!
//! This module must never know samples.

use super::row::Row;
use super::type_text::TypeText;

/// Returns whether a row describes the elements of the list before it: `Array of X`, then `X` without a type.
pub(super) fn is_list_element(list: &Row<'_>, element: &Row<'_>) -> bool {
    let has_name = |name: &str| name.eq_ignore_ascii_case(&element.name);
    let is_named_after_list = match &list.type_text {
        TypeText::List(None) => has_name(&singular(&list.name)),
        TypeText::List(Some(_)) => list.type_text.type_name().is_some_and(has_name),
        _ => false,
    };
    is_named_after_list && element.type_text == TypeText::Blank
}

/// Returns whether later rows may describe members of this row. Scalars have none, nor do lists of scalars and lists
/// with a scalar example, unless a sample shows members (`sample_has_members`).
pub(super) fn may_have_members(row: &Row<'_>, sample_has_members: bool) -> bool {
    let has_scalar_example = row
        .example
        .as_deref()
        .is_some_and(|example| !example.starts_with(['[', '{']));
    match &row.type_text {
        TypeText::String | TypeText::Integer | TypeText::Number | TypeText::Boolean => false,
        TypeText::List(Some(inner)) if !inner.is_container() => sample_has_members,
        TypeText::List(None) if has_scalar_example => sample_has_members,
        _ => true,
    }
}

/// Returns the singular of a list's name, as services form it.
pub(super) fn singular(name: &str) -> String {
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}
