//! Published reference pages (Markdown), into the model: one operation a page, of any generation of pages since 2017.
//!
//! A page is written for people: it lists fields without their hierarchy, in tables that no Markdown parser reads, beside
//! samples that were edited by hand. What can be known is read, each fact with its [`Provenance`]; what cannot is a warning
//! with its line.
//!
//! **Invariant:** no page makes the reader fail, and no row of a page is dropped in silence.

mod columns;
mod element;
mod entry;
mod errors;
mod identity;
mod kind;
mod order;
mod prose;
mod repair;
mod reply;
mod request;
mod route;
mod sample;
mod section;
mod seen;
mod service;
mod text;
mod tree;
mod xml;

use std::sync::Arc;

use super::SpecDefaults;
use super::markdown::{self, Block};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{
    Constraints, ExternalSamples, Operation, Provenance, Schema, SchemaKind, ServiceStyle,
};
use crate::source::{Location, SourceFile};
use columns::Columns;
use entry::Entry;
use identity::Identity;
use section::{Layout, Topic};

pub(super) use service::read;

/// What one page says.
pub(super) struct Page {
    identity: Identity,
    operation: Operation,
    /// How much of an operation it describes, to choose between pages of one.
    weight: usize,
    place: Location,
}

/// Whether a text is a page: by its name, else by how it starts.
pub(super) fn is_page(source: &SourceFile) -> bool {
    let name = source.name().to_ascii_lowercase();
    let named = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    named(&[".md", ".markdown"])
        || (!named(&[".json"]) && source.text().trim_start().starts_with(['#', '|']))
}

/// Reads one page. Where it does not describe an operation, `diagnostics` says so.
fn page(
    source: &Arc<SourceFile>,
    told: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Option<Page> {
    if source.text().trim().is_empty() {
        let help = "expected a reference page of an operation, in Markdown";
        diagnostics.error(
            DiagnosticCode::EmptyFile,
            &source.at(0),
            "the file is empty",
            help,
        );
        return None;
    }
    let layout = Layout::new(markdown::blocks(source.text()));
    if !describes(&layout) {
        let help = "expected headings such as `Request parameters` and `Response parameters`, with a table under them";
        let message = "the page does not describe an operation";
        diagnostics.error(
            DiagnosticCode::NotADescription,
            &source.at(0),
            message,
            help,
        );
        return None;
    }
    let mut reader = Reader {
        source,
        diagnostics,
    };
    let identity = identity::read(&layout, told, &mut reader)?;
    Some(operation(&layout, identity, &mut reader))
}

fn operation(layout: &Layout<'_>, identity: Identity, reader: &mut Reader<'_>) -> Page {
    let mut samples = sample::read(layout, &identity.operation);
    let route = route::read(layout, &samples);
    let style = identity.style.unwrap_or(match route {
        Some(_) => ServiceStyle::Roa,
        None => ServiceStyle::Rpc,
    });
    let route = route
        .filter(|_| style != ServiceStyle::Rpc)
        .unwrap_or_default();
    let request = request::read(layout, style, route, reader);
    let reply = reply::read(layout, &mut samples.seen, style, reader);
    samples
        .unreadable
        .iter()
        .for_each(|at| reader.unreadable(*at));
    let text = text::read(layout, reader.source.text());
    let errors = errors::read(layout);
    let place = reader.source.at(layout.title.map_or(0, |title| title.at));
    let stated = 1000 * usize::from(identity.stated.version.is_some());
    let operation = Operation {
        name: identity.operation.clone(),
        title: String::new(),
        summary: text.summary,
        description: text.description,
        read_only: reads(&identity.operation, &request.method),
        method: request.method,
        path: request.path,
        deprecated: false,
        parameters: request.parameters,
        response: reply,
        headers: Vec::new(),
        error_responses: Vec::new(),
        errors,
        samples: samples.replies,
        anonymous: false,
        related_operations: text.companions,
        external_samples: ExternalSamples::default(),
        declared_at: place.clone(),
    };
    Page {
        weight: operation.parameters.len()
            + operation.errors.len()
            + 100 * operation.samples.len().min(2)
            + stated,
        identity: Identity {
            style: Some(style),
            ..identity
        },
        operation,
        place,
    }
}

/// Whether any part is about what an operation takes, yields or looks like.
fn describes(layout: &Layout<'_>) -> bool {
    layout.parts.iter().any(|part| match part.topic {
        Topic::Request | Topic::Reply | Topic::Body => !part.blocks.is_empty(),
        Topic::Syntax => true,
        _ => part.blocks.iter().any(|block| match block {
            Block::Table(table) => Columns::of_parameters(&table.header, false)
                .is_some_and(|columns| columns.has(columns::Column::Required)),
            _ => false,
        }),
    })
}

/// No page says whether an operation changes something. Of the official operations with these verbs 1 in 100 is a write.
fn reads(name: &str, method: &str) -> bool {
    const VERBS: [&str; 3] = ["Describe", "List", "Query"];
    // `Listen` is another verb.
    let begins = |verb| {
        name.strip_prefix(verb)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    method == "GET" || VERBS.iter().any(begins)
}

/// What every part of the reader needs: the page, and where to say what is wrong with it.
struct Reader<'s> {
    source: &'s Arc<SourceFile>,
    diagnostics: &'s mut Diagnostics,
}

impl Reader<'_> {
    /// A schema of which nothing but its shape is known.
    fn schema(&self, shape: SchemaKind, at: usize, ground: Provenance) -> Schema {
        Schema {
            kind: shape,
            description: String::new(),
            required: false,
            deprecated: false,
            example: None,
            default: None,
            constraints: Constraints::default(),
            provenance: ground,
            declared_at: self.source.at(at),
        }
    }

    /// A schema with all that a row says.
    fn described(&self, entry: &Entry<'_>, shape: SchemaKind, ground: Provenance) -> Schema {
        let mut limits = match shape {
            SchemaKind::Integer | SchemaKind::Number => prose::bounds(entry.description),
            _ => Constraints::default(),
        };
        if matches!(shape, SchemaKind::Integer | SchemaKind::Number) && limits.minimum.is_none() {
            limits.values = prose::values(entry.description);
            limits
                .values
                .retain(|value| value.text.parse::<f64>().is_ok());
        }
        Schema {
            description: text::dedented(entry.description),
            required: entry.required.unwrap_or(false),
            example: entry.example.clone(),
            default: prose::default(entry.description),
            constraints: limits,
            ..self.schema(shape, entry.at, ground)
        }
    }

    /// A row whose name cannot be one.
    fn unplaced(&mut self, entry: &Entry<'_>, what: &str) {
        let message = match entry.name.as_str() {
            "" => format!("a row about {what} has no name"),
            name => format!("`{name}` cannot be the name of {what}"),
        };
        let help = "the row is left out; mend the page, or describe the operation in JSON";
        self.diagnostics.warning(
            DiagnosticCode::UnplacedRow,
            &self.source.at(entry.at),
            message,
            help,
        );
    }

    /// A row that stands where another one does.
    fn twice(&mut self, entry: &Entry<'_>) {
        let message = format!(
            "`{}` stands in the table before, and nothing tells another place for it",
            entry.name
        );
        let help = "the first row is taken; mend the page where the two are different things";
        self.diagnostics.warning(
            DiagnosticCode::UnplacedRow,
            &self.source.at(entry.at),
            message,
            help,
        );
    }

    fn unreadable(&mut self, at: usize) {
        let message = "the sample is neither JSON nor XML";
        let help = "it is left out; the table alone tells what the reply holds";
        self.diagnostics.warning(
            DiagnosticCode::UnreadableSample,
            &self.source.at(at),
            message,
            help,
        );
    }
}
