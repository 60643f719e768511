//! How an operation is read page by page, told from the names the catalogue uses, or by `acsgen.json`.
//!
//! **Invariant:** paging is claimed only where the request can name a page and the reply has one list to turn over.

use super::page_names::{
    MARKERS, NUMBERS, OFFSETS, PAGE_INFO, PAGE_TOTALS, SIZES, TOTALS, TRUNCATED,
};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Field, Operation, Parameter, ParameterLocation, Schema, SchemaKind, Service};
use crate::spec::PaginationOverride;

/// What pages a request takes where nothing else is said: accepted everywhere, and the usual default.
const USUAL_SIZE: i64 = 10;

/// Lists are looked for no deeper in a reply than this many fields.
const DEEPEST: usize = 3;

/// Why most operations have no pages.
pub(super) const NOT_PAGED: &str = "no parameter says which page";

/// From the outside in, by wire names.
pub(super) type WirePath<'s> = Vec<&'s str>;

/// How an operation is read page by page, by wire names.
pub(super) struct Paging<'s> {
    pub(super) habit: PaginationStyle<'s>,
    /// From the reply to the list.
    pub(super) items: WirePath<'s>,
    /// Schema of one element.
    pub(super) item: &'s Schema,
}

/// What leads to the next page.
pub(super) enum PaginationStyle<'s> {
    Number {
        number: &'s Parameter,
        size: Option<&'s Parameter>,
        /// What `new` sets the number to, where the first page is not 1.
        first: Option<i64>,
        pages: Option<WirePath<'s>>,
        total: Option<WirePath<'s>>,
    },
    Offset {
        offset: &'s Parameter,
        size: Option<&'s Parameter>,
        total: Option<WirePath<'s>>,
    },
    Token {
        parameter: &'s Parameter,
        field: WirePath<'s>,
        truncated: Option<WirePath<'s>>,
    },
}

impl<'s> PaginationStyle<'s> {
    /// The parameter that says which page, and the one that says how much of it.
    pub(super) fn parameters(&self) -> (&'s Parameter, Option<&'s Parameter>) {
        match self {
            Self::Number { number, size, .. } => (number, *size),
            Self::Offset { offset, size, .. } => (offset, *size),
            Self::Token { parameter, .. } => (parameter, None),
        }
    }
}

/// Paging of an operation; else why it has none, or nothing where it looks like none.
pub(super) fn infer<'s>(
    operation: &'s Operation,
    service: &'s Service,
    fact: Option<&'s PaginationOverride>,
) -> Result<Paging<'s>, &'static str> {
    if fact.is_some_and(|fact| fact.disabled) {
        return Err("`acsgen.json` says so");
    }
    let reply = operation
        .response
        .as_ref()
        .ok_or("its reply is not declared")?;
    let seen = PaginationSearch {
        operation,
        service,
        reply,
        fact,
    };
    if !seen.asks() {
        return Err(NOT_PAGED);
    }
    let (items, item) = seen.list()?;
    let habit = seen.habit(&items)?;
    Ok(Paging { habit, items, item })
}

/// How each operation is read page by page, by its name; else why it is not.
#[must_use]
pub fn inferred_pagination(service: &Service) -> Vec<(&str, Result<&'static str, &'static str>)> {
    let habit = |operation| {
        Ok(match infer(operation, service, None)?.habit {
            PaginationStyle::Number { .. } => "by number",
            PaginationStyle::Offset { .. } => "by offset",
            PaginationStyle::Token { .. } => "by token",
        })
    };
    let operations = service.operations.iter();
    operations
        .map(|one| (one.name.as_str(), habit(one)))
        .collect()
}

/// Facts that do not fit the description are mistakes.
pub(super) fn fits(fact: &PaginationOverride, service: &Service, diagnostics: &mut Diagnostics) {
    let Some(operation) = service.operation(&fact.operation) else {
        let message = format!("`pages` speaks of `{}`: no such operation", fact.operation);
        let help = "name an operation of this description";
        diagnostics.error(
            DiagnosticCode::UnknownPaginationTarget,
            &fact.declared_at,
            message,
            help,
        );
        return;
    };
    let why = match infer(operation, service, Some(fact)) {
        Ok(_) => lost(fact, operation, service),
        Err(_) if fact.disabled => None,
        Err(why) => Some(why.to_owned()),
    };
    if let Some(why) = why {
        diagnostics.error(
            DiagnosticCode::UnknownPaginationTarget,
            &fact.declared_at,
            format!("`{}` cannot be read page by page: {why}", fact.operation),
            "remove it from `pages`, or say which parameters and fields turn its pages",
        );
    }
}

/// The first path of a fact that leads nowhere.
fn lost(fact: &PaginationOverride, operation: &Operation, service: &Service) -> Option<String> {
    let reply = operation.response.as_ref()?;
    let seen = PaginationSearch {
        operation,
        service,
        reply,
        fact: None,
    };
    let paths = [
        ("next", &fact.next),
        ("total", &fact.total),
        ("pages", &fact.pages),
    ];
    let missing = |path: &&Vec<String>| seen.follow(path).is_none();
    paths.into_iter().find_map(|(name, path)| {
        path.as_ref().filter(missing)?;
        Some(format!("its `{name}` is not in the reply"))
    })
}

/// An operation as it is looked through.
struct PaginationSearch<'s> {
    operation: &'s Operation,
    service: &'s Service,
    reply: &'s Schema,
    fact: Option<&'s PaginationOverride>,
}

impl<'s> PaginationSearch<'s> {
    /// Whether any parameter looks as if it said which page, or a person says so.
    fn asks(&self) -> bool {
        let markers = MARKERS.iter().map(|(name, _)| *name);
        let names = NUMBERS.into_iter().chain(OFFSETS).chain(markers);
        self.fact.is_some() || self.parameter(None, names).is_some()
    }

    /// What leads to the next page; `items` is where the list is, if that is known.
    fn habit(&self, items: &WirePath<'s>) -> Result<PaginationStyle<'s>, &'static str> {
        let told = self
            .fact
            .filter(|fact| fact.number.is_some() || fact.offset.is_some() || fact.token.is_some());
        let every = told.is_none();
        let mut problem = "no parameters lead through its pages";
        let number = told.and_then(|fact| fact.number.as_deref());
        if every || number.is_some() {
            match self.number(number, items) {
                Ok(habit) => return Ok(habit),
                Err(why) => problem = why.unwrap_or(problem),
            }
        }
        let token = told.and_then(|fact| fact.token.as_deref());
        if (every || token.is_some())
            && let Some(habit) = self.token(token, items)
        {
            return Ok(habit);
        }
        let offset = told.and_then(|fact| fact.offset.as_deref());
        if (every || offset.is_some())
            && let Some(habit) = self.offset(offset, items)
        {
            return Ok(habit);
        }
        if every
            && self
                .parameter(None, MARKERS.iter().map(|(name, _)| *name))
                .is_some()
        {
            problem =
                "the reply has no token for the next page, or more than one parameter takes it";
        }
        Err(problem)
    }

    fn number(
        &self,
        told: Option<&'s str>,
        items: &WirePath<'s>,
    ) -> Result<PaginationStyle<'s>, Option<&'static str>> {
        let number = self.parameter(told, NUMBERS.into_iter()).ok_or(None)?;
        let counts = matches!(number.schema.kind, SchemaKind::Integer)
            || matches!(&number.schema.kind, SchemaKind::String(values) if values.is_empty());
        if !counts {
            return Err(Some("the number of the page is no number"));
        }
        let size = self.size();
        if size.is_none() && told.is_none() {
            return Err(Some("no parameter says how much a page has"));
        }
        let fact = self.fact;
        Ok(PaginationStyle::Number {
            number,
            size,
            first: fact.and_then(|fact| fact.first_page),
            pages: self.count(
                fact.and_then(|fact| fact.pages.as_ref()),
                &PAGE_TOTALS,
                items,
            ),
            total: self.count(fact.and_then(|fact| fact.total.as_ref()), &TOTALS, items),
        })
    }

    fn offset(&self, told: Option<&'s str>, items: &WirePath<'s>) -> Option<PaginationStyle<'s>> {
        let offset = self.parameter(told, OFFSETS.into_iter())?;
        let size = self.size();
        let counts = matches!(offset.schema.kind, SchemaKind::Integer);
        (counts && (size.is_some() || told.is_some())).then(|| PaginationStyle::Offset {
            offset,
            size,
            total: self.count(
                self.fact.and_then(|fact| fact.total.as_ref()),
                &TOTALS,
                items,
            ),
        })
    }

    fn token(&self, told: Option<&'s str>, items: &WirePath<'s>) -> Option<PaginationStyle<'s>> {
        let plain = |schema: &Schema| matches!(&schema.kind, SchemaKind::String(values) if values.is_empty());
        let next = self.fact.and_then(|fact| fact.next.as_ref());
        let truncated = self.field(&TRUNCATED, items, |schema| {
            matches!(schema.kind, SchemaKind::Boolean)
        });
        // Where two lead to the next page, both would have to be sent.
        let several = self.operation.parameters.iter();
        let several = several.filter(|one| one.name.to_lowercase().ends_with("-marker"));
        if told.is_none() && several.count() > 1 {
            return None;
        }
        let mut inferred_pagination = MARKERS.iter().filter_map(|(name, fields)| {
            let parameter = self.parameter(told, [*name].into_iter())?;
            let field = match next {
                Some(path) => self.follow(path)?,
                None => self.field(fields, items, plain)?,
            };
            plain(&parameter.schema).then(|| PaginationStyle::Token {
                parameter,
                field,
                truncated: truncated.clone(),
            })
        });
        inferred_pagination.next()
    }

    fn size(&self) -> Option<&'s Parameter> {
        let told = self.fact.and_then(|fact| fact.limit.as_deref());
        self.parameter(told, SIZES.into_iter()).filter(|size| {
            matches!(
                size.schema.kind,
                SchemaKind::Integer | SchemaKind::String(_)
            )
        })
    }

    /// The first of these parameters, or the one that is told.
    fn parameter(
        &self,
        told: Option<&str>,
        mut names: impl Iterator<Item = &'static str>,
    ) -> Option<&'s Parameter> {
        let is = |name: &str| {
            let mut known = self.operation.parameters.iter();
            known.find(|known| known.name.eq_ignore_ascii_case(name) && can_turn(known.location))
        };
        match told {
            Some(name) => is(name),
            None => names.find_map(is),
        }
    }

    fn count(
        &self,
        told: Option<&'s Vec<String>>,
        names: &[&str],
        items: &WirePath<'s>,
    ) -> Option<WirePath<'s>> {
        match told {
            Some(path) => self.follow(path),
            None => self.field(names, items, |schema| {
                matches!(schema.kind, SchemaKind::Integer)
            }),
        }
    }

    /// A field of the reply, of an object on the way to the list, or of one that is about pages.
    fn field(
        &self,
        names: &[&str],
        items: &WirePath<'s>,
        fits: impl Fn(&Schema) -> bool,
    ) -> Option<WirePath<'s>> {
        let mut places: Vec<WirePath<'s>> = (0..items.len().max(1))
            .map(|count| items[..count.min(items.len())].to_vec())
            .collect();
        let fields = fields(self.service, self.reply);
        let about = fields.iter().filter(|field| {
            PAGE_INFO
                .iter()
                .any(|name| field.name.eq_ignore_ascii_case(name))
        });
        places.extend(about.map(|field| vec![field.name.as_str()]));
        places.into_iter().find_map(|mut place| {
            let object = self.at(&place)?;
            let known = self::fields(self.service, object);
            let is = |name: &&str| {
                known
                    .iter()
                    .find(|field| field.name.eq_ignore_ascii_case(name))
            };
            let found = names.iter().find_map(is)?;
            if !fits(&found.schema) {
                return None;
            }
            place.push(&found.name);
            Some(place)
        })
    }

    /// What is at a place of the reply.
    fn at(&self, place: &[&str]) -> Option<&'s Schema> {
        let mut schema = self.reply;
        for step in place {
            let mut known = fields(self.service, schema).iter();
            schema = &known.find(|field| field.name == *step)?.schema;
        }
        Some(schema)
    }

    /// A path that a person wrote, where it leads to something.
    fn follow(&self, path: &'s [String]) -> Option<WirePath<'s>> {
        let place: WirePath<'s> = path.iter().map(String::as_str).collect();
        self.at(&place).map(|_| place)
    }

    /// The only list of a reply, or the only list of objects: those that are least deep count.
    fn list(&self) -> Result<(WirePath<'s>, &'s Schema), &'static str> {
        if let Some(path) = self.fact.and_then(|fact| fact.items.as_ref()) {
            let place = self
                .follow(path)
                .ok_or("its `items` are not in the reply")?;
            return match self.at(&place).map(|schema| &schema.kind) {
                Some(SchemaKind::List(item)) => Ok((place, item)),
                _ => Err("its `items` are no list"),
            };
        }
        let mut places = vec![Vec::new()];
        for _ in 0..DEEPEST {
            let (lists, objects) = self.below(&places);
            match chosen(lists) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => places = objects,
                Err(why) => return Err(why),
            }
        }
        Err("its reply has no list")
    }

    /// Lists and objects in these objects.
    fn below(
        &self,
        places: &[WirePath<'s>],
    ) -> (Vec<(WirePath<'s>, &'s Schema)>, Vec<WirePath<'s>>) {
        let (mut lists, mut objects) = (Vec::new(), Vec::new());
        for place in places {
            for field in self
                .at(place)
                .map_or(&[][..], |object| fields(self.service, object))
            {
                let mut place = place.clone();
                place.push(&field.name);
                match &field.schema.kind {
                    SchemaKind::List(item) => lists.push((place, &**item)),
                    SchemaKind::Object(_) | SchemaKind::Reference(_) => objects.push(place),
                    _ => {}
                }
            }
        }
        (lists, objects)
    }
}

/// The list among others that is meant: what is counted are things, seldom their names.
fn chosen<'s>(
    mut lists: Vec<(WirePath<'s>, &'s Schema)>,
) -> Result<Option<(WirePath<'s>, &'s Schema)>, &'static str> {
    if lists.len() > 1 {
        lists.retain(|(_, item)| {
            matches!(item.kind, SchemaKind::Object(_) | SchemaKind::Reference(_))
        });
        if lists.len() != 1 {
            return Err("its reply has several lists");
        }
    }
    Ok(lists.pop())
}

fn fields<'s>(service: &'s Service, schema: &'s Schema) -> &'s [Field] {
    match service.resolve(schema).map(|schema| &schema.kind) {
        Some(SchemaKind::Object(fields)) => fields,
        _ => &[],
    }
}

/// A path names one thing, and a body is more than a page.
fn can_turn(position: ParameterLocation) -> bool {
    matches!(
        position,
        ParameterLocation::Query | ParameterLocation::Form | ParameterLocation::Header
    )
}

/// What `new` sets a required paging parameter to.
pub(super) fn preset(
    paging: &Paging<'_>,
    wire: &str,
    schema: &Schema,
    told: Option<i64>,
) -> Option<i64> {
    let (turned, size) = paging.habit.parameters();
    if wire == turned.name {
        let least = match paging.habit {
            PaginationStyle::Number { first, .. } => first.or(schema.required.then_some(1)),
            PaginationStyle::Offset { .. } => schema.required.then_some(0),
            PaginationStyle::Token { .. } => None,
        };
        return least;
    }
    let is_size = size.is_some_and(|size| size.name == wire);
    if !is_size || !(schema.required || told.is_some()) {
        return None;
    }
    let number = |text: &Option<String>| text.as_ref()?.trim().parse::<i64>().ok();
    let documented = number(&schema.default).filter(|size| *size > 0);
    let most = number(&schema.constraints.maximum).unwrap_or(i64::MAX);
    Some(told.or(documented).unwrap_or(USUAL_SIZE).min(most))
}
