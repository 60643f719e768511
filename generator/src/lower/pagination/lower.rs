//! The pagination of an operation, in Rust names.
//!
//! **Invariant:** `infer` has decided everything; this module only translates.

use super::super::draft::OperationContext;
use super::super::path;
use super::super::types::Direction;
use super::infer::StyleDraft;
use crate::model::{Parameter, SchemaKind};
use crate::plan::{PageParameter, Pagination, PaginationStyle};

/// Lowers the pagination of an operation, if it has one.
pub(in super::super) fn lower(ctx: &OperationContext<'_, '_>) -> Option<Pagination> {
    let pagination = ctx.draft.pagination.as_ref()?;
    let resolver = ctx.resolver();
    Some(Pagination {
        item: resolver.ty(pagination.item, Direction::Response),
        items: path::lower(ctx, &pagination.items),
        style: style(ctx, &pagination.style),
    })
}

fn style(ctx: &OperationContext<'_, '_>, style: &StyleDraft<'_>) -> PaginationStyle {
    let path = |wire_path: &Vec<&str>| path::lower(ctx, wire_path);
    let wire_name =
        |size: Option<&Parameter>| size.map_or_else(String::new, |size| size.name.clone());
    match style {
        StyleDraft::Number {
            number,
            size,
            pages,
            total,
            ..
        } => PaginationStyle::Number {
            number: page_parameter(ctx, number),
            size: wire_name(*size),
            pages: pages.as_ref().map(path),
            total: total.as_ref().map(path),
        },
        StyleDraft::Offset {
            offset,
            size,
            total,
        } => PaginationStyle::Offset {
            offset: page_parameter(ctx, offset),
            size: wire_name(*size),
            total: total.as_ref().map(path),
        },
        StyleDraft::Token {
            parameter,
            field,
            truncated,
        } => PaginationStyle::Token {
            parameter: page_parameter(ctx, parameter),
            field: path(field),
            truncated: truncated.as_ref().map(path),
        },
    }
}

fn page_parameter(ctx: &OperationContext<'_, '_>, parameter: &Parameter) -> PageParameter {
    PageParameter {
        name: ctx.draft.parameter_names[&parameter.name].clone(),
        wire_name: parameter.name.clone(),
        text: matches!(parameter.schema.kind, SchemaKind::String(_)),
    }
}
