//! A service: its operations and components, and how references between them are followed.
//!
//! **Invariant:** every `$ref` of a description is followed here; other modules must not walk references themselves.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Operation, Schema, SchemaId, SchemaKind};
use crate::source::Location;

/// One version of a product: its operations and the schemas they share.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Product code, such as `Domain`.
    pub product: String,
    /// Version of the product's interface, such as `2018-01-29`.
    pub version: String,
    /// Protocol style of the requests.
    pub style: ApiStyle,
    /// Name of the description, for the header of generated files.
    pub source: String,
    /// Hosts that serve each region.
    pub endpoints: Vec<Endpoint>,
    /// Table of contents.
    pub directories: Vec<Directory>,
    /// Operations in the order of the description.
    pub operations: Vec<Operation>,
    /// Named schemas that operations refer to.
    pub components: Vec<Component>,
    /// Location of the description.
    #[serde(skip)]
    pub declared_at: Location,
}

impl Service {
    /// Returns the component of that name.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<&Component> {
        self.components
            .iter()
            .find(|component| component.name == name)
    }

    /// Returns the operation of that name.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations
            .iter()
            .find(|operation| operation.name == name)
    }

    /// Returns the schema behind any number of references, or `None` if they lead to no component or in a circle.
    #[must_use]
    pub fn resolve<'s>(&'s self, schema: &'s Schema) -> Option<&'s Schema> {
        self.follow(schema, |_| None)
    }

    /// Returns the schema of the elements of nested lists and maps, behind any number of references.
    ///
    /// Returns the resolved schema itself if it is neither a list nor a map, and `None` if references lead to no
    /// component or in a circle.
    #[must_use]
    pub fn element<'s>(&'s self, schema: &'s Schema) -> Option<&'s Schema> {
        self.follow(schema, |kind| match kind {
            SchemaKind::List(inner) | SchemaKind::Map(inner) => Some(&**inner),
            _ => None,
        })
    }

    /// Follows references and `step`. More references than components mean a circle.
    fn follow<'s>(
        &'s self,
        mut schema: &'s Schema,
        step: impl Fn(&'s SchemaKind) -> Option<&'s Schema>,
    ) -> Option<&'s Schema> {
        let mut references = 0;
        loop {
            schema = match &schema.kind {
                SchemaKind::Reference(_) if references > self.components.len() => return None,
                SchemaKind::Reference(target) => {
                    references += 1;
                    &self.component(target)?.schema
                }
                kind => match step(kind) {
                    Some(inner) => inner,
                    None => return Some(schema),
                },
            };
        }
    }

    /// Returns the names of all components that these schemas lead to, directly or through other components.
    #[must_use]
    pub fn reachable_components<'s>(
        &'s self,
        schemas: impl IntoIterator<Item = &'s Schema>,
    ) -> BTreeSet<&'s str> {
        let mut reachable = BTreeSet::new();
        let mut open: Vec<&Schema> = schemas.into_iter().collect();
        while let Some(schema) = open.pop() {
            if let SchemaKind::Reference(name) = &schema.kind
                && let Some(component) = self.component(name)
                && reachable.insert(name.as_str())
            {
                open.push(&component.schema);
            }
            open.extend(schema.children());
        }
        reachable
    }

    /// Gives every schema its [`SchemaId`], counted in the order of the model.
    ///
    /// Call it once, when the shape of the service is final.
    pub fn assign_schema_ids(&mut self) {
        let mut next = 0;
        for component in &mut self.components {
            assign_ids(&mut component.schema, &mut next);
        }
        for operation in &mut self.operations {
            let parameters = operation.parameters.iter_mut();
            let headers = operation.headers.iter_mut();
            let errors = operation.error_responses.iter_mut();
            let schemas = parameters
                .map(|parameter| &mut parameter.schema)
                .chain(operation.response.as_mut())
                .chain(headers.map(|header| &mut header.schema))
                .chain(errors.map(|error| &mut error.schema));
            for schema in schemas {
                assign_ids(schema, &mut next);
            }
        }
    }
}

fn assign_ids(schema: &mut Schema, next: &mut u32) {
    *next += 1;
    schema.id = SchemaId::new(*next);
    match &mut schema.kind {
        SchemaKind::List(inner) | SchemaKind::Map(inner) => assign_ids(inner, next),
        SchemaKind::Object(fields) => {
            for field in fields {
                assign_ids(&mut field.schema, next);
            }
        }
        _ => {}
    }
}

/// Protocol style of a service: where requests name the operation and how they are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ApiStyle {
    /// One path for all operations, and the operation's name in a header.
    Rpc,
    /// A path for each operation.
    Roa,
    /// As [`Roa`](Self::Roa), for drives, which accept the older signature only.
    Pds,
    /// A path for each operation, with the names of objects in it, which may contain slashes.
    Oss,
    /// As [`Oss`](Self::Oss), for log stores; every request has the content type JSON, even without a body.
    Sls,
}

/// A heading of a description's table of contents.
#[derive(Clone, Debug, Serialize)]
pub struct Directory {
    /// Text of the heading; empty for operations that stand under no heading.
    pub title: String,
    /// Number of headings above this one.
    pub depth: usize,
    /// Wire names of the operations directly under this heading.
    pub operations: Vec<String>,
}

/// A host that serves a region.
#[derive(Clone, Debug, Serialize)]
pub struct Endpoint {
    /// Region, such as `cn-hangzhou`.
    pub region: String,
    /// Host name.
    pub host: String,
}

/// A named schema.
#[derive(Clone, Debug, Serialize)]
pub struct Component {
    /// Name that references use.
    pub name: String,
    /// The schema that references stand for.
    pub schema: Schema,
}
