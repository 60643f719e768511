//! Turns the tree of parameters into schemas.
//!
//! This module must never change the hierarchy of the parameters.

use super::super::context::PageContext;
use super::super::description_hints;
use super::super::type_text::TypeText;
use super::nested_parameters::ParameterTree;
use crate::model::{Field, Provenance, Schema, SchemaKind};

/// Returns the schema of a parameter with all its members.
pub(super) fn parameter_schema(
    context: &PageContext<'_>,
    tree: &ParameterTree<'_, '_>,
    node: usize,
) -> Schema {
    let shape = parameter_shape(context, tree, node);
    let parameter = &tree.nodes[node];
    let Some(row) = parameter.row else {
        return context.bare_schema(shape, first_offset(tree, node), Provenance::Derived);
    };
    let mut schema = context.schema_of_row(row, shape, Provenance::Stated);
    for content_row in &parameter.content_rows {
        let first_line = content_row.description.lines().next().unwrap_or_default();
        schema
            .description
            .push_str(&format!("\n\n-   `{}`: {first_line}", content_row.name));
    }
    schema
}

fn parameter_shape(
    context: &PageContext<'_>,
    tree: &ParameterTree<'_, '_>,
    node: usize,
) -> SchemaKind {
    let parameter = &tree.nodes[node];
    let type_text = parameter
        .row
        .map_or(&TypeText::Object, |row| &row.type_text);
    let shape = if parameter.children.is_empty() {
        let description = parameter.row.map_or("", |row| row.description);
        leaf_shape(context, type_text, description)
    } else {
        let field = |child: &usize| Field {
            name: tree.nodes[*child].name.clone(),
            schema: parameter_schema(context, tree, *child),
        };
        SchemaKind::Object(parameter.children.iter().map(field).collect())
    };
    if parameter.is_list || matches!(type_text, TypeText::List(_)) {
        let offset = first_offset(tree, node);
        return SchemaKind::List(Box::new(context.bare_schema(
            shape,
            offset,
            Provenance::Derived,
        )));
    }
    shape
}

/// Returns the shape of a parameter without members, or of its elements in the case of a list. Elements without a
/// stated type are strings, which is true of most lists.
fn leaf_shape(context: &PageContext<'_>, type_text: &TypeText, description: &str) -> SchemaKind {
    match type_text {
        TypeText::String | TypeText::Blank | TypeText::List(None) => {
            SchemaKind::String(description_hints::values(description))
        }
        TypeText::Integer => SchemaKind::Integer,
        TypeText::Number => SchemaKind::Number,
        TypeText::Boolean => SchemaKind::Boolean,
        TypeText::Map => {
            let value = context.bare_schema(SchemaKind::Any, 0, Provenance::Derived);
            SchemaKind::Map(Box::new(value))
        }
        TypeText::Object | TypeText::Named(_) => SchemaKind::Any,
        TypeText::List(Some(element)) => leaf_shape(context, element, description),
    }
}

/// Returns the offset of a parameter's row, or of its first member's row.
fn first_offset(tree: &ParameterTree<'_, '_>, node: usize) -> usize {
    let mut node = &tree.nodes[node];
    while let (None, Some(child)) = (node.row, node.children.first()) {
        node = &tree.nodes[*child];
    }
    node.row.map_or(0, |row| row.offset)
}
