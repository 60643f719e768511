//! Merges the reference pages of operations into a description: the structure comes from the description, prose and
//! samples come from the pages.
//!
//! This module must never know how pages or descriptions are read.
//!
//! **Invariant:** no name, type or parameter location of the description changes.

use std::collections::HashMap;

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Field, Operation, Sample, Schema, SchemaKind, Service, Value};

/// Adds prose, samples and error codes of `pages` to the operations of `service`. Pages of unknown operations are
/// ignored, with a warning each.
pub(super) fn enrich(service: &mut Service, pages: Service, diagnostics: &mut Diagnostics) {
    let index: HashMap<String, usize> = service
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| (operation.name.to_lowercase(), index))
        .collect();
    for page in pages.operations {
        match index.get(&page.name.to_lowercase()) {
            Some(index) => enrich_operation(&mut service.operations[*index], page),
            None => {
                let message = format!("the description has no operation `{}`", page.name);
                let help = "the page is ignored; generate the page alone to get a client for its operation";
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

fn enrich_operation(operation: &mut Operation, page: Operation) {
    replace_unless_blank(&mut operation.summary, page.summary);
    replace_unless_blank(&mut operation.description, page.description);
    for parameter in page.parameters {
        let described = operation
            .parameters
            .iter_mut()
            .find(|described| described.name == parameter.name);
        if let Some(described) = described {
            enrich_schema(&mut described.schema, parameter.schema);
        }
    }
    if let (Some(described), Some(response)) = (&mut operation.response, page.response) {
        enrich_schema(described, response);
    }
    for error in page.errors {
        let is_new = operation
            .errors
            .iter()
            .all(|described| described.code != error.code);
        if is_new {
            operation.errors.push(error);
        }
    }
    for sample in page.samples {
        let is_same = |other: &Sample| other.format == sample.format && other.text == sample.text;
        if !operation.samples.iter().any(is_same) {
            operation.samples.push(sample);
        }
    }
    operation.related_operations = page.related_operations;
}

/// Prefers the page's description and example, and the description's default and limits.
fn enrich_schema(schema: &mut Schema, page: Schema) {
    replace_unless_blank(&mut schema.description, page.description);
    schema.example = page.example.or(schema.example.take());
    schema.default = schema.default.take().or(page.default);
    let limits = &mut schema.constraints;
    limits.minimum = limits.minimum.take().or(page.constraints.minimum);
    limits.maximum = limits.maximum.take().or(page.constraints.maximum);
    if limits.values.is_empty() {
        limits.values = page.constraints.values;
    }
    match (&mut schema.kind, page.kind) {
        (SchemaKind::String(values), SchemaKind::String(page)) => enrich_values(values, page),
        (SchemaKind::List(element), SchemaKind::List(page)) => enrich_schema(element, *page),
        (SchemaKind::Object(fields), SchemaKind::Object(page)) => enrich_fields(fields, page),
        _ => {}
    }
}

fn enrich_values(values: &mut Vec<Value>, page: Vec<Value>) {
    for value in page {
        match values
            .iter_mut()
            .find(|described| described.text == value.text)
        {
            Some(described) => replace_unless_blank(&mut described.title, value.title),
            None => values.push(value),
        }
    }
}

fn enrich_fields(fields: &mut [Field], page: Vec<Field>) {
    for page_field in page {
        let field = fields
            .iter_mut()
            .find(|field| field.name == page_field.name);
        if let Some(field) = field {
            enrich_schema(&mut field.schema, page_field.schema);
        }
    }
}

/// Replaces the text of the description by that of the page, unless the page has none.
fn replace_unless_blank(text: &mut String, page: String) {
    if !page.trim().is_empty() {
        *text = page;
    }
}
