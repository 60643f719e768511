//! The shared types that an operation's module re-exports.
//!
//! **Invariant:** a module re-exports what its own types and its `impl` blocks name, and no more.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::draft::OperationContext;
use super::resolver::Resolver;
use super::types::Direction;
use crate::model::{Schema, SchemaKind};
use crate::plan::Item;

/// Returns the names, sorted. `own` are the module's own types, `shared` the names of the types that several operations
/// declare alike.
pub(super) fn lower(
    ctx: &OperationContext<'_, '_>,
    own: &[Item],
    shared: &BTreeSet<String>,
) -> Vec<Ident> {
    let resolver = ctx.resolver();
    let operation = ctx.operation();
    let mut imports: BTreeSet<Ident> = ctx
        .draft
        .types
        .distinct()
        .into_iter()
        .filter(|(draft, name)| !draft.is_response() && shared.contains(&name.to_string()))
        .map(|(_, name)| name)
        .collect();
    for parameter in &operation.parameters {
        components(
            &resolver,
            &parameter.schema,
            Direction::Request,
            &mut imports,
        );
    }
    if let Some(response) = &operation.response {
        components(&resolver, response, Direction::Response, &mut imports);
    }
    // The item of a paginated list may be a type that the module names nowhere else.
    if let Some(pagination) = &ctx.draft.pagination {
        let item = resolver.ty(pagination.item, Direction::Response);
        let name = item.named();
        imports.extend(
            name.filter(|name| !own.iter().any(|item| item.name() == *name))
                .cloned(),
        );
    }
    imports.into_iter().collect()
}

/// Adds the components that the module itself names.
fn components(
    resolver: &Resolver<'_, '_>,
    schema: &Schema,
    direction: Direction,
    names: &mut BTreeSet<Ident>,
) {
    if let SchemaKind::Reference(_) = &schema.kind {
        let element = resolver.service.element(schema);
        names.extend(element.and_then(|element| resolver.components.name(element, direction)));
    }
    for child in schema.children() {
        components(resolver, child, direction, names);
    }
}
