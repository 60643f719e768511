//! Parameters and response fields as a flat list of paths, so that pages and official descriptions can be compared.

use acsgen::model::{Ground, Operation, Position, Schema, Service, Shape};

/// The maximum depth of a path: schemas may refer to themselves.
const MAX_DEPTH: usize = 20;

/// A value with the names that lead to it.
#[derive(Debug)]
pub struct ValuePath {
    /// Names joined by dots. The elements of a list have the path of the list.
    pub name: String,
    pub type_name: &'static str,
    pub required: bool,
    pub ground: Ground,
}

impl ValuePath {
    fn new(service: &Service, name: String, schema: &Schema) -> Self {
        let shape = &service.resolve(schema).unwrap_or(schema).shape;
        Self {
            name,
            type_name: type_name(shape),
            required: schema.required,
            ground: schema.ground,
        }
    }

    /// Returns whether a row of the page describes the value, and not only a sample or a longer name.
    pub fn is_row(&self) -> bool {
        !matches!(self.ground, Ground::Sampled | Ground::Implied)
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
        if parameter.position == Position::Body {
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
    match &resolved.shape {
        _ if depth > MAX_DEPTH => {}
        Shape::List(element) => add_members(service, element, name, depth + 1, paths),
        Shape::Object(fields) => {
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

fn type_name(shape: &Shape) -> &'static str {
    match shape {
        Shape::String(_) | Shape::Bytes { .. } => "string",
        Shape::Integer => "integer",
        Shape::Number => "number",
        Shape::Boolean => "boolean",
        Shape::List(_) => "array",
        Shape::Any | Shape::Object(_) | Shape::Map(_) | Shape::Reference(_) => "object",
    }
}
