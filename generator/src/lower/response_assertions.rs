//! Assertions about a typed response, from a sample and the schema of the response.
//!
//! **Invariant:** every value under a declared name is compared, and no other.

use proc_macro2::Ident;
use serde_json::{Map, Value as Json};

use super::resolver::Resolver;
use super::sample_values::{Scalar, embedded_json, is_same_name, member, scalar, unwrap};
use super::types::{Direction, wrapped_field, wrapped_list};
use crate::model::{Field, Schema, SchemaKind};
use crate::plan::{Assertion, Expected, Literal, PathSegment, Type};

/// Treatment of values that the type cannot hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UntypedValues {
    /// They are ignored, because the sample is part of the description.
    Ignore,
    /// They make the test fail.
    Fail,
}

/// Returns an assertion for every value that a sample shows under a declared name.
pub(super) fn lower<'s>(
    resolver: &Resolver<'_, 's>,
    response: &'s Schema,
    sample: &Json,
    untyped_values: UntypedValues,
) -> Vec<Assertion> {
    let mut walker = Walker {
        resolver,
        path: Vec::new(),
        assertions: Vec::new(),
        untyped_values,
    };
    walker.element(response, sample);
    walker.assertions
}

struct Walker<'w, 's> {
    resolver: &'w Resolver<'w, 's>,
    path: Vec<PathSegment>,
    assertions: Vec<Assertion>,
    untyped_values: UntypedValues,
}

impl<'s> Walker<'_, 's> {
    fn expect(&mut self, expected: Expected) {
        self.assertions.push(Assertion {
            path: self.path.clone(),
            expected,
        });
    }

    /// Records a value that does not fit. Empty text fits every type: it counts as missing.
    fn misfit(&mut self, expected: &str, value: &Json) {
        let missing = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        if self.untyped_values == UntypedValues::Fail && !missing {
            self.expect(Expected::Untyped(format!(
                "expected {expected}, found {value}"
            )));
        }
    }

    fn with_segment(&mut self, segment: PathSegment, walk: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        walk(self);
        self.path.pop();
    }

    /// Walks a value that is never optional: the response, an element of a list, a value of a map.
    fn element(&mut self, schema: &'s Schema, value: &Json) {
        let schema = self.resolve(schema);
        let value = &*unwrap(schema, value);
        match scalar(schema, value) {
            Scalar::Value(Literal::Text(text)) => self.expect(Expected::Text(text)),
            Scalar::Value(literal) => self.expect(Expected::Plain(literal)),
            Scalar::Misfit(expected) => self.misfit(expected, value),
            Scalar::Composite => self.composite(schema, value),
        }
    }

    /// Walks a field, which may be optional.
    fn field(&mut self, field: &'s Field, name: Ident, value: &Json) {
        if let Some(list) = wrapped_field(&field.schema, Direction::Response) {
            return self.with_segment(PathSegment::Field(name), |walker| {
                walker.wrapped(list, value);
            });
        }
        let ty = self.resolver.ty(&field.schema, Direction::Response);
        let schema = self.resolve(&field.schema);
        let value = &*unwrap(schema, value);
        self.with_segment(PathSegment::Field(name), |walker| {
            match scalar(schema, value) {
                Scalar::Value(Literal::Text(text)) => walker.expect(Expected::Text(text)),
                Scalar::Value(literal) => walker.expect(Expected::Some(literal)),
                Scalar::Misfit(expected) => walker.misfit(expected, value),
                Scalar::Composite if matches!(ty, Type::Structure(_) | Type::Boxed(_)) => {
                    walker.optional_object(schema, value);
                }
                Scalar::Composite => walker.composite(schema, value),
            }
        });
    }

    fn optional_object(&mut self, schema: &'s Schema, value: &Json) {
        if value.is_object() {
            self.with_segment(PathSegment::Unwrap, |walker| {
                walker.composite(schema, value);
            });
        } else {
            self.misfit("an object", value);
        }
    }

    fn composite(&mut self, schema: &'s Schema, value: &Json) {
        match (&schema.kind, value) {
            (SchemaKind::Object(_), Json::Object(members)) => self.object(schema, members),
            (SchemaKind::Object(_), Json::Array(_)) if wrapped_list(schema).is_some() => {
                if let Some(list) = wrapped_list(schema) {
                    let members = Map::from_iter([(list.name.clone(), value.clone())]);
                    self.composite(schema, &Json::Object(members));
                }
            }
            (SchemaKind::List(inner), value) => self.list(inner, value),
            (SchemaKind::Map(inner), Json::Object(members)) => {
                for (key, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                    self.with_segment(PathSegment::Key(key.clone()), |walker| {
                        walker.element(inner, value);
                    });
                }
            }
            (SchemaKind::Any | SchemaKind::Reference(_), value) => {
                self.expect(Expected::Json(value.to_string()));
            }
            (_, value) => self.misfit("an object", value),
        }
    }

    fn object(&mut self, schema: &'s Schema, members: &Map<String, Json>) {
        let names = self.resolver.fields(schema, Direction::Response).names;
        for field in schema.fields() {
            if let Some(value) = member(members, &field.name, schema.fields()) {
                self.field(field, names[&field.name].clone(), value);
            }
        }
    }

    /// Walks a list that the description wraps in an object, and the sample may not.
    fn wrapped(&mut self, list: &'s Field, value: &Json) {
        let value = &*embedded_json(value, &['{', '[']);
        match value {
            Json::Object(members) => {
                let fields = std::slice::from_ref(list);
                if let Some(value) = member(members, &list.name, fields) {
                    self.composite(&list.schema, &unwrap(&list.schema, value));
                }
            }
            Json::String(text) if text.trim().is_empty() => {}
            Json::Array(_) | Json::String(_) => self.composite(&list.schema, value),
            _ => self.misfit("a list", value),
        }
    }

    fn list(&mut self, inner: &'s Schema, value: &Json) {
        let inner = self.resolve(inner);
        let value = unwrap_list(inner, value);
        let single = std::slice::from_ref(value);
        let elements: &[Json] = match value {
            Json::Array(elements) => elements,
            Json::String(text) if text.trim().is_empty() => &[],
            Json::Object(members) if members.is_empty() => &[],
            _ => single,
        };
        let elements: Vec<&Json> = elements.iter().filter(|value| !value.is_null()).collect();
        self.expect(Expected::Length(elements.len()));
        for (index, element) in elements.into_iter().enumerate() {
            self.with_segment(PathSegment::Index(index), |walker| {
                walker.element(inner, element);
            });
        }
    }

    /// Returns the schema behind references, or the reference itself if it leads nowhere: it is any JSON.
    fn resolve(&self, schema: &'s Schema) -> &'s Schema {
        self.resolver.service.resolve(schema).unwrap_or(schema)
    }
}

/// Returns the list inside an object that only wraps it and is not an element itself.
fn unwrap_list<'v>(inner: &Schema, value: &'v Json) -> &'v Json {
    let Json::Object(members) = value else {
        return value;
    };
    let mut entries = members.iter();
    let (Some((key, content)), None) = (entries.next(), entries.next()) else {
        return value;
    };
    let is_wrapper = match &inner.kind {
        SchemaKind::Object(fields) => {
            (content.is_array() || content.is_object())
                && !fields.iter().any(|field| is_same_name(&field.name, key))
        }
        SchemaKind::Any | SchemaKind::Map(_) | SchemaKind::List(_) => content.is_array(),
        _ => true,
    };
    if is_wrapper {
        unwrap_list(inner, content)
    } else {
        value
    }
}
