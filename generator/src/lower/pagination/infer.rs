//! Infers how an operation is read page by page, from the names that the catalogue uses or from `acsgen.json`.
//!
//! **Invariant:** knows wire names only. An entry of `acsgen.json` wins over every inference.

use super::search::{PaginationSearch, WirePath};
use super::wire_names::{MARKERS, NUMBERS, OFFSETS, PAGE_TOTALS, TOTALS, TRUNCATED};
use crate::model::PaginationOverride;
use crate::model::{Operation, Parameter, Schema, SchemaKind, Service};

/// Page size that `new` sets if the description gives no default; every service accepts it.
const DEFAULT_PAGE_SIZE: i64 = 10;

/// Reason why most operations have no pages.
const NOT_PAGINATED: &str = "no parameter names a page";

/// The pagination of an operation, in wire names.
pub(in super::super) struct PaginationDraft<'s> {
    pub(in super::super) style: StyleDraft<'s>,
    /// Path from the response to the list.
    pub(in super::super) items: WirePath<'s>,
    /// Schema of one element.
    pub(in super::super) item: &'s Schema,
}

/// How a request names its page, in wire names.
pub(in super::super) enum StyleDraft<'s> {
    Number {
        number: &'s Parameter,
        size: Option<&'s Parameter>,
        /// Number of the first page, if it is not 1.
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

impl<'s> StyleDraft<'s> {
    /// Returns the parameter that names the page.
    pub(in super::super) fn page(&self) -> &'s Parameter {
        match self {
            Self::Number {
                number: parameter, ..
            }
            | Self::Offset {
                offset: parameter, ..
            }
            | Self::Token { parameter, .. } => parameter,
        }
    }

    /// Returns the parameter for the size of a page.
    pub(in super::super) fn size(&self) -> Option<&'s Parameter> {
        match self {
            Self::Number { size, .. } | Self::Offset { size, .. } => *size,
            Self::Token { .. } => None,
        }
    }
}

/// Infers the pagination of an operation. `config` is the operation's entry under `pagination` in `acsgen.json`.
///
/// # Errors
///
/// Returns the reason if the operation has no pages.
pub(in super::super) fn infer<'s>(
    operation: &'s Operation,
    service: &'s Service,
    config: Option<&'s PaginationOverride>,
) -> Result<PaginationDraft<'s>, &'static str> {
    if config.is_some_and(|config| config.disabled) {
        return Err("`acsgen.json` disables it");
    }
    let response = operation
        .response
        .as_ref()
        .ok_or("its response is not declared")?;
    let search = PaginationSearch {
        operation,
        service,
        response,
        config,
    };
    if config.is_none() && !search.has_page_parameter() {
        return Err(NOT_PAGINATED);
    }
    let list = search.list()?;
    let inference = Inference {
        search,
        items: &list.path,
    };
    let style = inference.style()?;
    Ok(PaginationDraft {
        style,
        items: list.path,
        item: list.item,
    })
}

/// Returns each operation's name with how it is read page by page, or with the reason why it is not.
#[must_use]
pub fn inferred_pagination(service: &Service) -> Vec<(&str, Result<&'static str, &'static str>)> {
    let style = |operation| {
        Ok(match infer(operation, service, None)?.style {
            StyleDraft::Number { .. } => "by number",
            StyleDraft::Offset { .. } => "by offset",
            StyleDraft::Token { .. } => "by token",
        })
    };
    let operations = service.operations.iter();
    operations
        .map(|operation| (operation.name.as_str(), style(operation)))
        .collect()
}

/// The search for a style, once the list is found.
struct Inference<'i, 's> {
    search: PaginationSearch<'s>,
    /// Path from the response to the list.
    items: &'i WirePath<'s>,
}

impl<'s> Inference<'_, 's> {
    /// Tries a number, a token and an offset, in this order; only those that `acsgen.json` names, if it names any.
    fn style(&self) -> Result<StyleDraft<'s>, &'static str> {
        let explicit = self.search.config.filter(|config| {
            config.number.is_some() || config.offset.is_some() || config.token.is_some()
        });
        let try_all = explicit.is_none();
        let mut reason = "no parameters select its pages";
        let number = explicit.and_then(|config| config.number.as_deref());
        if try_all || number.is_some() {
            match self.number(number) {
                Ok(style) => return Ok(style),
                Err(why) => reason = why.unwrap_or(reason),
            }
        }
        let token = explicit.and_then(|config| config.token.as_deref());
        if (try_all || token.is_some())
            && let Some(style) = self.token(token)
        {
            return Ok(style);
        }
        let offset = explicit.and_then(|config| config.offset.as_deref());
        if (try_all || offset.is_some())
            && let Some(style) = self.offset(offset)
        {
            return Ok(style);
        }
        if try_all && self.search.has_marker() {
            reason = "its response has no token for the next page, or more than one parameter accepts the token";
        }
        Err(reason)
    }

    /// Returns a reason that is better than the general one, if there is one.
    fn number(&self, explicit: Option<&'s str>) -> Result<StyleDraft<'s>, Option<&'static str>> {
        let search = &self.search;
        let number = search
            .parameter(explicit, NUMBERS.into_iter())
            .ok_or(None)?;
        if !matches!(number.schema.kind, SchemaKind::Integer) && !is_plain_text(&number.schema) {
            return Err(Some("its page number is not a number"));
        }
        let size = search.size();
        if size.is_none() && explicit.is_none() {
            return Err(Some("no parameter sets the page size"));
        }
        let config = search.config;
        let pages = config.and_then(|config| config.pages.as_ref());
        let total = config.and_then(|config| config.total.as_ref());
        Ok(StyleDraft::Number {
            number,
            size,
            first: config.and_then(|config| config.first_page),
            pages: search.count(pages, &PAGE_TOTALS, self.items),
            total: search.count(total, &TOTALS, self.items),
        })
    }

    fn offset(&self, explicit: Option<&'s str>) -> Option<StyleDraft<'s>> {
        let search = &self.search;
        let offset = search.parameter(explicit, OFFSETS.into_iter())?;
        let size = search.size();
        let counts = matches!(offset.schema.kind, SchemaKind::Integer);
        let total = search.config.and_then(|config| config.total.as_ref());
        (counts && (size.is_some() || explicit.is_some())).then(|| StyleDraft::Offset {
            offset,
            size,
            total: search.count(total, &TOTALS, self.items),
        })
    }

    fn token(&self, explicit: Option<&'s str>) -> Option<StyleDraft<'s>> {
        let search = &self.search;
        let next = search.config.and_then(|config| config.next.as_ref());
        let truncated = search.field(&TRUNCATED, self.items, |schema| {
            matches!(schema.kind, SchemaKind::Boolean)
        });
        // Of two markers, both would have to be sent.
        let parameters = search.operation.parameters.iter();
        let markers = parameters
            .filter(|parameter| parameter.name.to_lowercase().ends_with("-marker"))
            .count();
        if explicit.is_none() && markers > 1 {
            return None;
        }
        let mut styles = MARKERS.iter().filter_map(|(name, fields)| {
            let parameter = search.parameter(explicit, [*name].into_iter())?;
            let field = match next {
                Some(path) => search.follow(path)?,
                None => search.field(fields, self.items, is_plain_text)?,
            };
            is_plain_text(&parameter.schema).then(|| StyleDraft::Token {
                parameter,
                field,
                truncated: truncated.clone(),
            })
        });
        styles.next()
    }
}

fn is_plain_text(schema: &Schema) -> bool {
    matches!(&schema.kind, SchemaKind::String(values) if values.is_empty())
}

/// Returns the value that `new` sets for a parameter that names the page or its size.
///
/// `page_size` is the size that `acsgen.json` gives.
pub(in super::super) fn default_value(
    pagination: &PaginationDraft<'_>,
    parameter: &Parameter,
    page_size: Option<i64>,
) -> Option<i64> {
    let schema = &parameter.schema;
    if parameter.name == pagination.style.page().name {
        return match pagination.style {
            StyleDraft::Number { first, .. } => first.or(schema.required.then_some(1)),
            StyleDraft::Offset { .. } => schema.required.then_some(0),
            StyleDraft::Token { .. } => None,
        };
    }
    let size = pagination.style.size();
    let is_size = size.is_some_and(|size| size.name == parameter.name);
    if !is_size || !(schema.required || page_size.is_some()) {
        return None;
    }
    let number = |text: &Option<String>| text.as_ref()?.trim().parse::<i64>().ok();
    let documented = number(&schema.default).filter(|size| *size > 0);
    let maximum = number(&schema.constraints.maximum).unwrap_or(i64::MAX);
    let size = page_size.or(documented).unwrap_or(DEFAULT_PAGE_SIZE);
    Some(size.min(maximum))
}
