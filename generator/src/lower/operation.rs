//! One operation: its request, its route, its pages, its error codes.
//!
//! **Invariant:** names come from what was drafted before; nothing is named here.

use std::collections::BTreeSet;

use super::docs::DocContext;
use super::lookup::Resolver;
use super::pages::{self, PaginationStyle, Paging};
use super::types::Direction;
use super::{LoweringContext, OperationDraft, errors, share, tests, token, waiters};
use crate::diagnostic::Diagnostics;
use crate::model::{Parameter, ParameterLocation, SchemaKind, Service, ServiceStyle, Style};
use crate::names;
use crate::plan::{self, AuthRequirement, FeatureGate, Type};

/// More required parameters than this are given by name.
pub(super) const BY_POSITION: usize = 3;

/// Everything about one operation.
pub(super) fn lower<'s>(
    drafted: &OperationDraft<'s>,
    lowering: &LoweringContext<'s>,
    shared: &BTreeSet<String>,
    known: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> plan::Operation {
    let operation = drafted.operation;
    let lookup = lowering.lookup(drafted);
    let parameters: Vec<plan::Parameter> = operation
        .parameters
        .iter()
        .map(|one| parameter(one, drafted, lowering, known))
        .collect();
    let reply = operation.response.as_ref().map_or(Type::Unit, |reply| {
        match lookup.ty(reply, Direction::Response) {
            Type::Wrapper(name) => Type::Structure(name),
            other => other,
        }
    });
    let (items, mut imported) = share::own_items(drafted, lowering, shared, known, diagnostics);
    if let Some(paging) = &drafted.paging {
        // What `Paged` yields may be nothing that this module speaks of otherwise.
        let mut item = lookup.ty(paging.item, Direction::Response);
        while let Type::List(inner) | Type::Map(inner) = item {
            item = *inner;
        }
        if let Type::Structure(name)
        | Type::Wrapper(name)
        | Type::Boxed(name)
        | Type::Enumeration(name) = item
            && !items.iter().any(|item| *item.name() == name)
            && !imported.contains(&name)
        {
            imported.push(name);
            imported.sort();
        }
    }
    let required = parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count();
    let route = plan::HttpBinding {
        method: operation.method.clone(),
        keep_slashes: matches!(
            lowering.service.style,
            ServiceStyle::Oss | ServiceStyle::Sls
        ) || operation
            .path
            .as_ref()
            .is_some_and(|path| !path.starts_with('/')),
        path: operation.path.clone(),
        content_type: (lowering.service.style == ServiceStyle::Sls).then_some("application/json"),
        form_body: operation
            .parameters
            .iter()
            .any(|parameter| parameter.location == ParameterLocation::Form),
        default_json_body: operation
            .parameters
            .iter()
            .find_map(|parameter| empty_body(parameter, lowering.service)),
        auth: match lowering.v1 {
            _ if operation.anonymous => AuthRequirement::Anonymous,
            true => AuthRequirement::V1,
            false => AuthRequirement::Default,
        },
    };
    let required_by_name = required > BY_POSITION;
    let token = token::of(operation, lowering.service);
    let decided = tests::Decided {
        parameters: &parameters,
        token: token.as_ref(),
        route: &route,
        required_by_name,
    };
    plan::Operation {
        docs: known.operation(
            operation,
            errors::section(operation, lowering.service, &lowering.errors),
        ),
        summary: known.summary(operation),
        module: drafted.module.clone(),
        name: drafted.name.clone(),
        wire_name: operation.name.clone(),
        gate: FeatureGate::default(),
        read_only: operation.read_only,
        client_token: token.clone(),
        deprecated: operation.deprecated,
        response: reply,
        shared: imported,
        pagination: drafted
            .paging
            .as_ref()
            .map(|paging| pages(paging, drafted, &lookup)),
        errors: operation
            .errors
            .iter()
            .map(|error| error.code.clone())
            .collect(),
        tests: tests::lower(drafted, lowering, &decided, diagnostics),
        required_by_name,
        parameters,
        binding: route,
        items,
    }
}

fn parameter<'s>(
    parameter: &'s Parameter,
    drafted: &OperationDraft<'s>,
    lowering: &LoweringContext<'s>,
    known: &DocContext<'_>,
) -> plan::Parameter {
    let schema = &parameter.schema;
    let lookup = lowering.lookup(drafted);
    let preset = drafted.paging.as_ref().and_then(|paging| {
        pages::preset(
            paging,
            &parameter.name,
            schema,
            lowering.size(&drafted.operation.name),
        )
    });
    let mut docs = known.value(schema, &parameter.name);
    if !schema.required && token::own(parameter).is_some() {
        let filled_in = "Filled in unless it is set; then the client may repeat the request.";
        docs.extend([String::new(), filled_in.to_owned()]);
    }
    plan::Parameter {
        docs,
        name: drafted.names[&parameter.name].clone(),
        wire_name: parameter.name.clone(),
        ty: lookup.ty(schema, Direction::Request),
        setter: names::escape(put(parameter)),
        required: schema.required && !drafted.turns_pages(&parameter.name),
        default: preset,
    }
}

/// What the official SDKs send where a JSON body is declared and nothing of it is set: an object, a list of objects,
/// but no list of texts, and no component: that is a value of its own, which is there or not.
fn empty_body(parameter: &Parameter, service: &Service) -> Option<&'static str> {
    if parameter.location != ParameterLocation::Body || parameter.style == Style::Xml {
        return None;
    }
    match &parameter.schema.kind {
        SchemaKind::Object(_) | SchemaKind::Map(_) => Some("{}"),
        SchemaKind::Any if parameter.style == Style::Json => Some("{}"),
        SchemaKind::List(inner) => match &service.resolve(inner)?.kind {
            SchemaKind::Object(_) => Some("[]"),
            _ => None,
        },
        _ => None,
    }
}

/// The runtime's method that takes a parameter.
pub(super) fn put(parameter: &Parameter) -> &'static str {
    let shape = &parameter.schema.kind;
    let composite = !matches!(
        shape,
        SchemaKind::String(_) | SchemaKind::Integer | SchemaKind::Number | SchemaKind::Boolean
    );
    match (parameter.location, parameter.style) {
        (ParameterLocation::Query, Style::Json | Style::Xml) if composite => "query_json",
        (ParameterLocation::Query, Style::Joined) => "query_comma_separated",
        (ParameterLocation::Query, _) => "query",
        (ParameterLocation::Form, Style::Json | Style::Xml) if composite => "form_json",
        (ParameterLocation::Form, Style::Joined) => "form_comma_separated",
        (ParameterLocation::Form, _) => "form",
        (ParameterLocation::Body, style) => match (shape, style) {
            (SchemaKind::Bytes { raw: true }, _) => "body_untyped",
            (SchemaKind::Bytes { raw: false }, _) => "body_bytes",
            (_, Style::Xml) if composite => "body_xml",
            // The official SDKs wrap an object of which nothing is declared.
            (SchemaKind::Any | SchemaKind::Map(_), Style::Json) => "body_json_field",
            _ if composite => "body",
            _ => "body_json_text",
        },
        (ParameterLocation::Path, _) => "path",
        (ParameterLocation::Header, _) => "header",
        (ParameterLocation::Host, _) => "host",
    }
}

fn pages<'s>(
    paging: &Paging<'s>,
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
) -> plan::Pagination {
    let path = |wires: &Vec<&str>| waiters::path(drafted, lookup, wires);
    let turned = |parameter: &Parameter| plan::PageParameter {
        name: drafted.names[&parameter.name].clone(),
        wire_name: parameter.name.clone(),
        text: matches!(parameter.schema.kind, SchemaKind::String(_)),
    };
    let wire = |size: Option<&Parameter>| size.map_or_else(String::new, |size| size.name.clone());
    plan::Pagination {
        item: lookup.ty(paging.item, Direction::Response),
        items: path(&paging.items),
        style: match &paging.habit {
            PaginationStyle::Number {
                number,
                size,
                pages,
                total,
                ..
            } => plan::PaginationStyle::Number {
                number: turned(number),
                size: wire(*size),
                pages: pages.as_ref().map(path),
                total: total.as_ref().map(path),
            },
            PaginationStyle::Offset {
                offset,
                size,
                total,
            } => plan::PaginationStyle::Offset {
                offset: turned(offset),
                size: wire(*size),
                total: total.as_ref().map(path),
            },
            PaginationStyle::Token {
                parameter,
                field,
                truncated,
            } => plan::PaginationStyle::Token {
                parameter: turned(parameter),
                field: path(field),
                truncated: truncated.as_ref().map(path),
            },
        },
    }
}
