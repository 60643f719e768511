//! Corrections of what a publisher got wrong. They are data of the product, one reason each.
//!
//! **Invariant:** a fixup that changes nothing is an error, so none outlives the fault it mends.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Schema, SchemaKind, Service, Value};
use crate::spec::{Correction, Fixup};

/// Applies `fixups` in their order.
///
/// # Errors
///
/// Fixups that name nothing or change nothing.
pub fn apply(
    mut service: Service,
    fixups: &[Fixup],
    diagnostics: &mut Diagnostics,
) -> Result<Service, Diagnostics> {
    for fixup in fixups {
        match correct(&mut service, fixup) {
            Ok(true) => {}
            Ok(false) => {
                let help = format!(
                    "the description is right by now: remove the fixup, made because: {}",
                    fixup.why
                );
                diagnostics.error(
                    DiagnosticCode::UnusedFixup,
                    &fixup.declared_at,
                    format!("the fixup of `{}` changes nothing", fixup.at),
                    help,
                );
            }
            Err(missing) => {
                let help = "write `Operation.Parameter.Field`, or `Operation=200.Field` for a reply; `[]` steps into a list";
                diagnostics.error(
                    DiagnosticCode::UnknownFixupTarget,
                    &fixup.declared_at,
                    format!("the fixup of `{}` finds no `{missing}`", fixup.at),
                    help,
                );
            }
        }
    }
    diagnostics.into_result(service)
}

/// Whether the fixup changed something, or the step it did not find.
fn correct(service: &mut Service, fixup: &Fixup) -> Result<bool, String> {
    let mut steps = fixup.at.split('.');
    let root = steps.next().unwrap_or_default();
    let (operation, reply) = root
        .split_once('=')
        .map_or((root, false), |(name, _)| (name, true));
    let operation = service
        .operations
        .iter_mut()
        .find(|known| known.name == operation)
        .ok_or_else(|| root.to_owned())?;
    let (mut name, mut schema) = if reply {
        (
            None,
            operation.response.as_mut().ok_or_else(|| root.to_owned())?,
        )
    } else {
        let step = steps.next().unwrap_or_default();
        let parameter = operation
            .parameters
            .iter_mut()
            .find(|known| known.name == step)
            .ok_or_else(|| step.to_owned())?;
        (Some(&mut parameter.name), &mut parameter.schema)
    };
    for step in steps {
        let (field, items) = step
            .strip_suffix("[]")
            .map_or((step, false), |field| (field, true));
        let SchemaKind::Object(fields) = &mut schema.kind else {
            return Err(step.to_owned());
        };
        let found = fields
            .iter_mut()
            .find(|known| known.name == field)
            .ok_or_else(|| step.to_owned())?;
        (name, schema) = (Some(&mut found.name), &mut found.schema);
        if items {
            let SchemaKind::List(inner) = &mut schema.kind else {
                return Err(step.to_owned());
            };
            (name, schema) = (None, inner);
        }
    }
    match (&fixup.correction, name) {
        (Correction::Rename(to), Some(name)) => Ok(std::mem::replace(name, to.clone()) != *to),
        (Correction::Rename(_), None) => Err("name".to_owned()),
        (correction, _) => Ok(change(schema, correction)),
    }
}

fn change(schema: &mut Schema, correction: &Correction) -> bool {
    match correction {
        Correction::Rename(_) => false,
        Correction::Required(required) => {
            std::mem::replace(&mut schema.required, *required) != *required
        }
        Correction::Values(texts) => {
            let values = texts
                .iter()
                .map(|text| Value {
                    text: text.clone(),
                    title: String::new(),
                })
                .collect();
            replace(schema, SchemaKind::String(values))
        }
        Correction::Type(name) => {
            let shape = match name.as_str() {
                "string" => SchemaKind::String(Vec::new()),
                "integer" => SchemaKind::Integer,
                "number" => SchemaKind::Number,
                "boolean" => SchemaKind::Boolean,
                _ => SchemaKind::Any,
            };
            replace(schema, shape)
        }
    }
}

fn replace(schema: &mut Schema, shape: SchemaKind) -> bool {
    let differs = schema.kind != shape;
    schema.kind = shape;
    differs
}
