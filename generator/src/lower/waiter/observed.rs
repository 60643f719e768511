//! The objects that a waiter observes, and the field with their state.
//!
//! **Invariant:** returns nothing without an error that says why. Nothing here knows a Rust name.

use super::super::draft::OperationContext;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::WaiterOverride;
use crate::model::{Field, Schema, SchemaKind};

/// The object with the state that a waiter waits for.
pub(super) struct ObservedObject<'s> {
    pub(super) schema: &'s Schema,
    /// Whether the path leads to the object itself instead of a list of such objects.
    pub(super) is_single: bool,
}

impl<'s> ObservedObject<'s> {
    /// Finds the object at the path that the waiter names.
    pub(super) fn find(
        ctx: &OperationContext<'_, 's>,
        config: &WaiterOverride,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let service = ctx.service();
        let mut report = |message: String| {
            let help =
                "write the path from the response to the list or the object, such as `Data.Items`";
            diagnostics.error(
                DiagnosticCode::InvalidWaiterItems,
                &config.declared_at,
                message,
                help,
            );
            None
        };
        let path = config.items.join(".");
        let Some(mut schema) = ctx.operation().response.as_ref() else {
            return report(format!(
                "waiter `{}`: `{}` declares no response",
                config.name, config.poll
            ));
        };
        for name in &config.items {
            let object = service.resolve(schema);
            let Some(field) = object.and_then(|object| object.field(name)) else {
                return report(format!(
                    "waiter `{}`: the response of `{}` has no `{path}`",
                    config.name, config.poll
                ));
            };
            schema = &field.schema;
        }
        match service.resolve(schema).map(|schema| &schema.kind) {
            Some(SchemaKind::List(inner)) => Some(Self {
                schema: inner,
                is_single: false,
            }),
            Some(SchemaKind::Object(_)) => Some(Self {
                schema,
                is_single: true,
            }),
            _ => report(format!(
                "waiter `{}`: `{path}` is neither a list nor an object",
                config.name
            )),
        }
    }

    /// Returns the field with the state.
    pub(super) fn state(
        &self,
        config: &WaiterOverride,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'s Field> {
        let is_supported = |field: &&Field| {
            matches!(
                field.schema.kind,
                SchemaKind::String(_) | SchemaKind::Integer | SchemaKind::Boolean
            )
        };
        let state = self.schema.field(&config.state).filter(is_supported);
        if state.is_none() {
            diagnostics.error(
                DiagnosticCode::InvalidWaiterState,
                &config.declared_at,
                format!(
                    "waiter `{}`: `{}` is not a field that can hold a state",
                    config.name, config.state
                ),
                "name a field that is text, a whole number or a boolean",
            );
        }
        state
    }
}
