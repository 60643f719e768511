//! An operation of a reference page as a table: each element with its line on the page and how it is known.

use std::fmt::Write;

use acsgen::model::{Field, Operation, Provenance, Schema, SchemaKind};

use super::text::{parameter_type, type_text};

/// The maximum width of a column; longer cells are not aligned.
const MAX_WIDTH: usize = 60;

/// A row of the table.
#[derive(Default)]
struct ProvenanceRow {
    /// `?` if the element is a guess.
    mark: &'static str,
    /// The indented name.
    name: String,
    kind: String,
    /// Line and column on the page; empty if the element is not on it.
    position: String,
    provenance: &'static str,
}

/// Returns a line for each element of an operation. Guesses are marked with `?`.
pub(super) fn table(operation: &Operation) -> String {
    let mut rows = Vec::new();
    for parameter in &operation.parameters {
        let kind = parameter_type(parameter);
        rows.push(row(&parameter.name, kind, &parameter.schema, 1));
        add_fields(&mut rows, &parameter.schema.kind, 2);
    }
    let parameters = rows.len();
    match &operation.response {
        Some(response) => add_fields(&mut rows, &response.kind, 1),
        None => rows.push(ProvenanceRow {
            mark: " ",
            name: "  not described".to_owned(),
            ..ProvenanceRow::default()
        }),
    }
    let width = |cell: fn(&ProvenanceRow) -> &str| {
        let widths = rows.iter().map(|row| cell(row).chars().count());
        widths.max().unwrap_or(0).min(MAX_WIDTH)
    };
    let name_width = width(|row| &row.name);
    let kind_width = width(|row| &row.kind);
    let position_width = width(|row| &row.position);
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index == 0 && parameters > 0 {
            text.push_str("parameters\n");
        }
        if index == parameters {
            text.push_str("response\n");
        }
        let line = format!(
            "{} {:<name_width$}  {:<kind_width$}  {:>position_width$}  {}",
            row.mark, row.name, row.kind, row.position, row.provenance
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    for related in &operation.related_operations {
        let _ = writeln!(text, "see also {related}");
    }
    text
}

fn row(name: &str, kind: String, schema: &Schema, depth: usize) -> ProvenanceRow {
    let (mark, provenance) = match schema.provenance {
        Provenance::Stated => (" ", ""),
        Provenance::Confirmed => (" ", "confirmed by a sample"),
        Provenance::Inferred => ("?", "inferred from the neighboring rows"),
        Provenance::Sampled => ("?", "only in a sample"),
        Provenance::Derived => (" ", "derived from its fields"),
    };
    let is_on_page = matches!(
        schema.provenance,
        Provenance::Stated | Provenance::Confirmed | Provenance::Inferred
    );
    let (line, column) = schema.declared_at.line_column();
    ProvenanceRow {
        mark,
        name: format!("{:indent$}{name}", "", indent = depth * 2),
        kind,
        position: if is_on_page {
            format!("{line}:{column}")
        } else {
            String::new()
        },
        provenance,
    }
}

fn add_fields(rows: &mut Vec<ProvenanceRow>, kind: &SchemaKind, depth: usize) {
    match kind {
        SchemaKind::Object(fields) => {
            for Field { name, schema } in fields {
                rows.push(row(name, type_text(schema), schema, depth));
                add_fields(rows, &schema.kind, depth + 1);
            }
        }
        SchemaKind::List(inner) | SchemaKind::Map(inner) => add_fields(rows, &inner.kind, depth),
        _ => {}
    }
}
