//! What an operation takes: rows of parameters, with the lists and objects that their names and marks spell out.

mod inside;

use super::super::markdown::Block;
use super::super::markdown::inline::plain;
use super::super::metadata::path;
use super::Reader;
use super::columns::Columns;
use super::entry::{self, Entry};
use super::route::Route;
use super::section::{Layout, Part, Topic};
use crate::model::{
    Field, Parameter, ParameterLocation, Provenance, Schema, SchemaKind, ServiceStyle, Style,
};
use inside::Tree;

/// How a request is sent and what it holds.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: Option<String>,
    pub(super) parameters: Vec<Parameter>,
}

/// Parameters of every request, which the runtime sends by itself.
const COMMON: [&str; 14] = [
    "Action",
    "Format",
    "AccessKeyId",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureVersion",
    "Timestamp",
    "Version",
    "TimeStamp",
    "Public parameters",
    "Common parameters",
    "Common request parameters",
    "Public request parameters",
];

/// Deeper than any request.
const DEEPEST: usize = 12;

/// Reads the tables of parameters and of the body.
pub(super) fn read(
    layout: &Layout<'_>,
    style: ServiceStyle,
    route: Route,
    reader: &mut Reader<'_>,
) -> Request {
    let groups = groups(layout);
    let mut tree = Tree::default();
    tree.fill(&groups, reader);
    let (mut parameters, mut body) = (Vec::new(), tree.body(layout, reader));
    for at in &tree.top {
        let parameter = parameter(&tree, *at, &route, reader);
        match parameter.location {
            ParameterLocation::Body if style != ServiceStyle::Rpc => body.push(Field {
                name: parameter.name,
                schema: parameter.schema,
            }),
            ParameterLocation::Body => parameters.push(Parameter {
                location: ParameterLocation::Form,
                ..parameter
            }),
            _ => parameters.push(parameter),
        }
    }
    if style != ServiceStyle::Rpc {
        parameters.extend(whole_body(layout, body, reader));
    }
    let template = route.path.map(|path| spelled(&path, &parameters));
    let place = reader.source.at(layout.title.map_or(0, |title| title.at));
    let path = path::commit(
        template,
        &mut parameters,
        &place,
        reader.diagnostics,
        "the operation",
    );
    let method = Some(route.method).filter(|method| !method.is_empty());
    Request {
        method: method.unwrap_or_else(|| "POST".to_owned()),
        path,
        parameters,
    }
}

fn parameter(tree: &Tree<'_, '_>, at: usize, route: &Route, reader: &Reader<'_>) -> Parameter {
    let node = &tree.nodes[at];
    let said = node.entry.map_or("", |entry| entry.position.as_str());
    let schema = tree.schema(at, reader);
    Parameter {
        location: position(said, &node.name, route),
        style: written(&schema, node.entry),
        name: node.name.clone(),
        schema,
        declared_at: reader.source.at(node.entry.map_or(0, |entry| entry.at)),
    }
}

/// The rows of a table, and the line before it, which may say whose members they are.
#[derive(Debug, Default)]
struct Group<'t> {
    about: String,
    entries: Vec<Entry<'t>>,
}

/// Tables of the request; headers that need not be told are none.
fn groups<'t>(layout: &Layout<'t>) -> Vec<Group<'t>> {
    let mut groups = Vec::new();
    for part in layout.of(Topic::Request) {
        groups.extend(of_part(part));
    }
    for part in layout.of(Topic::Headers) {
        for mut group in of_part(part) {
            for entry in &mut group.entries {
                "header".clone_into(&mut entry.position);
            }
            groups.push(group);
        }
    }
    groups
}

fn of_part<'t>(part: &Part<'t>) -> Vec<Group<'t>> {
    let mut groups: Vec<Group<'t>> = Vec::new();
    let mut about = String::new();
    for block in &part.blocks {
        match block {
            Block::Line(line) => about = plain(line.text),
            Block::Table(table) => {
                if let Some(columns) = Columns::of_parameters(&table.header, false) {
                    let entries = entry::of_table(table, &columns);
                    groups.push(Group {
                        about: std::mem::take(&mut about),
                        entries,
                    });
                }
            }
            Block::DiagnosticCode(_) | Block::Heading(_) => {}
        }
    }
    if groups.is_empty() {
        let entries = entry::of_lists(&part.blocks);
        groups.push(Group { about, entries });
    }
    groups
}

fn position(said: &str, name: &str, route: &Route) -> ParameterLocation {
    let in_path = route
        .path
        .iter()
        .flat_map(|path| path::placeholders(path))
        .any(|placeholder| placeholder.eq_ignore_ascii_case(name));
    match said {
        _ if in_path => ParameterLocation::Path,
        "header" | "headers" => ParameterLocation::Header,
        "body" | "requestbody" | "request body" => ParameterLocation::Body,
        "form" | "formdata" => ParameterLocation::Form,
        _ => ParameterLocation::Query,
    }
}

/// Lists and objects that the page shows as JSON go as JSON; those without known members can go in no other way.
fn written(schema: &Schema, entry: Option<&Entry<'_>>) -> Style {
    let example = entry
        .and_then(|entry| entry.example.as_deref())
        .unwrap_or_default();
    match &schema.kind {
        SchemaKind::List(_) if example.starts_with('[') => Style::Json,
        SchemaKind::Map(_) | SchemaKind::Any => Style::Json,
        SchemaKind::Object(_) if example.starts_with('{') => Style::Json,
        _ => Style::Flat,
    }
}

/// The body of a request; any JSON where its part of the page has no table.
fn whole_body(layout: &Layout<'_>, fields: Vec<Field>, reader: &Reader<'_>) -> Option<Parameter> {
    let part = layout.of(Topic::Body).find(|part| !part.blocks.is_empty());
    if fields.is_empty() && part.is_none() {
        return None;
    }
    let at = part
        .and_then(|part| part.blocks.first())
        .map_or(0, |block| match block {
            Block::Line(cell) | Block::DiagnosticCode(cell) | Block::Heading(cell) => cell.at,
            Block::Table(table) => table.header.cells.first().map_or(0, |cell| cell.at),
        });
    let shape = if fields.is_empty() {
        SchemaKind::Any
    } else {
        SchemaKind::Object(fields)
    };
    Some(Parameter {
        name: "body".to_owned(),
        location: ParameterLocation::Body,
        style: Style::Json,
        schema: reader.schema(shape, at, Provenance::Derived),
        declared_at: reader.source.at(at),
    })
}

/// The path with the names that the rows have.
fn spelled(path: &str, parameters: &[Parameter]) -> String {
    let mut spelled = path.to_owned();
    for placeholder in path::placeholders(path) {
        let same = |parameter: &&Parameter| parameter.name.eq_ignore_ascii_case(placeholder);
        if let Some(parameter) = parameters.iter().find(same) {
            spelled = spelled.replace(
                &format!("{{{placeholder}}}"),
                &format!("{{{}}}", parameter.name),
            );
        }
    }
    spelled
}
