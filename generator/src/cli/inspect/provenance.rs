//! What was understood of a reference page, with where each fact came from.

use std::fmt::Write;

use acsgen::model::{Field, Operation, Provenance, Schema, SchemaKind};

use super::shape;

/// A line a fact: a mark, the name, its type, its line on the page, and how it is known. Doubtful ones are marked `?`.
pub(super) fn table(operation: &Operation) -> String {
    let mut rows = Vec::new();
    for parameter in &operation.parameters {
        let required = if parameter.schema.required {
            ", required"
        } else {
            ""
        };
        let position = format!("{:?}", parameter.location).to_lowercase();
        let kind = format!("{} in {position}{required}", shape(&parameter.schema));
        rows.push(row(&parameter.name, kind, &parameter.schema, 1));
        inside(&parameter.schema.kind, 2, &mut rows);
    }
    let parameters = rows.len();
    match &operation.response {
        Some(reply) => inside(&reply.kind, 1, &mut rows),
        None => rows.push([
            " ".to_owned(),
            "  not described".to_owned(),
            String::new(),
            String::new(),
            String::new(),
        ]),
    }
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or(0)
            .min(60)
    };
    let (names, kinds, lines) = (width(1), width(2), width(3));
    let mut text = String::new();
    for (index, [mark, name, kind, line, ground]) in rows.iter().enumerate() {
        if index == 0 && parameters > 0 {
            text.push_str("parameters\n");
        }
        if index == parameters {
            text.push_str("reply\n");
        }
        let written = format!("{mark} {name:<names$}  {kind:<kinds$}  {line:>lines$}  {ground}");
        let _ = writeln!(text, "{}", written.trim_end());
    }
    for companion in &operation.related_operations {
        let _ = writeln!(text, "see also {companion}");
    }
    text
}

fn row(name: &str, kind: String, schema: &Schema, depth: usize) -> [String; 5] {
    let (mark, ground) = match schema.provenance {
        Provenance::Stated => (" ", ""),
        Provenance::Confirmed => (" ", "confirmed by a sample"),
        Provenance::Inferred => ("?", "placed by the rows around it"),
        Provenance::Sampled => ("?", "in a sample only"),
        Provenance::Derived => (" ", "follows from what is inside"),
    };
    let (line, column) = schema.declared_at.line_column();
    let from_page = matches!(
        schema.provenance,
        Provenance::Stated | Provenance::Confirmed | Provenance::Inferred
    );
    let line = if from_page {
        format!("{line}:{column}")
    } else {
        String::new()
    };
    let indented = format!("{:indent$}{name}", "", indent = depth * 2);
    [mark.to_owned(), indented, kind, line, ground.to_owned()]
}

fn inside(shape_of: &SchemaKind, depth: usize, rows: &mut Vec<[String; 5]>) {
    match shape_of {
        SchemaKind::Object(fields) => {
            for Field { name, schema } in fields {
                rows.push(row(name, shape(schema), schema, depth));
                inside(&schema.kind, depth + 1, rows);
            }
        }
        SchemaKind::List(inner) | SchemaKind::Map(inner) => inside(&inner.kind, depth, rows),
        _ => {}
    }
}
