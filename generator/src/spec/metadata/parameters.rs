//! Parameters of an operation: their locations, their styles and their schemas.

use super::super::check::check_name;
use super::super::json::{JsonNode, JsonObject};
use super::super::schema;
use super::path::placeholders;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Parameter, ParameterLocation, ParameterStyle, SchemaKind};

/// The members of an operation that its parameters depend on.
struct ParameterContext<'a> {
    path: Option<&'a str>,
    /// Whether bodies are XML unless a parameter has another style.
    consumes_xml: bool,
    /// The operation in messages.
    subject: &'a str,
}

/// Reads all parameters, each once.
///
/// A parameter without a location goes into the `path` if that has a placeholder for it, into the body if its name is
/// `body`, else into the query.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    path: Option<&str>,
    subject: &str,
) -> Vec<Parameter> {
    let Some(list) = members.get("parameters") else {
        return Vec::new();
    };
    let operation = ParameterContext {
        path,
        consumes_xml: consumes_xml(diagnostics, members, subject),
        subject,
    };
    let mut parameters: Vec<Parameter> = Vec::new();
    for node in list.elements(diagnostics, &format!("`parameters` of {subject}")) {
        let Some(parameter) = parameter(diagnostics, &operation, node) else {
            continue;
        };
        match parameters
            .iter_mut()
            .find(|first| first.name == parameter.name)
        {
            None => parameters.push(parameter),
            Some(first) => merge(diagnostics, first, &parameter, subject),
        }
    }
    parameters
}

fn consumes_xml(diagnostics: &mut Diagnostics, members: &JsonObject<'_>, subject: &str) -> bool {
    let Some(consumes) = members.get("consumes") else {
        return false;
    };
    let types = consumes.elements(diagnostics, &format!("`consumes` of {subject}"));
    matches!(types.as_slice(), [only] if only.as_str() == Some("application/xml"))
}

/// Merges a second declaration of a parameter into the first one.
///
/// The official metadata repeats some parameters in the same words, which is harmless. If two declarations differ, the
/// parameter is sent as the first one says, and accepts any JSON.
fn merge(diagnostics: &mut Diagnostics, first: &mut Parameter, second: &Parameter, subject: &str) {
    let message = format!(
        "parameter `{}` of {subject} is declared twice, first at {}",
        second.name, first.declared_at
    );
    let is_sent_alike = first.location == second.location && first.style == second.style;
    if first.schema == second.schema && is_sent_alike {
        diagnostics.warning(
            DiagnosticCode::DuplicateParameter,
            &second.declared_at,
            message,
            "the second declaration is left out: both are the same",
        );
        return;
    }
    if first.schema != second.schema {
        first.schema.kind = SchemaKind::Any;
    }
    diagnostics.warning(
        DiagnosticCode::ConflictingParameter,
        &second.declared_at,
        message,
        "the declarations differ: the parameter is sent as in the first one, and accepts any value of either",
    );
}

fn parameter(
    diagnostics: &mut Diagnostics,
    operation: &ParameterContext<'_>,
    node: JsonNode<'_>,
) -> Option<Parameter> {
    let unnamed = format!("a parameter of {}", operation.subject);
    let members = node.object(diagnostics, &unnamed)?;
    let name = members.require("name", diagnostics, &unnamed)?;
    let subject = format!("parameter `{name}` of {}", operation.subject);
    if let Some(node) = members.get("name") {
        check_name(diagnostics, name, &subject, &node.location());
    }
    let location = match members.get("in") {
        Some(node) => declared_location(diagnostics, node, &subject),
        None => {
            let location = &members.location();
            let (derived, help) = derived_location(name, operation.path);
            let message = format!("{subject} has no `in`");
            diagnostics.warning(DiagnosticCode::MissingMember, location, message, help);
            Some(derived)
        }
    };
    let style = style(diagnostics, &members, &subject).map(|style| match style {
        ParameterStyle::Flat
            if operation.consumes_xml && location == Some(ParameterLocation::Body) =>
        {
            ParameterStyle::Xml
        }
        style => style,
    });
    // Older descriptions have the type on the parameter itself. If it is not there either, the schema reader adds a
    // warning.
    let schema = members.get("schema").unwrap_or(node);
    let mut schema = match location {
        Some(ParameterLocation::Body) => schema::read_body(diagnostics, schema, &subject),
        _ => schema::read(diagnostics, schema, &subject),
    };
    // A path parameter is required even if the description says that it is optional: without it there is no path.
    if let (Some(schema), Some(ParameterLocation::Path)) = (&mut schema, location) {
        schema.required = true;
    }
    Some(Parameter {
        name: name.to_owned(),
        location: location?,
        style: style?,
        schema: schema?,
        declared_at: node.location(),
    })
}

fn declared_location(
    diagnostics: &mut Diagnostics,
    node: JsonNode<'_>,
    subject: &str,
) -> Option<ParameterLocation> {
    match node.string(diagnostics, &format!("`in` of {subject}"))? {
        "query" => Some(ParameterLocation::Query),
        "formData" => Some(ParameterLocation::Form),
        "body" => Some(ParameterLocation::Body),
        "path" => Some(ParameterLocation::Path),
        "header" => Some(ParameterLocation::Header),
        "host" => Some(ParameterLocation::Host),
        other => {
            diagnostics.error(
                DiagnosticCode::UnknownLocation,
                &node.location(),
                format!("{subject}: unknown location `{other}`"),
                "locations are query, formData, body, path, header and host",
            );
            None
        }
    }
}

/// Returns the location of a parameter without `in`, and the help of the warning about it.
fn derived_location(name: &str, path: Option<&str>) -> (ParameterLocation, &'static str) {
    if path.is_some_and(|path| placeholders(path).contains(&name)) {
        let help = "read as a path parameter, because the path has a placeholder for it";
        (ParameterLocation::Path, help)
    } else if name.eq_ignore_ascii_case("body") {
        (ParameterLocation::Body, "read as the body")
    } else {
        (ParameterLocation::Query, "read as a query parameter")
    }
}

fn style(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Option<ParameterStyle> {
    let Some(node) = members.get("style") else {
        return Some(ParameterStyle::Flat);
    };
    match node.string(diagnostics, &format!("`style` of {subject}"))? {
        "flat" | "repeatList" => Some(ParameterStyle::Flat),
        "json" => Some(ParameterStyle::Json),
        "simple" => Some(ParameterStyle::Joined),
        "xml" => Some(ParameterStyle::Xml),
        other => {
            diagnostics.error(
                DiagnosticCode::UnknownStyle,
                &node.location(),
                format!("{subject}: unknown style `{other}`"),
                "styles are flat, repeatList, json, simple and xml",
            );
            None
        }
    }
}
