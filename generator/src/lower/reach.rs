//! What shared types lead to.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use crate::plan::{Gated, Item, Type};

/// Names of the shared types that `names` lead to, with these themselves.
pub(super) fn reached<'p>(
    types: &'p [Gated<Item>],
    names: impl IntoIterator<Item = &'p Ident>,
) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = names.into_iter().map(ToString::to_string).collect();
    while let Some(name) = open.pop() {
        if let Ok(at) = types.binary_search_by_key(&name, |shared| shared.item.name().to_string())
            && reached.insert(name)
        {
            open.extend(inner(&types[at].item).map(ToString::to_string));
        }
    }
    reached
}

/// Types that a type's fields name.
fn inner(item: &Item) -> impl Iterator<Item = &Ident> {
    let fields = match item {
        Item::Input(structure) | Item::Output(structure) => structure.fields.as_slice(),
        Item::Receipt { .. } | Item::Enumeration(_) => &[],
    };
    fields.iter().filter_map(|field| {
        let mut ty = &field.ty;
        while let Type::List(inner) | Type::Map(inner) = ty {
            ty = inner;
        }
        match ty {
            Type::Enumeration(name)
            | Type::Structure(name)
            | Type::Boxed(name)
            | Type::Wrapper(name) => Some(name),
            _ => None,
        }
    })
}
