//! Samples into comparisons: what a sample shows, and where the typed reply must have it.
//!
//! Samples are read here without the runtime, so that the emitted tests hold one reading against another.
//!
//! **Invariant:** only what stands under a declared name is compared, and all of that is.

use proc_macro2::Ident;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value as Json};

use super::lookup::Lookup;
use super::types::{Way, inside, wraps};
use crate::model::{Field, Format, Sample, Schema, Shape};
use crate::plan::{Check, Expected, Literal, Step, Type};

/// Deeper than any reply.
const DEEPEST: usize = 100;

/// The sample as a tree; none where it cannot be read.
pub(super) fn parse(sample: &Sample) -> Option<Json> {
    match sample.format {
        Format::Json => serde_json::from_str(&sample.text).ok(),
        Format::Xml => xml(&sample.text),
    }
}

#[derive(Default)]
struct Element {
    children: Map<String, Json>,
    text: String,
}

impl Element {
    fn into_json(self) -> Json {
        if self.children.is_empty() {
            Json::String(self.text.trim().to_owned())
        } else {
            Json::Object(self.children)
        }
    }

    /// Repeated elements are a list.
    fn add(&mut self, name: String, value: Json) {
        match self.children.get_mut(&name) {
            None => drop(self.children.insert(name, value)),
            Some(Json::Array(list)) => list.push(value),
            Some(one) => *one = Json::Array(vec![one.take(), value]),
        }
    }
}

fn xml(text: &str) -> Option<Json> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<(String, Element)> = vec![(String::new(), Element::default())];
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < DEEPEST => {
                open.push((start.local_name().as_ref().to_owned(), Element::default()));
            }
            Event::Start(_) => return None,
            Event::Empty(empty) => {
                let name = empty.local_name().as_ref().to_owned();
                open.last_mut()?.1.add(name, Json::String(String::new()));
            }
            Event::End(_) => {
                let (name, element) = open.pop()?;
                open.last_mut()?.1.add(name, element.into_json());
            }
            Event::Text(text) => open.last_mut()?.1.text.push_str(&text),
            Event::CData(text) => open.last_mut()?.1.text.push_str(&text),
            Event::GeneralRef(name) => open.last_mut()?.1.text.push(entity(&name)?),
            Event::Eof => break,
            _ => {}
        }
    }
    let (_, top) = open.pop().filter(|_| open.is_empty())?;
    // One root is an envelope; several are a reply whose envelope was left out.
    match top.children.len() {
        0 => None,
        1 => top.children.into_iter().next().map(|(_, root)| root),
        _ => Some(Json::Object(top.children)),
    }
}

fn entity(name: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Some(character) = name.resolve_char_ref().ok()? {
        return Some(character);
    }
    match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Everything a sample shows under declared names.
pub(super) fn checks<'s>(reply: &'s Schema, sample: &Json, lookup: &Lookup<'_, 's>) -> Vec<Check> {
    let mut walker = Walker {
        lookup,
        steps: Vec::new(),
        checks: Vec::new(),
    };
    walker.element(reply, sample);
    walker.checks
}

struct Walker<'w, 's> {
    lookup: &'w Lookup<'w, 's>,
    steps: Vec<Step>,
    checks: Vec<Check>,
}

impl<'s> Walker<'_, 's> {
    fn expect(&mut self, expected: Expected) {
        self.checks.push(Check {
            steps: self.steps.clone(),
            expected,
        });
    }

    fn under(&mut self, step: Step, walk: impl FnOnce(&mut Self)) {
        self.steps.push(step);
        walk(self);
        self.steps.pop();
    }

    /// A value that is there without fail: the reply, an element of a list, a value of a map.
    fn element(&mut self, schema: &'s Schema, value: &Json) {
        let schema = self.resolve(schema);
        match self.scalar(schema, value) {
            Some(Literal::Text(text)) => self.expect(Expected::Text(text)),
            Some(literal) => self.expect(Expected::Plain(literal)),
            None => self.composite(schema, value),
        }
    }

    /// A field, which may be missing.
    fn field(&mut self, field: &'s Field, name: Ident, value: &Json) {
        if let Some(list) = inside(&field.schema, Way::Out) {
            return self.under(Step::Field(name), |walker| walker.wrapped(list, value));
        }
        let ty = self.lookup.ty(&field.schema, Way::Out);
        let schema = self.resolve(&field.schema);
        self.under(Step::Field(name), |walker| {
            match walker.scalar(schema, value) {
                Some(Literal::Text(text)) => walker.expect(Expected::Text(text)),
                Some(literal) => walker.expect(Expected::Some(literal)),
                None if matches!(ty, Type::Structure(_) | Type::Boxed(_)) => {
                    if value.is_object() {
                        walker.under(Step::Unwrap, |walker| walker.composite(schema, value));
                    }
                }
                None => walker.composite(schema, value),
            }
        });
    }

    fn composite(&mut self, schema: &'s Schema, value: &Json) {
        match (&schema.shape, value) {
            (Shape::Object(fields), Json::Object(members)) => self.object(schema, fields, members),
            (Shape::Object(_), Json::Array(_)) => {
                if let Some((wire, _)) = wraps(schema) {
                    let members = Map::from_iter([(wire.to_owned(), value.clone())]);
                    self.composite(schema, &Json::Object(members));
                }
            }
            (Shape::List(inner), value) => self.list(inner, value),
            (Shape::Map(inner), Json::Object(members)) => {
                for (key, value) in members {
                    self.under(Step::Key(key.clone()), |walker| {
                        walker.element(inner, value)
                    });
                }
            }
            (Shape::Any, value) => self.expect(Expected::Json(value.to_string())),
            _ => {}
        }
    }

    fn object(&mut self, schema: &'s Schema, fields: &'s [Field], members: &Map<String, Json>) {
        let (names, _) = self.lookup.fields(schema, Way::Out);
        for field in fields {
            if let Some(value) = member(members, &field.name) {
                self.field(field, names[&field.name].clone(), value);
            }
        }
    }

    /// A list that stands inside an object, or should.
    fn wrapped(&mut self, list: &'s Field, value: &Json) {
        let Json::Object(members) = value else {
            if value.is_array() {
                self.composite(&list.schema, value);
            }
            return;
        };
        if let Some(value) = member(members, &list.name) {
            self.composite(&list.schema, value);
        }
    }

    fn list(&mut self, inner: &'s Schema, value: &Json) {
        let one = [value.clone()];
        let elements: &[Json] = match value {
            Json::Array(elements) => elements,
            Json::String(text) if text.is_empty() => &[],
            _ => &one,
        };
        self.expect(Expected::Length(elements.len()));
        for (index, element) in elements.iter().enumerate() {
            self.under(Step::Index(index), |walker| walker.element(inner, element));
        }
    }

    /// What a scalar must come out as; none where it is not one, or the sample's value cannot be one.
    fn scalar(&self, schema: &'s Schema, value: &Json) -> Option<Literal> {
        let text = match value {
            Json::String(text) => text.clone(),
            Json::Number(_) | Json::Bool(_) => value.to_string(),
            _ => return None,
        };
        match &schema.shape {
            Shape::String(_) => Some(Literal::Text(text)),
            Shape::Integer => text.trim().parse().ok().map(Literal::Integer),
            Shape::Number => text
                .trim()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(Literal::Number),
            Shape::Boolean => match text.as_str() {
                "true" | "1" => Some(Literal::Boolean(true)),
                "false" | "0" => Some(Literal::Boolean(false)),
                _ => None,
            },
            _ => None,
        }
    }

    fn resolve(&self, schema: &'s Schema) -> &'s Schema {
        let mut schema = schema;
        for _ in 0..DEEPEST {
            let Shape::Reference(target) = &schema.shape else {
                break;
            };
            let Some(component) = self.lookup.service.component(target) else {
                break;
            };
            schema = &component.schema;
        }
        schema
    }
}

/// The value under a name, in whatever case; null is none.
fn member<'m>(members: &'m Map<String, Json>, name: &str) -> Option<&'m Json> {
    let alike = || {
        members
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    let value = members.get(name).or_else(alike);
    value.filter(|value| !value.is_null())
}
