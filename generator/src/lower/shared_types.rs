//! Types in `types.rs`: components, and types that several operations declare alike.
//!
//! A type moves there only if all operations that declare its name agree on it. The operations re-export it, so its path
//! in their modules stays.
//!
//! **Invariant:** a response's own type is never shared, because it has the name of its operation.

use std::collections::{BTreeMap, BTreeSet};

use super::docs::DocContext;
use super::draft::{LoweringContext, OperationContext};
use super::items::{self, ItemContext};
use super::resolver::Resolver;
use super::types::{TypeDraft, Types, wrapped_field};
use crate::diagnostic::Diagnostics;
use crate::model::SchemaKind;
use crate::plan::{FeatureGate, Gated, Item};

/// A type of one operation, and the types of the same module that its fields name.
struct Candidate<'c, 's> {
    draft: &'c TypeDraft<'s>,
    field_types: BTreeSet<String>,
}

/// Returns the names of the types that more than one operation declares, all alike.
pub(super) fn names(lowering: &LoweringContext<'_>) -> BTreeSet<String> {
    let mut candidates: BTreeMap<String, Vec<Candidate<'_, '_>>> = BTreeMap::new();
    for ctx in lowering.operations() {
        let resolver = ctx.resolver();
        for (draft, name) in ctx.draft.types.distinct() {
            if !draft.is_response() {
                let candidate = Candidate {
                    draft,
                    field_types: field_types(draft, &resolver),
                };
                candidates
                    .entry(name.to_string())
                    .or_default()
                    .push(candidate);
            }
        }
    }
    candidates.retain(|_, candidates| {
        let agrees = |candidate: &Candidate<'_, '_>| {
            candidate.draft.is_same_type(candidates[0].draft)
                && candidate.field_types == candidates[0].field_types
        };
        candidates.len() > 1 && candidates.iter().all(agrees)
    });
    // The types inside a shared type must be shared, too.
    loop {
        let names: BTreeSet<String> = candidates.keys().cloned().collect();
        candidates.retain(|_, candidates| candidates[0].field_types.is_subset(&names));
        if candidates.len() == names.len() {
            return names;
        }
    }
}

/// Returns the types of the same module that a type's fields name.
fn field_types(draft: &TypeDraft<'_>, resolver: &Resolver<'_, '_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for field in draft.schema.fields() {
        let list = wrapped_field(&field.schema, draft.direction);
        let mut schema = list.map_or(&field.schema, |list| &list.schema);
        while let SchemaKind::List(inner) | SchemaKind::Map(inner) = &schema.kind {
            schema = inner;
        }
        let name = resolver.own.name(schema, draft.direction);
        names.extend(name.map(|name| name.to_string()));
    }
    names
}

/// Defines every type of `types.rs`, sorted by name.
pub(super) fn items(
    lowering: &LoweringContext<'_>,
    shared: &BTreeSet<String>,
    docs: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Gated<Item>> {
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    let no_types = Types::default();
    let resolver = Resolver {
        own: &no_types,
        ..lowering.component_resolver()
    };
    let ctx = ItemContext { resolver, docs };
    for (draft, name) in lowering.components.distinct() {
        let key = name.to_string();
        items.insert(key, items::lower(&ctx, draft, name, diagnostics));
    }
    let mut operations: Vec<OperationContext<'_, '_>> = lowering.operations().collect();
    operations.sort_by_key(|operation| &operation.operation().name);
    for operation in operations {
        let resolver = operation.resolver();
        let ctx = ItemContext { resolver, docs };
        for (draft, name) in operation.draft.types.distinct() {
            let key = name.to_string();
            if is_shared(draft, &key, shared) && !items.contains_key(&key) {
                items.insert(key, items::lower(&ctx, draft, name, diagnostics));
            }
        }
    }
    items
        .into_values()
        .map(|item| Gated {
            gate: FeatureGate::default(),
            item,
        })
        .collect()
}

/// Defines the types of an operation's own module: those of the response first, as programs read them most.
pub(super) fn own_items(
    operation: &OperationContext<'_, '_>,
    shared: &BTreeSet<String>,
    docs: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Item> {
    let resolver = operation.resolver();
    let ctx = ItemContext { resolver, docs };
    let mut own = Vec::new();
    for (draft, name) in operation.draft.types.distinct() {
        if !is_shared(draft, &name.to_string(), shared) {
            own.push(items::lower(&ctx, draft, name, diagnostics));
        }
    }
    own.sort_by_key(|item| match item {
        Item::ResponseObject(_) | Item::EmptyResponse { .. } => 0,
        Item::RequestObject(_) => 1,
        Item::Enumeration(_) => 2,
    });
    own
}

fn is_shared(draft: &TypeDraft<'_>, name: &str, shared: &BTreeSet<String>) -> bool {
    !draft.is_response() && shared.contains(name)
}
