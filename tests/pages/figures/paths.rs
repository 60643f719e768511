//! Parameters and response fields as a flat list of paths, so that pages and official descriptions can be compared.

use acsgen::model::{Operation, ParameterLocation, Provenance, Schema, SchemaKind, Service};

/// The maximum depth of a path: schemas may refer to themselves.
const MAX_DEPTH: usize = 20;

/// A value with the names that lead to it.
#[derive(Debug)]
pub struct ValuePath {
    /// Names joined by dots. The elements of a list have the path of the list.
    pub name: String,
    pub type_name: &'static str,
    pub required: bool,
    pub ground: Provenance,
}

impl ValuePath {
    fn new(service: &Service, name: String, schema: &Schema) -> Self {
        let shape = &service.resolve(schema).unwrap_or(schema).kind;
        Self {
            name,
            type_name: type_name(shape),
            required: schema.required,
            ground: schema.provenance,
        }
    }

    /// Returns whether a row of the page describes the value, and not only a sample or a longer name.
    pub fn is_row(&self) -> bool {
        !matches!(self.ground, Provenance::Sampled | Provenance::Derived)
    }

    /// Returns the last name of the path.
    pub fn last_name(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

/// Returns the paths of all parameters. Members of the body stand at the top level.
pub fn parameter_paths(service: &Service, operation: &Operation) -> Vec<ValuePath> {
    let mut paths = Vec::new();
    for parameter in &operation.parameters {
        let mut name = parameter.name.as_str();
        if parameter.location == ParameterLocation::Body {
            name = "";
        } else {
            paths.push(ValuePath::new(service, name.to_owned(), &parameter.schema));
        }
        add_members(service, &parameter.schema, name, 0, &mut paths);
    }
    paths
}

/// Returns the paths of all fields of a response.
pub fn field_paths(service: &Service, response: &Schema) -> Vec<ValuePath> {
    let mut paths = Vec::new();
    add_members(service, response, "", 0, &mut paths);
    paths
}

fn add_members(
    service: &Service,
    schema: &Schema,
    name: &str,
    depth: usize,
    paths: &mut Vec<ValuePath>,
) {
    let resolved = service.resolve(schema).unwrap_or(schema);
    match &resolved.kind {
        _ if depth > MAX_DEPTH => {}
        SchemaKind::List(element) => add_members(service, element, name, depth + 1, paths),
        SchemaKind::Object(fields) => {
            for field in fields {
                let name = if name.is_empty() {
                    field.name.clone()
                } else {
                    format!("{name}.{}", field.name)
                };
                paths.push(ValuePath::new(service, name.clone(), &field.schema));
                add_members(service, &field.schema, &name, depth + 1, paths);
            }
        }
        _ => {}
    }
}

fn type_name(shape: &SchemaKind) -> &'static str {
    match shape {
        SchemaKind::String(_) | SchemaKind::Bytes { .. } => "string",
        SchemaKind::Integer => "integer",
        SchemaKind::Number => "number",
        SchemaKind::Boolean => "boolean",
        SchemaKind::List(_) => "array",
        SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Map(_) | SchemaKind::Reference(_) => {
            "object"
        }
    }
}
