//! Reads the request of an operation: its parameters, where each is sent, and the body.
//!
//! This module must never know the response.

mod nested_parameters;
mod parameter_schema;
mod parameter_table;

use super::super::markdown::Block;
use super::super::metadata::path;
use super::context::PageContext;
use super::document::{PageDocument, SectionKind};
use super::request_line::RequestLine;
use super::row::Row;
use crate::model::{
    ApiStyle, Field, Parameter, ParameterLocation, ParameterStyle, Provenance, Schema, SchemaKind,
};
use nested_parameters::ParameterTree;
use parameter_schema::parameter_schema;
use parameter_table::{read_body_tables, read_parameter_tables};

/// The request of an operation.
#[derive(Debug)]
pub(super) struct PageRequest {
    pub(super) method: String,
    pub(super) path: Option<String>,
    pub(super) parameters: Vec<Parameter>,
}

/// Reads the tables of parameters and of the body.
pub(super) fn read(
    context: &mut PageContext<'_>,
    document: &PageDocument<'_>,
    style: ApiStyle,
    request_line: RequestLine,
) -> PageRequest {
    let mut parameters = read_parameters(context, document, style, &request_line);
    let template = request_line
        .path
        .map(|path| with_parameter_spelling(&path, &parameters));
    let place = context.source.at(document.title_offset());
    let path = path::reconcile(
        context.diagnostics,
        template,
        &mut parameters,
        &place,
        "the operation",
    );
    let method = if request_line.method.is_empty() {
        "POST".to_owned()
    } else {
        request_line.method
    };
    PageRequest {
        method,
        path,
        parameters,
    }
}

/// Reads the parameters, the body last. RPC requests have no body: they send its fields as form fields.
fn read_parameters(
    context: &mut PageContext<'_>,
    document: &PageDocument<'_>,
    style: ApiStyle,
    request_line: &RequestLine,
) -> Vec<Parameter> {
    let has_body = style != ApiStyle::Rpc;
    let tables = read_parameter_tables(document);
    let mut tree = ParameterTree::default();
    tree.insert_tables(context, &tables);
    let mut parameters = Vec::new();
    let mut body_fields = read_body_fields(context, document);
    for node in &tree.top_level {
        let parameter = read_parameter(context, &tree, *node, request_line);
        match parameter.location {
            ParameterLocation::Body if has_body => body_fields.push(Field {
                name: parameter.name,
                schema: parameter.schema,
            }),
            ParameterLocation::Body => parameters.push(Parameter {
                location: ParameterLocation::Form,
                ..parameter
            }),
            _ => parameters.push(parameter),
        }
    }
    if has_body {
        parameters.extend(body_parameter(context, document, body_fields));
    }
    parameters
}

/// Reads the fields of the body from its own section.
fn read_body_fields(context: &mut PageContext<'_>, document: &PageDocument<'_>) -> Vec<Field> {
    let tables = read_body_tables(document);
    let mut tree = ParameterTree::default();
    tree.insert_tables(context, &tables);
    let field = |node: &usize| Field {
        name: tree.nodes[*node].name.clone(),
        schema: parameter_schema(context, &tree, *node),
    };
    tree.top_level.iter().map(field).collect()
}

fn read_parameter(
    context: &PageContext<'_>,
    tree: &ParameterTree<'_, '_>,
    node: usize,
    request_line: &RequestLine,
) -> Parameter {
    let schema = parameter_schema(context, tree, node);
    let node = &tree.nodes[node];
    Parameter {
        location: parameter_position(node.row, &node.name, request_line),
        style: parameter_style(&schema, node.row),
        name: node.name.clone(),
        schema,
        declared_at: context.source.at(node.row.map_or(0, |row| row.offset)),
    }
}

/// Returns where a parameter is sent: in the path if it has a placeholder there, otherwise as its row states.
fn parameter_position(
    row: Option<&Row<'_>>,
    name: &str,
    request_line: &RequestLine,
) -> ParameterLocation {
    let is_in_path = request_line
        .path
        .iter()
        .flat_map(|path| path::placeholders(path))
        .any(|placeholder| placeholder.eq_ignore_ascii_case(name));
    match row.map_or("", |row| row.location_text.as_str()) {
        _ if is_in_path => ParameterLocation::Path,
        "header" | "headers" => ParameterLocation::Header,
        "body" | "requestbody" | "request body" => ParameterLocation::Body,
        "form" | "formdata" => ParameterLocation::Form,
        _ => ParameterLocation::Query,
    }
}

/// Returns how a parameter is written. Lists and objects whose example is JSON are sent as JSON, and so are objects
/// without known members, which have no other form.
fn parameter_style(schema: &Schema, row: Option<&Row<'_>>) -> ParameterStyle {
    let example = row
        .and_then(|row| row.example.as_deref())
        .unwrap_or_default();
    match &schema.kind {
        SchemaKind::List(_) if example.starts_with('[') => ParameterStyle::Json,
        SchemaKind::Map(_) | SchemaKind::Any => ParameterStyle::Json,
        SchemaKind::Object(_) if example.starts_with('{') => ParameterStyle::Json,
        _ => ParameterStyle::Flat,
    }
}

/// Creates the parameter for the whole body. A body whose section has no table may be any JSON.
fn body_parameter(
    context: &PageContext<'_>,
    document: &PageDocument<'_>,
    fields: Vec<Field>,
) -> Option<Parameter> {
    let section = document
        .sections_of(SectionKind::RequestBody)
        .find(|section| !section.blocks.is_empty());
    if fields.is_empty() && section.is_none() {
        return None;
    }
    let offset = section
        .and_then(|section| section.blocks.first())
        .map_or(0, block_offset);
    let shape = if fields.is_empty() {
        SchemaKind::Any
    } else {
        SchemaKind::Object(fields)
    };
    Some(Parameter {
        name: "body".to_owned(),
        location: ParameterLocation::Body,
        style: ParameterStyle::Json,
        schema: context.bare_schema(shape, offset, Provenance::Derived),
        declared_at: context.source.at(offset),
    })
}

fn block_offset(block: &Block<'_>) -> usize {
    match block {
        Block::Line(span) | Block::Code(span) | Block::Heading(span) => span.offset,
        Block::Table(table) => table.header.cells.first().map_or(0, |cell| cell.offset),
    }
}

/// Returns the path with its placeholders spelled as the parameters are.
fn with_parameter_spelling(path: &str, parameters: &[Parameter]) -> String {
    let mut spelled = path.to_owned();
    for placeholder in path::placeholders(path) {
        let has_name = |parameter: &&Parameter| parameter.name.eq_ignore_ascii_case(placeholder);
        if let Some(parameter) = parameters.iter().find(has_name) {
            spelled = spelled.replace(
                &format!("{{{placeholder}}}"),
                &format!("{{{}}}", parameter.name),
            );
        }
    }
    spelled
}
