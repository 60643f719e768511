//! The shared types that other types lead to.
//!
//! **Invariant:** reads the plan alone, so that it works on any selection of it.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use crate::plan::{Gated, Item};

/// Returns the names of the shared types that `names` lead to, including these themselves.
///
/// `types` must be sorted by name.
pub(super) fn reachable<'p>(
    types: &'p [Gated<Item>],
    names: impl IntoIterator<Item = &'p Ident>,
) -> BTreeSet<String> {
    let mut reachable = BTreeSet::new();
    let mut open: Vec<String> = names.into_iter().map(ToString::to_string).collect();
    while let Some(name) = open.pop() {
        if let Ok(at) = types.binary_search_by_key(&name, |shared| shared.item.name().to_string())
            && reachable.insert(name)
        {
            open.extend(field_types(&types[at].item).map(ToString::to_string));
        }
    }
    reachable
}

/// Returns the types that a type's fields name.
fn field_types(item: &Item) -> impl Iterator<Item = &Ident> {
    let fields = match item {
        Item::RequestObject(structure) | Item::ResponseObject(structure) => {
            structure.fields.as_slice()
        }
        Item::EmptyResponse { .. } | Item::Enumeration(_) => &[],
    };
    fields.iter().filter_map(|field| field.ty.named())
}
