//! Finds the parameters, the fields and the list that pagination needs.
//!
//! **Invariant:** finds by name and kind and never decides which style an operation has.

use super::wire_names::{MARKERS, NUMBERS, OFFSETS, PAGE_INFO, SIZES};
use crate::model::PaginationOverride;
use crate::model::{Field, Operation, Parameter, ParameterLocation, Schema, SchemaKind, Service};

/// Maximum number of fields around the list of a response.
const MAX_DEPTH: usize = 3;

/// Wire names of fields, from the outside in.
pub(in super::super) type WirePath<'s> = Vec<&'s str>;

/// An operation to search, with its entry in `acsgen.json`.
pub(super) struct PaginationSearch<'s> {
    pub(super) operation: &'s Operation,
    pub(super) service: &'s Service,
    pub(super) response: &'s Schema,
    pub(super) config: Option<&'s PaginationOverride>,
}

/// A list in a response.
pub(super) struct FoundList<'s> {
    pub(super) path: WirePath<'s>,
    /// Schema of one element.
    pub(super) item: &'s Schema,
}

impl<'s> PaginationSearch<'s> {
    /// Returns whether the operation has a parameter with a name that selects a page.
    pub(super) fn has_page_parameter(&self) -> bool {
        let markers = MARKERS.iter().map(|(name, _)| *name);
        let names = NUMBERS.into_iter().chain(OFFSETS).chain(markers);
        self.parameter(None, names).is_some()
    }

    /// Returns whether the operation has a parameter with the name of a token for the next page.
    pub(super) fn has_marker(&self) -> bool {
        let names = MARKERS.iter().map(|(name, _)| *name);
        self.parameter(None, names).is_some()
    }

    /// Returns the parameter for the page size.
    pub(super) fn size(&self) -> Option<&'s Parameter> {
        let explicit = self.config.and_then(|config| config.limit.as_deref());
        self.parameter(explicit, SIZES.into_iter()).filter(|size| {
            matches!(
                size.schema.kind,
                SchemaKind::Integer | SchemaKind::String(_)
            )
        })
    }

    /// Returns the `explicit` parameter, or the first of `names` if none is given.
    pub(super) fn parameter(
        &self,
        explicit: Option<&str>,
        mut names: impl Iterator<Item = &'static str>,
    ) -> Option<&'s Parameter> {
        let find = |name: &str| {
            self.operation.parameters.iter().find(|parameter| {
                parameter.name.eq_ignore_ascii_case(name) && can_select_page(parameter.location)
            })
        };
        match explicit {
            Some(name) => find(name),
            None => names.find_map(find),
        }
    }

    /// Returns the path to a count: the `explicit` one, or that of the first of `names`.
    pub(super) fn count(
        &self,
        explicit: Option<&'s Vec<String>>,
        names: &[&str],
        items: &WirePath<'s>,
    ) -> Option<WirePath<'s>> {
        match explicit {
            Some(path) => self.follow(path),
            None => self.field(names, items, |schema| {
                matches!(schema.kind, SchemaKind::Integer)
            }),
        }
    }

    /// Returns the path to a field: of the response, of an object around the list, or of an object about pages.
    pub(super) fn field(
        &self,
        names: &[&str],
        items: &WirePath<'s>,
        is_fit: impl Fn(&Schema) -> bool,
    ) -> Option<WirePath<'s>> {
        let mut objects: Vec<WirePath<'s>> = (0..items.len().max(1))
            .map(|count| items[..count.min(items.len())].to_vec())
            .collect();
        let about_pages = fields(self.service, self.response).iter().filter(|field| {
            PAGE_INFO
                .iter()
                .any(|name| field.name.eq_ignore_ascii_case(name))
        });
        objects.extend(about_pages.map(|field| vec![field.name.as_str()]));
        objects.into_iter().find_map(|mut path| {
            let members = fields(self.service, self.at(&path)?);
            let find = |name: &&str| {
                members
                    .iter()
                    .find(|field| field.name.eq_ignore_ascii_case(name))
            };
            let field = names.iter().find_map(find)?;
            if !is_fit(&field.schema) {
                return None;
            }
            path.push(&field.name);
            Some(path)
        })
    }

    /// Returns the schema at a path of the response.
    fn at(&self, path: &[&str]) -> Option<&'s Schema> {
        let mut schema = self.response;
        for name in path {
            let mut members = fields(self.service, schema).iter();
            schema = &members.find(|field| field.name == *name)?.schema;
        }
        Some(schema)
    }

    /// Returns a path that a person wrote, if it leads to a field.
    pub(super) fn follow(&self, path: &'s [String]) -> Option<WirePath<'s>> {
        let path: WirePath<'s> = path.iter().map(String::as_str).collect();
        self.at(&path).map(|_| path)
    }

    /// Returns the only list of a response, or the only list of objects. The least nested lists count.
    ///
    /// # Errors
    ///
    /// Returns the reason if there is no such list.
    pub(super) fn list(&self) -> Result<FoundList<'s>, &'static str> {
        if let Some(path) = self.config.and_then(|config| config.items.as_ref()) {
            let path = self
                .follow(path)
                .ok_or("its `items` are not in the response")?;
            return match self.at(&path).map(|schema| &schema.kind) {
                Some(SchemaKind::List(item)) => Ok(FoundList { path, item }),
                _ => Err("its `items` are not a list"),
            };
        }
        let mut level = vec![Vec::new()];
        for _ in 0..MAX_DEPTH {
            let below = self.below(&level);
            match choose(below.lists)? {
                Some(list) => return Ok(list),
                None => level = below.objects,
            }
        }
        Err("its response has no list")
    }

    /// Returns the lists and objects directly inside these objects.
    fn below(&self, objects: &[WirePath<'s>]) -> Level<'s> {
        let mut below = Level::default();
        for object in objects {
            let members = self.at(object);
            for field in members.map_or(&[][..], |object| fields(self.service, object)) {
                let mut path = object.clone();
                path.push(&field.name);
                match &field.schema.kind {
                    SchemaKind::List(item) => below.lists.push(FoundList { path, item }),
                    SchemaKind::Object(_) | SchemaKind::Reference(_) => below.objects.push(path),
                    _ => {}
                }
            }
        }
        below
    }
}

/// Lists and objects at one depth of a response.
#[derive(Default)]
struct Level<'s> {
    lists: Vec<FoundList<'s>>,
    objects: Vec<WirePath<'s>>,
}

/// Chooses among lists at one depth. Of several, the only list of objects is chosen, because lists of
/// scalars beside it are seldom paginated.
fn choose(mut lists: Vec<FoundList<'_>>) -> Result<Option<FoundList<'_>>, &'static str> {
    if lists.len() > 1 {
        lists.retain(|list| {
            matches!(
                list.item.kind,
                SchemaKind::Object(_) | SchemaKind::Reference(_)
            )
        });
        if lists.len() != 1 {
            return Err("its response has several lists");
        }
    }
    Ok(lists.pop())
}

fn fields<'s>(service: &'s Service, schema: &'s Schema) -> &'s [Field] {
    service.resolve(schema).map_or(&[], Schema::fields)
}

/// Returns whether a parameter in this location can select a page. A path or a body selects more than a page.
fn can_select_page(location: ParameterLocation) -> bool {
    matches!(
        location,
        ParameterLocation::Query | ParameterLocation::Form | ParameterLocation::Header
    )
}
