//! The document: `info`, `servers`, `tags`, `paths`, `components`.

use std::collections::{HashMap, HashSet};

use super::super::json::{Json, JsonMembers};
use super::super::schema::Dialect;
use super::operation::{self, servers};
use super::path::PathKey;
use crate::model::Service;

/// Returns a whole document.
pub(in crate::convert) fn document(service: &Service) -> JsonMembers {
    let names = component_names(service);
    let dialect = Dialect::OpenApi(&names);
    let schemas = service.components.iter().map(|component| {
        let schema = dialect.schema(&component.schema);
        (names[&component.name].clone(), schema.into())
    });
    let schemes = JsonMembers::new().with("AK", security_scheme());
    let components = JsonMembers::new()
        .object("schemas", schemas.collect())
        .with("securitySchemes", schemes);
    let info = JsonMembers::new()
        .with("title", &service.product)
        .with("version", &service.version);
    JsonMembers::new()
        .with("openapi", "3.1.1")
        .with("info", info)
        .list("servers", servers(&service.endpoints, &[]))
        .with(
            "security",
            vec![JsonMembers::new().with("AK", Vec::new()).into()],
        )
        .list("tags", tags(service))
        .with("paths", paths(service, &dialect))
        .with("components", components)
}

/// Returns the titles of directories, each once.
fn tags(service: &Service) -> Vec<Json> {
    let mut seen = HashSet::new();
    service
        .directories
        .iter()
        .map(|directory| &directory.title)
        .filter(|title| !title.is_empty() && seen.insert(*title))
        .map(|title| JsonMembers::new().with("name", title).into())
        .collect()
}

/// Returns unique component names with the characters that OpenAPI allows, by their names in the model.
fn component_names(service: &Service) -> HashMap<String, String> {
    let mut taken = HashSet::new();
    let mut names = HashMap::new();
    for component in &service.components {
        let allowed = |c: char| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        };
        let mut name: String = component.name.chars().map(allowed).collect();
        while !taken.insert(name.clone()) {
            name.push('_');
        }
        names.insert(component.name.clone(), name);
    }
    names
}

fn security_scheme() -> JsonMembers {
    JsonMembers::new()
        .with("type", "apiKey")
        .with("in", "header")
        .with("name", "Authorization")
        .with(
            "description",
            "A signature of the request, computed with the secret of an AccessKey pair.",
        )
}

fn paths(service: &Service, dialect: &Dialect<'_>) -> JsonMembers {
    let mut tags: HashMap<&str, Vec<Json>> = HashMap::new();
    let titled = |title: &String| !title.is_empty();
    for directory in &service.directories {
        for name in directory
            .operations
            .iter()
            .filter(|_| titled(&directory.title))
        {
            let tag = Json::from(&directory.title);
            tags.entry(name).or_default().push(tag);
        }
    }
    let mut taken = HashSet::new();
    let mut paths = JsonMembers::new();
    for operation in &service.operations {
        let key = PathKey::new(operation, |path, method| {
            taken.contains(&(path.to_owned(), method.to_owned()))
        });
        taken.insert((key.path.clone(), key.method.clone()));
        let tags = tags.remove(operation.name.as_str()).unwrap_or_default();
        let entry = operation::operation(service, dialect, operation, &key, tags);
        paths.entry(&key.path).insert(&key.method, entry);
    }
    paths
}
