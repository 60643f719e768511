//! Path templates: every placeholder gets a parameter, and every path parameter a placeholder.
//!
//! **Invariant:** a template starts with `/`, or is `{NAME}` if one parameter is the whole path.

use super::super::check::check_name;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{
    Constraints, Parameter, ParameterLocation, ParameterStyle, Provenance, Schema, SchemaId,
    SchemaKind,
};
use crate::source::Location;

/// Returns a path template with placeholders as `{name}`; some publishers write `[name]`.
pub(super) fn template(
    diagnostics: &mut Diagnostics,
    text: &str,
    location: &Location,
    subject: &str,
) -> String {
    let text = text.trim();
    let template = if text.contains('{') {
        text.to_owned()
    } else {
        text.replace('[', "{").replace(']', "}")
    };
    if template.starts_with('/') {
        return template;
    }
    diagnostics.warning(
        DiagnosticCode::RelativePath,
        location,
        format!("`path` of {subject} does not start with `/`"),
        "the `/` is added",
    );
    format!("/{template}")
}

/// Makes a template and the parameters consistent, with a warning for each change:
///
/// - A path parameter without a placeholder replaces a wildcard (`/types/*`). If placeholders before the wildcard have no
///   parameters, it is the whole path.
/// - Any other path parameter without a placeholder becomes a query parameter.
/// - A placeholder uses the parameter of its name, whatever the location of that was.
/// - A placeholder without a parameter becomes a required string parameter.
pub(in crate::spec) fn reconcile(
    diagnostics: &mut Diagnostics,
    template: Option<String>,
    parameters: &mut Vec<Parameter>,
    location: &Location,
    subject: &str,
) -> Option<String> {
    let mut template = template;
    for index in 0..parameters.len() {
        if let Some(filled) = fill_wildcard(diagnostics, &template, parameters, index, subject) {
            template = Some(filled);
        }
    }
    for name in template.iter().flat_map(|text| placeholders(text)) {
        add_parameter(diagnostics, parameters, name, location, subject);
    }
    template
}

/// Finds a place for one parameter if it is a path parameter without a placeholder. Returns the template with a
/// placeholder for it, or `None` if the template stays as it is.
fn fill_wildcard(
    diagnostics: &mut Diagnostics,
    template: &Option<String>,
    parameters: &mut [Parameter],
    index: usize,
    subject: &str,
) -> Option<String> {
    let parameter = &parameters[index];
    let name = &parameter.name;
    let placeholders = template
        .as_ref()
        .map(|text| placeholders(text))
        .unwrap_or_default();
    if parameter.location != ParameterLocation::Path || placeholders.contains(&name.as_str()) {
        return None;
    }
    let is_declared = |name: &&str| parameters.iter().any(|parameter| parameter.name == *name);
    let (filled, help) = match template {
        Some(text) if text.contains('*') && placeholders.iter().all(is_declared) => (
            Some(text.replacen('*', &format!("{{{name}}}"), 1)),
            "the parameter replaces the `*` of the path",
        ),
        Some(text) if text.contains('*') => (
            Some(format!("{{{name}}}")),
            "the parameter is the whole path",
        ),
        _ => (None, "read as a query parameter"),
    };
    diagnostics.warning(
        DiagnosticCode::MissingPlaceholder,
        &parameter.declared_at,
        format!("the path of {subject} has no placeholder for the parameter `{name}`"),
        help,
    );
    if filled.is_none() {
        parameters[index].location = ParameterLocation::Query;
    }
    filled
}

/// Makes sure that a placeholder has a path parameter.
fn add_parameter(
    diagnostics: &mut Diagnostics,
    parameters: &mut Vec<Parameter>,
    name: &str,
    location: &Location,
    subject: &str,
) {
    let declared = parameters
        .iter_mut()
        .find(|parameter| parameter.name == name);
    let help = match declared {
        Some(parameter) if parameter.location == ParameterLocation::Path => return,
        Some(parameter) => {
            parameter.location = ParameterLocation::Path;
            parameter.schema.required = true;
            "the parameter of this name is read as a path parameter"
        }
        None => {
            let path = format!("the path of {subject}");
            check_name(diagnostics, name, &path, location);
            parameters.push(derived_parameter(name, location));
            "read as a required string parameter"
        }
    };
    diagnostics.warning(
        DiagnosticCode::UndeclaredPlaceholder,
        location,
        format!("`{name}` in the path of {subject} is not declared as a path parameter"),
        help,
    );
}

/// Returns the names in braces, in their order.
pub(in crate::spec) fn placeholders(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

fn derived_parameter(name: &str, location: &Location) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: ParameterLocation::Path,
        style: ParameterStyle::Flat,
        schema: Schema {
            id: SchemaId::default(),
            kind: SchemaKind::String(Vec::new()),
            description: String::new(),
            required: true,
            deprecated: false,
            example: None,
            default: None,
            constraints: Constraints::default(),
            provenance: Provenance::Derived,
            declared_at: location.clone(),
        },
        declared_at: location.clone(),
    }
}
