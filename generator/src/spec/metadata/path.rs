//! Path templates: every placeholder gets a parameter, and every path parameter a placeholder.
//!
//! **Invariant:** a template starts with `/`, or is `{NAME}` where a parameter is the whole path.

use super::super::check_name;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{
    Constraints, Parameter, ParameterLocation, Provenance, Schema, SchemaKind, Style,
};
use crate::source::Location;

/// What a path template says; placeholders are `{name}`, and `[name]` with some publishers.
pub(super) fn template(
    text: &str,
    place: &Location,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> String {
    let text = text.trim();
    let braced = if text.contains('{') {
        text.to_owned()
    } else {
        text.replace('[', "{").replace(']', "}")
    };
    if braced.starts_with('/') {
        return braced;
    }
    diagnostics.warning(
        DiagnosticCode::RelativePath,
        place,
        format!("`path` of {what} does not start with `/`"),
        "it is taken to start there",
    );
    format!("/{braced}")
}

/// Makes template and parameters fit. Where they do not:
///
/// - a parameter that no placeholder names is what a wildcard (`/types/*`) stands for; the whole path where placeholders
///   before the wildcard have no parameters, as the caller then says them, too;
/// - any other such parameter goes into the query;
/// - a placeholder takes the parameter of its name, wherever that was to go;
/// - a placeholder without one becomes a text that the request requires: there is no path without it.
pub(in crate::spec) fn commit(
    template: Option<String>,
    parameters: &mut Vec<Parameter>,
    place: &Location,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Option<String> {
    let mut template = template;
    for index in 0..parameters.len() {
        let Parameter {
            name,
            location: position,
            declared_at: place,
            ..
        } = &parameters[index];
        let named = template
            .as_ref()
            .map(|text| placeholders(text))
            .unwrap_or_default();
        if *position != ParameterLocation::Path || named.contains(&name.as_str()) {
            continue;
        }
        let declared = |name: &&str| parameters.iter().any(|known| known.name == *name);
        let message = format!("the path of {what} has no place for the parameter `{name}`");
        let (filled, help) = match &template {
            Some(text) if text.contains('*') && named.iter().all(declared) => (
                Some(text.replacen('*', &format!("{{{name}}}"), 1)),
                "it is taken for what `*` stands for",
            ),
            Some(text) if text.contains('*') => (
                Some(format!("{{{name}}}")),
                "it is taken for the whole path",
            ),
            _ => (None, "it is sent in the query"),
        };
        diagnostics.warning(DiagnosticCode::NoPlaceholder, place, message, help);
        match filled {
            Some(filled) => template = Some(filled),
            None => parameters[index].location = ParameterLocation::Query,
        }
    }
    for name in template.iter().flat_map(|text| placeholders(text)) {
        let message = format!("`{name}` in the path of {what} is not among its path parameters");
        let help = match parameters.iter_mut().find(|known| known.name == name) {
            Some(known) if known.location == ParameterLocation::Path => continue,
            Some(known) => {
                known.location = ParameterLocation::Path;
                known.schema.required = true;
                "the parameter of that name goes there"
            }
            None => {
                check_name(name, place, diagnostics, &format!("the path of {what}"));
                parameters.push(implied(name, place));
                "it is taken for a text that must be given"
            }
        };
        diagnostics.warning(DiagnosticCode::UndeclaredPlaceholder, place, message, help);
    }
    template
}

/// Names in braces, in their order.
pub(in crate::spec) fn placeholders(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

fn implied(name: &str, place: &Location) -> Parameter {
    Parameter {
        name: name.to_owned(),
        location: ParameterLocation::Path,
        style: Style::Flat,
        schema: Schema {
            kind: SchemaKind::String(Vec::new()),
            description: String::new(),
            required: true,
            deprecated: false,
            example: None,
            default: None,
            constraints: Constraints::default(),
            provenance: Provenance::Derived,
            declared_at: place.clone(),
        },
        declared_at: place.clone(),
    }
}
