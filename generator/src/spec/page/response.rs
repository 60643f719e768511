//! Reads the response of an operation: tables of fields and samples together yield one schema.
//!
//! This module must never know the request.

mod field_table;
mod schema;

use super::context::PageContext;
use super::document::PageDocument;
use super::field_tree::{FieldNode, FieldTree, ROOT};
use super::list_element::is_list_element;
use super::row::Row;
use super::sample_tree::SampleTree;
use super::wire_name::is_wire_name;
use crate::model::{ApiStyle, Provenance, Schema, SchemaKind};

use field_table::{FieldTable, read_field_tables, type_name_of_title};
use schema::ResponseSchemas;

/// The maximum index of a row that may wrap the whole response.
const MAX_WRAPPER_INDEX: usize = 2;

/// Reads the response. Returns `None` if the page does not show it.
pub(super) fn read(
    context: &mut PageContext<'_>,
    document: &PageDocument<'_>,
    samples: &mut SampleTree,
    style: ApiStyle,
) -> Option<Schema> {
    let mut tables = read_field_tables(document);
    if style != ApiStyle::Rpc {
        for table in &mut tables {
            remove_element_rows(&mut table.rows);
        }
    }
    if let Some(wrapper) = tables
        .first()
        .and_then(|table| wrapper_missing_in_samples(&table.rows, samples))
    {
        samples.wrap_root(&wrapper);
    }
    for table in &mut tables {
        remove_invalid_names(context, table);
    }
    tables.retain(|table| !table.rows.is_empty());
    let mut tree = build_tree(&tables, samples);
    for row in std::mem::take(&mut tree.duplicate_rows) {
        context.report_duplicate_row(row);
    }
    let shape = ResponseSchemas::new(context, &tree, samples).root_shape();
    let is_empty = tree.nodes.len() == 1 && !matches!(shape, SchemaKind::List(_));
    (!is_empty).then(|| context.bare_schema(shape, 0, Provenance::Derived))
}

/// Puts the rows of all tables into one tree. The first table describes the response itself, later ones its types.
fn build_tree<'e, 't>(tables: &'e [FieldTable<'t>], samples: &'e SampleTree) -> FieldTree<'e, 't> {
    let mut tree = FieldTree::new(samples);
    if let Some((first, others)) = tables.split_first() {
        tree.insert_table(ROOT, &first.rows);
        for table in others {
            for subject in subjects_of(&tree, table) {
                tree.insert_table(subject, &table.rows);
            }
        }
    }
    tree.add_sampled_fields();
    tree
}

/// Removes and reports the rows whose names cannot be wire names.
fn remove_invalid_names(context: &mut PageContext<'_>, table: &mut FieldTable<'_>) {
    table.rows.retain(|row| {
        let is_valid = is_wire_name(&row.name);
        if !is_valid {
            context.report_invalid_name(row, "a response field");
        }
        is_valid
    });
}

/// Removes the row `X` after a row `Array of X`. ROA services write lists without an object around them, so `X` is no
/// field there.
fn remove_element_rows(rows: &mut Vec<Row<'_>>) {
    let mut is_element = vec![false];
    is_element.extend(
        rows.windows(2)
            .map(|pair| is_list_element(&pair[0], &pair[1])),
    );
    let mut is_element = is_element.into_iter();
    rows.retain(|_| !is_element.next().unwrap_or(false));
}

/// Returns the container that one of the first rows describes, if the samples show only what is in this container.
fn wrapper_missing_in_samples(rows: &[Row<'_>], samples: &SampleTree) -> Option<String> {
    let is_shown = |row: &Row<'_>| samples.child(samples.root(), &row.name).is_some();
    let wrapper = rows.iter().position(|row| row.type_text.is_container())?;
    if !is_wire_name(&rows[wrapper].name) {
        // A container without a name is the response itself.
        return None;
    }
    let (outer_rows, inner_rows) = rows.split_at(wrapper + 1);
    let shown = inner_rows.iter().filter(|row| is_shown(row)).count();
    let samples_show_members = samples.has_json()
        && wrapper <= MAX_WRAPPER_INDEX
        && shown >= 2
        && shown * 2 > samples.node(samples.root()).children.len();
    (samples_show_members && !outer_rows.iter().any(is_shown)).then(|| rows[wrapper].name.clone())
}

/// Returns the fields whose type a table describes: those that link to it or have its title as name or type. Otherwise
/// the first container without fields, or the response itself.
fn subjects_of(tree: &FieldTree<'_, '_>, table: &FieldTable<'_>) -> Vec<usize> {
    let title = type_name_of_title(&table.title);
    let is_described = |node: &FieldNode<'_, '_>| {
        let type_name = node.row.and_then(|row| row.type_text.type_name());
        let is_linked =
            table.anchor.is_some() && node.row.and_then(|row| row.anchor) == table.anchor;
        let has_title = |name: &str| !title.is_empty() && type_name_of_title(name) == title;
        is_linked || has_title(&node.name) || type_name.is_some_and(has_title)
    };
    let is_container =
        |node: &FieldNode<'_, '_>| node.row.is_some_and(|row| row.type_text.is_container());
    let mut subjects = childless_nodes(tree, is_described);
    if subjects.is_empty() {
        subjects = childless_nodes(tree, is_container);
        subjects.truncate(1);
    }
    if subjects.is_empty() {
        subjects.push(ROOT);
    }
    subjects
}

/// Returns the fields without fields in them that meet a condition.
fn childless_nodes(
    tree: &FieldTree<'_, '_>,
    condition: impl Fn(&FieldNode<'_, '_>) -> bool,
) -> Vec<usize> {
    (ROOT + 1..tree.nodes.len())
        .filter(|node| tree.nodes[*node].children.is_empty() && condition(&tree.nodes[*node]))
        .collect()
}
