//! Paths as OpenAPI wants them: one for each method, without a query.

use super::json::{Json, Object};
use crate::model::{Operation, ParameterLocation};

/// Where an operation stands in `paths`.
pub(super) struct Route {
    /// Without the fixed query.
    pub(super) path: String,
    pub(super) method: String,
    /// The fixed query, name and value.
    pub(super) query: Vec<(String, String)>,
}

impl Route {
    /// The route of an operation; `taken` tells which are another's.
    pub(super) fn of(operation: &Operation, taken: impl Fn(&str, &str) -> bool) -> Self {
        let template = operation.path.as_deref().unwrap_or("/");
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        // A path that is a parameter as a whole.
        let path = match path.starts_with('/') {
            true => path.to_owned(),
            false => format!("/{path}"),
        };
        let method = operation.method.to_lowercase();
        let by_name = operation.path.is_none() || taken(&path, &method);
        let path = match by_name {
            true => format!("{path}#Action={}", operation.name),
            false => path,
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let query = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self {
            path,
            method,
            query: query
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                // A parameter of the same name says more.
                .filter(|(name, _)| {
                    let parameters = &mut operation.parameters.iter();
                    !parameters.any(|known| {
                        known.location == ParameterLocation::Query && known.name == *name
                    })
                })
                .collect(),
        }
    }

    /// The fixed query as parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = Json> {
        self.query
            .iter()
            .map(|(name, value)| fixed(name, "query", value))
    }
}

/// A parameter with one value.
pub(super) fn fixed(name: &str, position: &str, value: &str) -> Json {
    let schema = Object::new().with("type", "string").with("const", value);
    Object::new()
        .with("name", name)
        .with("in", position)
        .with("required", true)
        .with("schema", schema)
        .into()
}
