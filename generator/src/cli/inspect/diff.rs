//! The differences between two descriptions of the same operations.

use std::collections::BTreeMap;
use std::fmt::Write;

use acsgen::model::{Operation, ParameterLocation, Schema, SchemaKind, Service};

use crate::cli::report::count;

/// The maximum depth of fields that are compared. Components may refer to themselves.
const MAX_DEPTH: usize = 16;

/// Returns a line for each difference, below the operation it belongs to, and the totals.
pub(super) fn differences(ours: &Service, theirs: &Service) -> String {
    let mut text = String::new();
    let (mut identical, mut total) = (0, 0);
    for operation in &ours.operations {
        let other = theirs
            .operations
            .iter()
            .find(|other| other.name.eq_ignore_ascii_case(&operation.name));
        let Some(other) = other else {
            let _ = writeln!(text, "{}: not in {}", operation.name, theirs.source);
            continue;
        };
        let lines = compare_operations(
            &Side::new(ours, operation),
            &Side::new(theirs, other),
            &theirs.source,
        );
        total += lines.len();
        identical += usize::from(lines.is_empty());
        if !lines.is_empty() {
            let _ = writeln!(text, "{}", operation.name);
        }
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    let _ = writeln!(
        text,
        "{}; {} without a difference",
        count(total, "difference"),
        count(identical, "operation")
    );
    text
}

/// The elements of an operation in one of the two descriptions, by their paths.
struct Side {
    parameters: Elements,
    response: Elements,
}

type Elements = BTreeMap<String, ComparedElement>;

/// The properties of a parameter or a field that are compared.
struct ComparedElement {
    kind: &'static str,
    required: bool,
    location: Option<ParameterLocation>,
    values: Vec<String>,
    declared_at: String,
}

impl Side {
    fn new(service: &Service, operation: &Operation) -> Self {
        let mut parameters = Elements::new();
        for parameter in &operation.parameters {
            let mut element = ComparedElement::new(service, &parameter.schema);
            element.location = Some(parameter.location);
            parameters.insert(parameter.name.clone(), element);
            let is_body = parameter.location == ParameterLocation::Body;
            let path = if is_body { "" } else { parameter.name.as_str() };
            add_fields(service, &parameter.schema, path, 0, &mut parameters);
        }
        let mut response = Elements::new();
        if let Some(schema) = &operation.response {
            add_fields(service, schema, "", 0, &mut response);
        }
        Self {
            parameters,
            response,
        }
    }
}

impl ComparedElement {
    fn new(service: &Service, schema: &Schema) -> Self {
        let resolved = service.resolve(schema).unwrap_or(schema);
        let values = match &resolved.kind {
            SchemaKind::String(values) => values.iter().map(|value| value.text.clone()).collect(),
            _ => Vec::new(),
        };
        Self {
            kind: kind_name(&resolved.kind),
            required: schema.required,
            location: None,
            values,
            declared_at: schema.declared_at.to_string(),
        }
    }

    /// Returns a text for each property that differs.
    fn differences(&self, other: &Self, is_parameter: bool) -> Vec<String> {
        let mut differences = Vec::new();
        if self.kind != other.kind {
            differences.push(format!("{} here, {} there", self.kind, other.kind));
        }
        if is_parameter && self.required != other.required {
            let text = |required: bool| if required { "required" } else { "optional" };
            let (here, there) = (text(self.required), text(other.required));
            differences.push(format!("{here} here, {there} there"));
        }
        if let (Some(here), Some(there)) = (self.location, other.location)
            && here != there
        {
            differences.push(format!("in {here:?} here, in {there:?} there"));
        }
        let only_here = missing(&self.values, &other.values);
        let only_there = missing(&other.values, &self.values);
        let both_listed = !self.values.is_empty() && !other.values.is_empty();
        if both_listed && !(only_here.is_empty() && only_there.is_empty()) {
            differences.push(format!(
                "values only here [{only_here}], only there [{only_there}]"
            ));
        }
        differences
    }
}

/// Returns the values that `others` does not have, separated by commas.
fn missing(values: &[String], others: &[String]) -> String {
    let missing: Vec<&str> = values
        .iter()
        .filter(|value| !others.contains(value))
        .map(String::as_str)
        .collect();
    missing.join(", ")
}

/// Adds the fields below `schema`, whose own path is `path`.
fn add_fields(
    service: &Service,
    schema: &Schema,
    path: &str,
    depth: usize,
    elements: &mut Elements,
) {
    let resolved = service.resolve(schema).unwrap_or(schema);
    match &resolved.kind {
        _ if depth > MAX_DEPTH => {}
        SchemaKind::List(inner) => add_fields(service, inner, path, depth + 1, elements),
        SchemaKind::Object(fields) => {
            for field in fields {
                let dot = if path.is_empty() { "" } else { "." };
                let path = format!("{path}{dot}{}", field.name);
                elements.insert(path.clone(), ComparedElement::new(service, &field.schema));
                add_fields(service, &field.schema, &path, depth + 1, elements);
            }
        }
        _ => {}
    }
}

fn kind_name(kind: &SchemaKind) -> &'static str {
    match kind {
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

fn compare_operations(ours: &Side, theirs: &Side, their_source: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let groups = [
        ("parameter", &ours.parameters, &theirs.parameters),
        ("response", &ours.response, &theirs.response),
    ];
    for (group, here, there) in groups {
        let is_parameter = group == "parameter";
        for (path, element) in here {
            let location = &element.declared_at;
            match there.get(path) {
                None => lines.push(format!("{group} {path}: only at {location}")),
                Some(other) => lines.extend(
                    element
                        .differences(other, is_parameter)
                        .iter()
                        .map(|difference| format!("{group} {path}: {difference}  ({location})")),
                ),
            }
        }
        for path in there.keys().filter(|path| !here.contains_key(*path)) {
            lines.push(format!("{group} {path}: only in {their_source}"));
        }
    }
    lines
}
