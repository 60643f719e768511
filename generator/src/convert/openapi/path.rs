//! Paths of OpenAPI: each path and method once, without a query.

use super::super::json::{Json, JsonMembers};
use crate::model::{Operation, ParameterLocation};

/// The key of an operation in `paths`, and the fixed query of its path.
pub(super) struct PathKey {
    /// The path without the fixed query.
    pub(super) path: String,
    /// The HTTP method, in lower case.
    pub(super) method: String,
    query: Vec<FixedParameter>,
}

/// A query parameter that is part of a path.
struct FixedParameter {
    name: String,
    value: String,
}

impl PathKey {
    /// Creates the key of an operation. `is_taken` returns whether another operation has a path and a method already;
    /// the operation's name then becomes part of the path.
    pub(super) fn new(operation: &Operation, is_taken: impl Fn(&str, &str) -> bool) -> Self {
        let template = operation.path.as_deref().unwrap_or("/");
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        // A single parameter can be the whole path.
        let path = match path.starts_with('/') {
            true => path.to_owned(),
            false => format!("/{path}"),
        };
        let method = operation.method.to_lowercase();
        let by_name = operation.path.is_none() || is_taken(&path, &method);
        let path = match by_name {
            true => format!("{path}#Action={}", operation.name),
            false => path,
        };
        Self {
            path,
            method,
            query: fixed_parameters(operation, query),
        }
    }

    /// Returns the fixed query as parameters.
    pub(super) fn query_parameters(&self) -> impl Iterator<Item = Json> {
        self.query
            .iter()
            .map(|parameter| fixed(&parameter.name, "query", &parameter.value))
    }
}

/// Returns the pairs of a fixed query, without those that the operation declares as parameters.
fn fixed_parameters(operation: &Operation, query: &str) -> Vec<FixedParameter> {
    let is_declared = |name: &str| {
        operation.parameters.iter().any(|parameter| {
            parameter.location == ParameterLocation::Query && parameter.name == name
        })
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| !is_declared(name))
        .map(|(name, value)| FixedParameter {
            name: name.to_owned(),
            value: value.to_owned(),
        })
        .collect()
}

/// Returns a required parameter with a single value.
pub(super) fn fixed(name: &str, location: &str, value: &str) -> Json {
    let schema = JsonMembers::new()
        .with("type", "string")
        .with("const", value);
    JsonMembers::new()
        .with("name", name)
        .with("in", location)
        .with("required", true)
        .with("schema", schema)
        .into()
}
