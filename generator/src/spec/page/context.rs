//! The page that is being read, and the diagnostics and schemas that its readers create.
//!
//! This module must never know how a page is structured.

use std::sync::Arc;

use super::description_hints;
use super::row::Row;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Constraints, Provenance, Schema, SchemaId, SchemaKind};
use crate::source::SourceFile;

/// The page that is being read.
pub(super) struct PageContext<'s> {
    pub(super) source: &'s Arc<SourceFile>,
    pub(super) diagnostics: &'s mut Diagnostics,
}

impl PageContext<'_> {
    /// Creates a schema of which only the shape is known.
    pub(super) fn bare_schema(
        &self,
        shape: SchemaKind,
        offset: usize,
        ground: Provenance,
    ) -> Schema {
        Schema {
            id: SchemaId::default(),
            kind: shape,
            description: String::new(),
            required: false,
            deprecated: false,
            example: None,
            default: None,
            constraints: Constraints::default(),
            provenance: ground,
            declared_at: self.source.at(offset),
        }
    }

    /// Creates a schema with everything that a row states.
    pub(super) fn schema_of_row(
        &self,
        row: &Row<'_>,
        shape: SchemaKind,
        ground: Provenance,
    ) -> Schema {
        let is_number = matches!(shape, SchemaKind::Integer | SchemaKind::Number);
        let mut limits = Constraints::default();
        if is_number {
            limits = description_hints::bounds(row.description);
        }
        if is_number && limits.minimum.is_none() {
            limits.values = description_hints::values(row.description);
            limits
                .values
                .retain(|value| value.text.parse::<f64>().is_ok());
        }
        Schema {
            description: description_hints::dedent(row.description),
            required: row.required.unwrap_or(false),
            example: row.example.clone(),
            default: description_hints::default(row.description),
            constraints: limits,
            ..self.bare_schema(shape, row.offset, ground)
        }
    }

    /// Reports a row whose name is not a wire name. `described` says what the row would describe.
    pub(super) fn report_invalid_name(&mut self, row: &Row<'_>, described: &str) {
        let message = match row.name.as_str() {
            "" => format!("a row for {described} has no name"),
            name => format!("`{name}` is not a valid name for {described}"),
        };
        let help = "the row is ignored; fix the page, or describe the operation in JSON";
        let place = self.source.at(row.offset);
        self.diagnostics
            .warning(DiagnosticCode::UnplacedRow, &place, message, help);
    }

    /// Reports a row that has the same name and container as an earlier one.
    pub(super) fn report_duplicate_row(&mut self, row: &Row<'_>) {
        let message = format!(
            "`{}` already has a row, and no other container fits the second row",
            row.name
        );
        let help = "the first row is used; fix the page if the two rows describe different fields";
        let place = self.source.at(row.offset);
        self.diagnostics
            .warning(DiagnosticCode::UnplacedRow, &place, message, help);
    }

    /// Reports a sample that cannot be parsed.
    pub(super) fn report_unreadable_sample(&mut self, offset: usize) {
        let message = "the sample is neither JSON nor XML";
        let help = "the sample is ignored; the response is read from its table alone";
        let place = self.source.at(offset);
        self.diagnostics
            .warning(DiagnosticCode::UnreadableSample, &place, message, help);
    }
}
