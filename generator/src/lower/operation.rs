//! One operation: its request, its route, its pages, its error codes.
//!
//! **Invariant:** names come from what was drafted before; nothing is named here.

use std::collections::BTreeSet;

use super::docs::Known;
use super::lookup::Lookup;
use super::pages::{self, Habit, Paging};
use super::types::Way;
use super::{Drafted, Lowering, errors, share, tests, waiters};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Parameter, Position, ServiceStyle, Shape, Style};
use crate::names::{self, Kind};
use crate::plan::{self, Type};

/// More required parameters than this are given by name.
const BY_POSITION: usize = 3;

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
        .filter_map(|one| parameter(one, drafted, lowering, known, problems))
        .collect();
    let reply =
        operation
            .reply
            .as_ref()
            .map_or(Type::Unit, |reply| match lookup.ty(reply, Way::Out) {
                Type::Wrapper(name) => Type::Structure(name),
                other => other,
            });
    let (items, imported) = share::own_items(drafted, lowering, shared, known, problems);
    let required = parameters
        .iter()
        .filter(|parameter| parameter.required)
        .count();
    let route = plan::Route {
        method: operation.method.clone(),
        path: operation
            .path
            .clone()
            .filter(|_| lowering.service.style == ServiceStyle::Roa),
        form: operation
            .parameters
            .iter()
            .any(|parameter| parameter.position == Position::Form),
        json: parameters.iter().any(|parameter| parameter.put == "body"),
    };
    let required_by_name = required > BY_POSITION;
    let decided = tests::Decided {
        parameters: &parameters,
        route: &route,
        required_by_name,
    };
    plan::Operation {
        docs: known.operation(operation, errors::section(operation, &lowering.errors)),
        summary: known.summary(operation),
        module: drafted.module.clone(),
        name: drafted.name.clone(),
        wire: operation.name.clone(),
        reads: operation.reads,
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
    problems: &mut Diagnostics,
) -> Option<plan::Parameter> {
    let operation = &drafted.operation.name;
    let schema = &parameter.schema;
    let Some(put) = put(parameter) else {
        let message = format!(
            "parameter `{}` of `{operation}` is sent as XML, which is not supported",
            parameter.name
        );
        problems.error(
            Code::XmlParameter,
            &parameter.place,
            message,
            "leave the operation out: name the others with --operations",
        );
        return None;
    };
    let lookup = lowering.lookup(drafted);
    let preset = drafted.paging.as_ref().and_then(|paging| {
        pages::preset(paging, &parameter.name, schema, lowering.size(operation))
    });
    Some(plan::Parameter {
        docs: known.value(schema, &parameter.name),
        name: drafted.names[&parameter.name].clone(),
        wire: parameter.name.clone(),
        ty: lookup.ty(schema, Way::In),
        put: names::identifier(put),
        required: schema.required && !drafted.turns_pages(&parameter.name),
        preset,
    })
}

/// The runtime's method that takes a parameter.
fn put(parameter: &Parameter) -> Option<&'static str> {
    let composite = !matches!(
        parameter.schema.shape,
        Shape::String(_) | Shape::Integer | Shape::Number | Shape::Boolean
    );
    Some(match (parameter.position, parameter.style) {
        (_, Style::Xml) => return None,
        (Position::Query, Style::Json) if composite => "query_json",
        (Position::Query, Style::Joined) => "query_joined",
        (Position::Query, _) => "query",
        (Position::Form, Style::Json) if composite => "form_json",
        (Position::Form, Style::Joined) => "form_joined",
        (Position::Form, _) => "form",
        (Position::Body, _) if composite => "body",
        (Position::Body, _) => "body_text",
        (Position::Path, _) => "path",
        (Position::Header, _) => "header",
        (Position::Host, _) => "host",
    })
}

fn pages<'s>(paging: &Paging<'s>, drafted: &Drafted<'s>, lookup: &Lookup<'_, 's>) -> plan::Pages {
    let one = |wire: &str| names::name(wire, Kind::Value);
    let field = |wire: &str| waiters::path(drafted, lookup, &[wire]).pop();
    let parameter = |wire: &str| plan::Turned {
        name: drafted
            .names
            .get(wire)
            .cloned()
            .unwrap_or_else(|| one(wire)),
        wire: wire.to_owned(),
    };
    plan::Pages {
        item: lookup.ty(paging.item, Way::Out),
        items: waiters::path(drafted, lookup, &paging.items),
        habit: match paging.habit {
            Habit::Number {
                number,
                size,
                pages,
                total,
            } => plan::Habit::Number {
                number: parameter(number),
                size: size.to_owned(),
                pages: pages.and_then(field),
                total: total.and_then(field),
            },
            Habit::Token {
                parameter: token,
                field: wire,
            } => plan::Habit::Token {
                parameter: parameter(token),
                field: field(wire).unwrap_or_else(|| one(wire)),
            },
        },
    }
}
