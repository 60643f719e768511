//! One operation: its request, its route, its pages, its error codes.
//!
//! **Invariant:** names come from what was drafted before; nothing is named here.

use std::collections::BTreeSet;

use super::docs::Known;
use super::lookup::Lookup;
use super::pages::{self, Habit, Paging};
use super::types::Way;
use super::{Drafted, Lowering, errors, share, tests, token, waiters};
use crate::diagnostic::Diagnostics;
use crate::model::{Parameter, Position, Service, ServiceStyle, Shape, Style};
use crate::names;
use crate::plan::{self, Gate, Proof, Type};

/// More required parameters than this are given by name.
pub(super) const BY_POSITION: usize = 3;

/// Everything about one operation.
pub(super) fn lower<'s>(
    drafted: &Drafted<'s>,
    lowering: &Lowering<'s>,
    shared: &BTreeSet<String>,
    known: &Known<'_>,
    problems: &mut Diagnostics,
) -> plan::Operation {
    let operation = drafted.operation;
    let lookup = lowering.lookup(drafted);
    let parameters: Vec<plan::Parameter> = operation
        .parameters
        .iter()
        .map(|one| parameter(one, drafted, lowering, known))
        .collect();
    let reply =
        operation
            .reply
            .as_ref()
            .map_or(Type::Unit, |reply| match lookup.ty(reply, Way::Out) {
                Type::Wrapper(name) => Type::Structure(name),
                other => other,
            });
    let (items, mut imported) = share::own_items(drafted, lowering, shared, known, problems);
    if let Some(paging) = &drafted.paging {
        // What `Paged` yields may be nothing that this module speaks of otherwise.
        let mut item = lookup.ty(paging.item, Way::Out);
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
    let route = plan::Route {
        method: operation.method.clone(),
        slashes: matches!(
            lowering.service.style,
            ServiceStyle::Oss | ServiceStyle::Sls
        ) || operation
            .path
            .as_ref()
            .is_some_and(|path| !path.starts_with('/')),
        path: operation.path.clone(),
        content_type: (lowering.service.style == ServiceStyle::Sls).then_some("application/json"),
        form: operation
            .parameters
            .iter()
            .any(|parameter| parameter.position == Position::Form),
        json: operation
            .parameters
            .iter()
            .find_map(|parameter| empty_body(parameter, lowering.service)),
        proof: match lowering.v1 {
            _ if operation.anonymous => Proof::Nothing,
            true => Proof::V1,
            false => Proof::Usual,
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
        wire: operation.name.clone(),
        gate: Gate::default(),
        reads: operation.reads,
        token: token.clone(),
        deprecated: operation.deprecated,
        reply,
        shared: imported,
        pages: drafted
            .paging
            .as_ref()
            .map(|paging| pages(paging, drafted, &lookup)),
        errors: operation
            .errors
            .iter()
            .map(|error| error.code.clone())
            .collect(),
        tests: tests::lower(drafted, lowering, &decided, problems),
        required_by_name,
        parameters,
        route,
        items,
    }
}

fn parameter<'s>(
    parameter: &'s Parameter,
    drafted: &Drafted<'s>,
    lowering: &Lowering<'s>,
    known: &Known<'_>,
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
        wire: parameter.name.clone(),
        ty: lookup.ty(schema, Way::In),
        put: names::identifier(put(parameter)),
        required: schema.required && !drafted.turns_pages(&parameter.name),
        preset,
    }
}

/// What the official SDKs send where a JSON body is declared and nothing of it is set: an object, a list of objects,
/// but no list of texts, and no component: that is a value of its own, which is there or not.
fn empty_body(parameter: &Parameter, service: &Service) -> Option<&'static str> {
    if parameter.position != Position::Body || parameter.style == Style::Xml {
        return None;
    }
    match &parameter.schema.shape {
        Shape::Object(_) | Shape::Map(_) => Some("{}"),
        Shape::Any if parameter.style == Style::Json => Some("{}"),
        Shape::List(inner) => match &service.resolve(inner)?.shape {
            Shape::Object(_) => Some("[]"),
            _ => None,
        },
        _ => None,
    }
}

/// The runtime's method that takes a parameter.
pub(super) fn put(parameter: &Parameter) -> &'static str {
    let shape = &parameter.schema.shape;
    let composite = !matches!(
        shape,
        Shape::String(_) | Shape::Integer | Shape::Number | Shape::Boolean
    );
    match (parameter.position, parameter.style) {
        (Position::Query, Style::Json | Style::Xml) if composite => "query_json",
        (Position::Query, Style::Joined) => "query_joined",
        (Position::Query, _) => "query",
        (Position::Form, Style::Json | Style::Xml) if composite => "form_json",
        (Position::Form, Style::Joined) => "form_joined",
        (Position::Form, _) => "form",
        (Position::Body, style) => match (shape, style) {
            (Shape::Bytes { raw: true }, _) => "body_raw",
            (Shape::Bytes { raw: false }, _) => "body_bytes",
            (_, Style::Xml) if composite => "body_xml",
            // The official SDKs wrap an object of which nothing is declared.
            (Shape::Any | Shape::Map(_), Style::Json) => "body_field",
            _ if composite => "body",
            _ => "body_text",
        },
        (Position::Path, _) => "path",
        (Position::Header, _) => "header",
        (Position::Host, _) => "host",
    }
}

fn pages<'s>(paging: &Paging<'s>, drafted: &Drafted<'s>, lookup: &Lookup<'_, 's>) -> plan::Pages {
    let path = |wires: &Vec<&str>| waiters::path(drafted, lookup, wires);
    let turned = |parameter: &Parameter| plan::Turned {
        name: drafted.names[&parameter.name].clone(),
        wire: parameter.name.clone(),
        text: matches!(parameter.schema.shape, Shape::String(_)),
    };
    let wire = |size: Option<&Parameter>| size.map_or_else(String::new, |size| size.name.clone());
    plan::Pages {
        item: lookup.ty(paging.item, Way::Out),
        items: path(&paging.items),
        habit: match &paging.habit {
            Habit::Number {
                number,
                size,
                pages,
                total,
                ..
            } => plan::Habit::Number {
                number: turned(number),
                size: wire(*size),
                pages: pages.as_ref().map(path),
                total: total.as_ref().map(path),
            },
            Habit::Offset {
                offset,
                size,
                total,
            } => plan::Habit::Offset {
                offset: turned(offset),
                size: wire(*size),
                total: total.as_ref().map(path),
            },
            Habit::Token {
                parameter,
                field,
                truncated,
            } => plan::Habit::Token {
                parameter: turned(parameter),
                field: path(field),
                truncated: truncated.as_ref().map(path),
            },
        },
    }
}
