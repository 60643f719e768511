//! Parameters of an operation: where they go, how they are written, what they hold.

use super::super::json::{Members, Node};
use super::super::{check_name, schema};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Parameter, Position, Style};

/// Every parameter, each once.
pub(super) fn read(
    members: &Members<'_>,
    problems: &mut Diagnostics,
    what: &str,
) -> Vec<Parameter> {
    let Some(list) = members.get("parameters") else {
        return Vec::new();
    };
    let xml = consumes_xml(members, problems, what);
    let mut parameters: Vec<Parameter> = Vec::new();
    for node in list.elements(problems, &format!("`parameters` of {what}")) {
        let Some(parameter) = parameter(node, xml, problems, what) else {
            continue;
        };
        match parameters
            .iter()
            .find(|known| known.name == parameter.name && known.position == parameter.position)
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

/// The official metadata repeats some parameters word for word; that is harmless.
fn twice(known: &Parameter, again: &Parameter, problems: &mut Diagnostics, what: &str) {
    let message = format!(
        "parameter `{}` of {what} stands twice, first at {}",
        again.name, known.place
    );
    if known.schema == again.schema && known.style == again.style {
        problems.warning(
            Code::DuplicateParameter,
            &again.place,
            message,
            "the second one is left out: both say the same",
        );
    } else {
        problems.error(
            Code::ConflictingParameter,
            &again.place,
            message,
            "the two differ: remove one of them",
        );
    }
}

fn parameter(
    node: Node<'_>,
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
    let position = position(&members, problems, &what);
    let style = style(&members, problems, &what).map(|style| match style {
        Style::Flat if xml && position == Some(Position::Body) => Style::Xml,
        style => style,
    });
    let mut schema = match members.get("schema") {
        Some(schema) if position == Some(Position::Body) => schema::body(schema, problems, &what),
        Some(schema) => schema::read(schema, problems, &what),
        None => {
            problems.error(
                Code::MissingMember,
                &node.place(),
                format!("{what} has no `schema`"),
                "add `\"schema\": { \"type\": … }`",
            );
            None
        }
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

fn position(members: &Members<'_>, problems: &mut Diagnostics, what: &str) -> Option<Position> {
    match members.require("in", problems, what)? {
        "query" => Some(Position::Query),
        "formData" => Some(Position::Form),
        "body" => Some(Position::Body),
        "path" => Some(Position::Path),
        "header" => Some(Position::Header),
        "host" => Some(Position::Host),
        other => {
            let place = members
                .get("in")
                .map_or_else(|| members.place(), |node| node.place());
            let help = "locations are query, formData, body, path, header and host";
            problems.error(
                Code::UnknownLocation,
                &place,
                format!("{what}: unknown location `{other}`"),
                help,
            );
            None
        }
    }
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
