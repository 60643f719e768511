//! Corrections of a publisher's mistakes, listed in `acsgen.json` with one reason each.
//!
//! **Invariant:** a fixup that changes nothing is an error, so no fixup outlives the mistake it corrects. Nothing here
//! knows a product or an operation by name.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Correction, Fixup};
use crate::model::{Schema, SchemaKind, Service, Value};

/// Applies `fixups` in their order, then gives every schema its ID, because the shape of the service is final.
///
/// # Errors
///
/// Returns an error for each fixup whose target does not exist, and for each that changes nothing.
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
                    "the description is already correct: remove the fixup, which was added because: {}",
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
                let help = "write `Operation.Parameter.Field`, or `Operation=200.Field` for a response; add `[]` to enter a list";
                diagnostics.error(
                    DiagnosticCode::UnknownFixupTarget,
                    &fixup.declared_at,
                    format!("the fixup of `{}` finds no `{missing}`", fixup.at),
                    help,
                );
            }
        }
    }
    service.assign_schema_ids();
    diagnostics.into_result(service)
}

/// The schema that a fixup corrects, with the name it stands under.
struct FixupTarget<'s> {
    /// Name of the parameter or the field; `None` for a response and for an element of a list.
    name: Option<&'s mut String>,
    schema: &'s mut Schema,
}

/// Applies one fixup. Returns whether it changed anything.
///
/// # Errors
///
/// Returns the first name of the path that does not exist.
fn correct(service: &mut Service, fixup: &Fixup) -> Result<bool, String> {
    let mut path = fixup.at.split('.');
    let mut target = root(service, &mut path)?;
    for segment in path {
        target = descend(target, segment).ok_or_else(|| segment.to_owned())?;
    }
    match (&fixup.correction, target.name) {
        (Correction::Rename(to), Some(name)) => Ok(std::mem::replace(name, to.clone()) != *to),
        (Correction::Rename(_), None) => Err("name".to_owned()),
        (correction, _) => Ok(change(target.schema, correction)),
    }
}

/// Returns the response or the parameter that a path begins with.
fn root<'s, 'p>(
    service: &'s mut Service,
    path: &mut impl Iterator<Item = &'p str>,
) -> Result<FixupTarget<'s>, String> {
    let root = path.next().unwrap_or_default();
    let (name, is_response) = root
        .split_once('=')
        .map_or((root, false), |(name, _)| (name, true));
    let operation = service
        .operations
        .iter_mut()
        .find(|operation| operation.name == name)
        .ok_or_else(|| root.to_owned())?;
    if is_response {
        let schema = operation.response.as_mut();
        let schema = schema.ok_or_else(|| root.to_owned())?;
        return Ok(FixupTarget { name: None, schema });
    }
    let segment = path.next().unwrap_or_default();
    let parameter = operation
        .parameters
        .iter_mut()
        .find(|parameter| parameter.name == segment)
        .ok_or_else(|| segment.to_owned())?;
    Ok(FixupTarget {
        name: Some(&mut parameter.name),
        schema: &mut parameter.schema,
    })
}

/// Returns the field that a segment of a path names, or its elements if the segment ends with `[]`.
fn descend<'s>(target: FixupTarget<'s>, segment: &str) -> Option<FixupTarget<'s>> {
    let (name, enters_list) = segment
        .strip_suffix("[]")
        .map_or((segment, false), |name| (name, true));
    let SchemaKind::Object(fields) = &mut target.schema.kind else {
        return None;
    };
    let field = fields.iter_mut().find(|field| field.name == name)?;
    if !enters_list {
        return Some(FixupTarget {
            name: Some(&mut field.name),
            schema: &mut field.schema,
        });
    }
    match &mut field.schema.kind {
        SchemaKind::List(inner) => Some(FixupTarget {
            name: None,
            schema: inner,
        }),
        _ => None,
    }
}

/// Changes a schema. Returns whether that made a difference.
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
            let kind = match name.as_str() {
                "string" => SchemaKind::String(Vec::new()),
                "integer" => SchemaKind::Integer,
                "number" => SchemaKind::Number,
                "boolean" => SchemaKind::Boolean,
                _ => SchemaKind::Any,
            };
            replace(schema, kind)
        }
    }
}

fn replace(schema: &mut Schema, kind: SchemaKind) -> bool {
    let differs = schema.kind != kind;
    schema.kind = kind;
    differs
}
