//! Parameters of an operation: where they go, how they are written, what they hold.

use super::super::json::{Members, Node};
use super::super::{check_name, schema};
use super::path::placeholders;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Parameter, Position, Shape, Style};

/// Every parameter, each once. Where nobody says where one goes: into the `path` if that has a place for it, into the
/// body if it is called so, else into the query.
pub(super) fn read(
    members: &Members<'_>,
    path: Option<&str>,
    problems: &mut Diagnostics,
    what: &str,
) -> Vec<Parameter> {
    let Some(list) = members.get("parameters") else {
        return Vec::new();
    };
    let xml = consumes_xml(members, problems, what);
    let mut parameters: Vec<Parameter> = Vec::new();
    for node in list.elements(problems, &format!("`parameters` of {what}")) {
        let Some(parameter) = parameter(node, path, xml, problems, what) else {
            continue;
        };
        match parameters
            .iter_mut()
            .find(|known| known.name == parameter.name)
        {
            None => parameters.push(parameter),
            Some(known) => twice(known, &parameter, problems, what),
        }
    }
    parameters
}

/// Whether bodies are XML unless a parameter says otherwise.
fn consumes_xml(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> bool {
    let Some(consumes) = members.get("consumes") else {
        return false;
    };
    let types = consumes.elements(problems, &format!("`consumes` of {what}"));
    matches!(types.as_slice(), [only] if only.as_str() == Some("application/xml"))
}

/// The official metadata repeats some parameters word for word; that is harmless. Of two that differ the first one
/// says how it is sent, and what it holds is open.
fn twice(known: &mut Parameter, again: &Parameter, problems: &mut Diagnostics, what: &str) {
    let message = format!(
        "parameter `{}` of {what} stands twice, first at {}",
        again.name, known.place
    );
    let sent_alike = known.position == again.position && known.style == again.style;
    if known.schema == again.schema && sent_alike {
        problems.warning(
            Code::DuplicateParameter,
            &again.place,
            message,
            "the second one is left out: both say the same",
        );
        return;
    }
    if known.schema != again.schema {
        known.schema.shape = Shape::Any;
    }
    problems.warning(
        Code::ConflictingParameter,
        &again.place,
        message,
        "the two differ: it is sent as the first one says, with any value that either may hold",
    );
}

fn parameter(
    node: Node<'_>,
    path: Option<&str>,
    xml: bool,
    problems: &mut Diagnostics,
    what: &str,
) -> Option<Parameter> {
    let members = node.object(problems, &format!("a parameter of {what}"))?;
    let name = members.require("name", problems, &format!("a parameter of {what}"))?;
    let what = format!("parameter `{name}` of {what}");
    if let Some(node) = members.get("name") {
        check_name(name, &node.place(), problems, &what);
    }
    let position = position(&members, name, path, problems, &what);
    let style = style(&members, problems, &what).map(|style| match style {
        Style::Flat if xml && position == Some(Position::Body) => Style::Xml,
        style => style,
    });
    // Older descriptions have the type on the parameter itself; where there is none, the reader of schemas says so.
    let schema = members.get("schema").unwrap_or(node);
    let mut schema = match position {
        Some(Position::Body) => schema::body(schema, problems, &what),
        _ => schema::read(schema, problems, &what),
    };
    // Without it there is no path, whatever the description says.
    if let (Some(schema), Some(Position::Path)) = (&mut schema, position) {
        schema.required = true;
    }
    Some(Parameter {
        name: name.to_owned(),
        position: position?,
        style: style?,
        schema: schema?,
        place: node.place(),
    })
}

fn position(
    members: &Members<'_>,
    name: &str,
    path: Option<&str>,
    problems: &mut Diagnostics,
    what: &str,
) -> Option<Position> {
    let Some(node) = members.get("in") else {
        return Some(guessed(members, name, path, problems, what));
    };
    match node.string(problems, &format!("`in` of {what}"))? {
        "query" => Some(Position::Query),
        "formData" => Some(Position::Form),
        "body" => Some(Position::Body),
        "path" => Some(Position::Path),
        "header" => Some(Position::Header),
        "host" => Some(Position::Host),
        other => {
            let help = "locations are query, formData, body, path, header and host";
            problems.error(
                Code::UnknownLocation,
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
    problems: &mut Diagnostics,
    what: &str,
) -> Position {
    let in_path = path.is_some_and(|path| placeholders(path).contains(&name));
    let (position, help) = if in_path {
        (Position::Path, "it is taken for a part of the path")
    } else if name.eq_ignore_ascii_case("body") {
        (Position::Body, "it is taken for the body")
    } else {
        (Position::Query, "it is sent in the query")
    };
    let message = format!("{what} has no `in`");
    problems.warning(Code::MissingMember, &members.place(), message, help);
    position
}

fn style(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Style> {
    let Some(node) = members.get("style") else {
        return Some(Style::Flat);
    };
    match node.string(problems, &format!("`style` of {what}"))? {
        "flat" | "repeatList" => Some(Style::Flat),
        "json" => Some(Style::Json),
        "simple" => Some(Style::Joined),
        "xml" => Some(Style::Xml),
        other => {
            let help = "styles are flat, repeatList, json, simple and xml";
            problems.error(
                Code::UnknownStyle,
                &node.place(),
                format!("{what}: unknown style `{other}`"),
                help,
            );
            None
        }
    }
}
