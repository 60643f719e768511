//! Definitions of types.
//!
//! **Invariant:** a definition is the same whether it is printed in an operation's module or among the shared types.

use proc_macro2::Ident;

use super::docs::DocContext;
use super::resolver::{MemberNames, Resolver};
use super::types::{Direction, TypeDraft, wrapped_field, wrapped_list};
use super::{clashes, deprecation};
use crate::diagnostic::Diagnostics;
use crate::model::{Field, SchemaKind, Value};
use crate::plan::{self, Docs, Enumeration, Item, Structure, Variant};

/// Everything that a definition is made from.
pub(super) struct ItemContext<'c, 's> {
    pub(super) resolver: Resolver<'c, 's>,
    pub(super) docs: &'c DocContext<'c>,
}

/// Defines a type of this name.
pub(super) fn lower<'s>(
    ctx: &ItemContext<'_, 's>,
    draft: &TypeDraft<'s>,
    name: Ident,
    diagnostics: &mut Diagnostics,
) -> Item {
    let docs = if draft.is_response() {
        ctx.docs.response(draft.schema, &draft.wire_name)
    } else {
        ctx.docs.ty(draft.schema, &draft.wire_name)
    };
    match &draft.schema.kind {
        SchemaKind::String(values) => {
            let members = ctx.resolver.variants(draft.schema, draft.direction);
            warn(&members, draft, diagnostics);
            Item::Enumeration(Enumeration {
                docs,
                name,
                variants: variants(ctx, values, &members),
            })
        }
        SchemaKind::Object(fields) if draft.is_response() && is_empty_response(fields) => {
            Item::EmptyResponse { docs, name }
        }
        SchemaKind::Object(_) => {
            let members = ctx.resolver.fields(draft.schema, draft.direction);
            warn(&members, draft, diagnostics);
            structure(ctx, draft, name, docs, &members)
        }
        _ => Item::ResponseObject(Structure {
            docs,
            name,
            wrapped_list: None,
            fields: Vec::new(),
        }),
    }
}

fn warn(members: &MemberNames, draft: &TypeDraft<'_>, diagnostics: &mut Diagnostics) {
    let scope = format!("`{}`", draft.wire_name);
    let place = &draft.schema.declared_at;
    clashes::warn(&members.clashes, place, &scope, diagnostics);
}

fn variants(ctx: &ItemContext<'_, '_>, values: &[Value], members: &MemberNames) -> Vec<Variant> {
    values
        .iter()
        .map(|value| Variant {
            docs: ctx.docs.variant(&value.title, &value.text),
            name: members.names[&value.text].clone(),
            wire_name: value.text.clone(),
        })
        .collect()
}

fn structure<'s>(
    ctx: &ItemContext<'_, 's>,
    draft: &TypeDraft<'s>,
    name: Ident,
    docs: Docs,
    members: &MemberNames,
) -> Item {
    let fields = draft.schema.fields().iter();
    let structure = Structure {
        docs,
        name,
        wrapped_list: wrapped_list(draft.schema).map(|list| list.name.clone()),
        fields: fields
            .map(|field| lower_field(ctx, field, draft.direction, &members.names[&field.name]))
            .collect(),
    };
    match draft.direction {
        Direction::Request => Item::RequestObject(structure),
        Direction::Response => Item::ResponseObject(structure),
    }
}

fn lower_field<'s>(
    ctx: &ItemContext<'_, 's>,
    field: &'s Field,
    direction: Direction,
    name: &Ident,
) -> plan::FieldPlan {
    let list = wrapped_field(&field.schema, direction);
    let schema = list.map_or(&field.schema, |list| &list.schema);
    plan::FieldPlan {
        docs: match list {
            Some(list) => ctx.docs.wrapped(field, list),
            None => ctx.docs.value(&field.schema, &field.name),
        },
        name: name.clone(),
        wire_name: field.name.clone(),
        ty: ctx.resolver.ty(schema, direction),
        wrapped_list: list.map(|list| list.name.clone()),
        deprecated: deprecation::from_schema(schema),
    }
}

/// Returns whether a response holds only the ID of the request, as most responses without a result do.
fn is_empty_response(fields: &[Field]) -> bool {
    match fields {
        [field] => {
            let plain =
                matches!(&field.schema.kind, SchemaKind::String(values) if values.is_empty());
            plain && field.name == "RequestId"
        }
        _ => false,
    }
}
