//! Where two descriptions of the same operations disagree.

use std::collections::BTreeMap;
use std::fmt::Write;

use acsgen::model::{Operation, ParameterLocation, Schema, SchemaKind, Service};

use crate::cli::report::counted;

/// A line a disagreement, under the operations that both describe.
pub(super) fn disagreements(ours: &Service, theirs: &Service) -> String {
    let mut text = String::new();
    let (mut same, mut all) = (0, 0);
    for operation in &ours.operations {
        let other = theirs
            .operations
            .iter()
            .find(|other| other.name.eq_ignore_ascii_case(&operation.name));
        let Some(other) = other else {
            let _ = writeln!(text, "{}: not in {}", operation.name, theirs.source);
            continue;
        };
        let found = of_operation(operation, ours, other, theirs);
        all += found.len();
        same += usize::from(found.is_empty());
        if !found.is_empty() {
            let _ = writeln!(text, "{}", operation.name);
        }
        for line in found {
            let _ = writeln!(text, "  {line}");
        }
    }
    let alike = counted(same, "operation");
    let _ = writeln!(
        text,
        "{}, {alike} without any",
        counted(all, "disagreement")
    );
    text
}

fn of_operation(
    ours: &Operation,
    our_service: &Service,
    theirs: &Operation,
    service: &Service,
) -> Vec<String> {
    let mut lines = Vec::new();
    let (mine, other) = (parameters(ours, our_service), parameters(theirs, service));
    compare("parameter", &mine, &other, service, &mut lines);
    let (mine, other) = (reply(ours, our_service), reply(theirs, service));
    compare("reply", &mine, &other, service, &mut lines);
    lines
}

/// Everything with a name, by the names that lead to it.
type Paths = BTreeMap<String, Fact>;

/// What descriptions can disagree about.
struct Fact {
    kind: &'static str,
    required: bool,
    position: Option<ParameterLocation>,
    values: Vec<String>,
    place: String,
}

fn parameters(operation: &Operation, service: &Service) -> Paths {
    let mut paths = Paths::new();
    for parameter in &operation.parameters {
        let body = parameter.location == ParameterLocation::Body;
        let mut found = fact(&parameter.schema, service);
        found.position = Some(parameter.location);
        paths.insert(parameter.name.clone(), found);
        let name = if body { "" } else { parameter.name.as_str() };
        flatten(&parameter.schema, service, name, 0, &mut paths);
    }
    paths
}

fn reply(operation: &Operation, service: &Service) -> Paths {
    let mut paths = Paths::new();
    if let Some(reply) = &operation.response {
        flatten(reply, service, "", 0, &mut paths);
    }
    paths
}

/// Components may refer to themselves.
const DEEPEST: usize = 16;

fn flatten(schema: &Schema, service: &Service, name: &str, depth: usize, paths: &mut Paths) {
    let resolved = service.resolve(schema).unwrap_or(schema);
    match &resolved.kind {
        _ if depth > DEEPEST => {}
        SchemaKind::List(inner) => flatten(inner, service, name, depth + 1, paths),
        SchemaKind::Object(fields) => {
            for field in fields {
                let dot = if name.is_empty() { "" } else { "." };
                let name = format!("{name}{dot}{}", field.name);
                paths.insert(name.clone(), fact(&field.schema, service));
                flatten(&field.schema, service, &name, depth + 1, paths);
            }
        }
        _ => {}
    }
}

fn fact(schema: &Schema, service: &Service) -> Fact {
    let resolved = service.resolve(schema).unwrap_or(schema);
    let values = match &resolved.kind {
        SchemaKind::String(values) => values.iter().map(|value| value.text.clone()).collect(),
        _ => Vec::new(),
    };
    Fact {
        kind: kind(&resolved.kind),
        required: schema.required,
        position: None,
        values,
        place: schema.declared_at.to_string(),
    }
}

fn kind(shape: &SchemaKind) -> &'static str {
    match shape {
        SchemaKind::String(_) => "string",
        SchemaKind::Bytes { .. } => "bytes",
        SchemaKind::Integer => "integer",
        SchemaKind::Number => "number",
        SchemaKind::Boolean => "boolean",
        SchemaKind::List(_) => "list",
        SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Map(_) | SchemaKind::Reference(_) => {
            "object"
        }
    }
}

fn compare(what: &str, ours: &Paths, theirs: &Paths, other: &Service, lines: &mut Vec<String>) {
    for (name, mine) in ours {
        let at = &mine.place;
        match theirs.get(name) {
            None => lines.push(format!("{what} {name}: only at {at}")),
            Some(found) => {
                let differences = differences(mine, found, what == "parameter");
                lines.extend(
                    differences
                        .iter()
                        .map(|difference| format!("{what} {name}: {difference}  ({at})")),
                );
            }
        }
    }
    for name in theirs.keys().filter(|name| !ours.contains_key(*name)) {
        lines.push(format!("{what} {name}: only in {}", other.source));
    }
}

fn differences(mine: &Fact, found: &Fact, parameter: bool) -> Vec<String> {
    let mut differences = Vec::new();
    if mine.kind != found.kind {
        differences.push(format!("{} here, {} there", mine.kind, found.kind));
    }
    if parameter && mine.required != found.required {
        let word = |required: bool| if required { "required" } else { "optional" };
        differences.push(format!(
            "{} here, {} there",
            word(mine.required),
            word(found.required)
        ));
    }
    if let (Some(position), Some(wanted)) = (mine.position, found.position)
        && position != wanted
    {
        differences.push(format!("in {position:?} here, in {wanted:?} there"));
    }
    let only = |these: &[String], others: &[String]| -> Vec<String> {
        these
            .iter()
            .filter(|value| !others.contains(value))
            .cloned()
            .collect()
    };
    let (more, missing) = (
        only(&mine.values, &found.values),
        only(&found.values, &mine.values),
    );
    let listed = !mine.values.is_empty() && !found.values.is_empty();
    if listed && (!missing.is_empty() || !more.is_empty()) {
        let (more, missing) = (more.join(", "), missing.join(", "));
        differences.push(format!("values only here [{more}], only there [{missing}]"));
    }
    differences
}
