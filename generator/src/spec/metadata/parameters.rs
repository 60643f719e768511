//! Parameters of an operation: where they go, how they are written, what they hold.

use super::super::json::{Members, Node};
use super::super::{check_name, schema};
use super::path::placeholders;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Parameter, ParameterLocation, SchemaKind, Style};

/// Every parameter, each once. Where nobody says where one goes: into the `path` if that has a place for it, into the
/// body if it is called so, else into the query.
pub(super) fn read(
    members: &Members<'_>,
    path: Option<&str>,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Vec<Parameter> {
    let Some(list) = members.get("parameters") else {
        return Vec::new();
    };
    let xml = consumes_xml(members, diagnostics, what);
    let mut parameters: Vec<Parameter> = Vec::new();
    for node in list.elements(diagnostics, &format!("`parameters` of {what}")) {
        let Some(parameter) = parameter(node, path, xml, diagnostics, what) else {
            continue;
        };
        match parameters
            .iter_mut()
            .find(|known| known.name == parameter.name)
        {
            None => parameters.push(parameter),
            Some(known) => twice(known, &parameter, diagnostics, what),
        }
    }
    parameters
}

/// Whether bodies are XML unless a parameter says otherwise.
fn consumes_xml(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> bool {
    let Some(consumes) = members.get("consumes") else {
        return false;
    };
    let types = consumes.elements(diagnostics, &format!("`consumes` of {what}"));
    matches!(types.as_slice(), [only] if only.as_str() == Some("application/xml"))
}

/// The official metadata repeats some parameters word for word; that is harmless. Of two that differ the first one
/// says how it is sent, and what it holds is open.
fn twice(known: &mut Parameter, again: &Parameter, diagnostics: &mut Diagnostics, what: &str) {
    let message = format!(
        "parameter `{}` of {what} stands twice, first at {}",
        again.name, known.declared_at
    );
    let sent_alike = known.location == again.location && known.style == again.style;
    if known.schema == again.schema && sent_alike {
        diagnostics.warning(
            DiagnosticCode::DuplicateParameter,
            &again.declared_at,
            message,
            "the second one is left out: both say the same",
        );
        return;
    }
    if known.schema != again.schema {
        known.schema.kind = SchemaKind::Any;
    }
    diagnostics.warning(
        DiagnosticCode::ConflictingParameter,
        &again.declared_at,
        message,
        "the two differ: it is sent as the first one says, with any value that either may hold",
    );
}

fn parameter(
    node: Node<'_>,
    path: Option<&str>,
    xml: bool,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Option<Parameter> {
    let members = node.object(diagnostics, &format!("a parameter of {what}"))?;
    let name = members.require("name", diagnostics, &format!("a parameter of {what}"))?;
    let what = format!("parameter `{name}` of {what}");
    if let Some(node) = members.get("name") {
        check_name(name, &node.place(), diagnostics, &what);
    }
    let position = position(&members, name, path, diagnostics, &what);
    let style = style(&members, diagnostics, &what).map(|style| match style {
        Style::Flat if xml && position == Some(ParameterLocation::Body) => Style::Xml,
        style => style,
    });
    // Older descriptions have the type on the parameter itself; where there is none, the reader of schemas says so.
    let schema = members.get("schema").unwrap_or(node);
    let mut schema = match position {
        Some(ParameterLocation::Body) => schema::body(schema, diagnostics, &what),
        _ => schema::read(schema, diagnostics, &what),
    };
    // Without it there is no path, whatever the description says.
    if let (Some(schema), Some(ParameterLocation::Path)) = (&mut schema, position) {
        schema.required = true;
    }
    Some(Parameter {
        name: name.to_owned(),
        location: position?,
        style: style?,
        schema: schema?,
        declared_at: node.place(),
    })
}

fn position(
    members: &Members<'_>,
    name: &str,
    path: Option<&str>,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Option<ParameterLocation> {
    let Some(node) = members.get("in") else {
        return Some(guessed(members, name, path, diagnostics, what));
    };
    match node.string(diagnostics, &format!("`in` of {what}"))? {
        "query" => Some(ParameterLocation::Query),
        "formData" => Some(ParameterLocation::Form),
        "body" => Some(ParameterLocation::Body),
        "path" => Some(ParameterLocation::Path),
        "header" => Some(ParameterLocation::Header),
        "host" => Some(ParameterLocation::Host),
        other => {
            let help = "locations are query, formData, body, path, header and host";
            diagnostics.error(
                DiagnosticCode::UnknownLocation,
                &node.place(),
                format!("{what}: unknown location `{other}`"),
                help,
            );
            None
        }
    }
}

fn guessed(
    members: &Members<'_>,
    name: &str,
    path: Option<&str>,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> ParameterLocation {
    let in_path = path.is_some_and(|path| placeholders(path).contains(&name));
    let (position, help) = if in_path {
        (
            ParameterLocation::Path,
            "it is taken for a part of the path",
        )
    } else if name.eq_ignore_ascii_case("body") {
        (ParameterLocation::Body, "it is taken for the body")
    } else {
        (ParameterLocation::Query, "it is sent in the query")
    };
    let message = format!("{what} has no `in`");
    diagnostics.warning(
        DiagnosticCode::MissingMember,
        &members.place(),
        message,
        help,
    );
    position
}

fn style(members: &Members<'_>, diagnostics: &mut Diagnostics, what: &str) -> Option<Style> {
    let Some(node) = members.get("style") else {
        return Some(Style::Flat);
    };
    match node.string(diagnostics, &format!("`style` of {what}"))? {
        "flat" | "repeatList" => Some(Style::Flat),
        "json" => Some(Style::Json),
        "simple" => Some(Style::Joined),
        "xml" => Some(Style::Xml),
        other => {
            let help = "styles are flat, repeatList, json, simple and xml";
            diagnostics.error(
                DiagnosticCode::UnknownStyle,
                &node.place(),
                format!("{what}: unknown style `{other}`"),
                help,
            );
            None
        }
    }
}
