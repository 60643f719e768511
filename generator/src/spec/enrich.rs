//! A description with the reference pages of its operations: structure from the one, prose and samples from the others.
//!
//! **Invariant:** no name, type or place of the description changes.

use std::collections::HashMap;

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Field, Operation, Schema, SchemaKind, Service};

/// Adds what pages say about operations of the service.
pub(super) fn enrich(service: &mut Service, pages: Service, diagnostics: &mut Diagnostics) {
    let index: HashMap<String, usize> = service
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| (operation.name.to_lowercase(), index))
        .collect();
    for page in pages.operations {
        match index.get(&page.name.to_lowercase()) {
            Some(index) => operation(&mut service.operations[*index], page),
            None => {
                let message = format!("the description has no operation `{}`", page.name);
                let help = "the page is left out; generate it alone to have a client of it";
                diagnostics.warning(
                    DiagnosticCode::MismatchedPage,
                    &page.declared_at,
                    message,
                    help,
                );
            }
        }
    }
}

fn operation(known: &mut Operation, page: Operation) {
    prefer(&mut known.summary, page.summary);
    prefer(&mut known.description, page.description);
    for parameter in page.parameters {
        let same = known
            .parameters
            .iter_mut()
            .find(|known| known.name == parameter.name);
        if let Some(same) = same {
            schema(&mut same.schema, parameter.schema);
        }
    }
    if let (Some(known), Some(reply)) = (&mut known.response, page.response) {
        schema(known, reply);
    }
    for error in page.errors {
        if known.errors.iter().all(|known| known.code != error.code) {
            known.errors.push(error);
        }
    }
    for sample in page.samples {
        let same = |known: &crate::model::Sample| {
            known.format == sample.format && known.text == sample.text
        };
        if !known.samples.iter().any(same) {
            known.samples.push(sample);
        }
    }
    known.related_operations = page.related_operations;
}

fn schema(known: &mut Schema, page: Schema) {
    prefer(&mut known.description, page.description);
    known.example = page.example.or(known.example.take());
    known.default = known.default.take().or(page.default);
    let limits = &mut known.constraints;
    limits.minimum = limits.minimum.take().or(page.constraints.minimum);
    limits.maximum = limits.maximum.take().or(page.constraints.maximum);
    if limits.values.is_empty() {
        limits.values = page.constraints.values;
    }
    match (&mut known.kind, page.kind) {
        (SchemaKind::String(values), SchemaKind::String(more)) => {
            for value in more {
                match values.iter_mut().find(|known| known.text == value.text) {
                    Some(known) => prefer(&mut known.title, value.title),
                    None => values.push(value),
                }
            }
        }
        (SchemaKind::List(known), SchemaKind::List(page)) => schema(known, *page),
        (SchemaKind::Object(known), SchemaKind::Object(page)) => fields(known, page),
        _ => {}
    }
}

fn fields(known: &mut [Field], page: Vec<Field>) {
    for field in page {
        if let Some(known) = known.iter_mut().find(|known| known.name == field.name) {
            schema(&mut known.schema, field.schema);
        }
    }
}

fn prefer(known: &mut String, page: String) {
    if !page.trim().is_empty() {
        *known = page;
    }
}
