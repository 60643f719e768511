//! Reads one reference page into one operation.
//!
//! This module must never know of other pages.

use std::sync::Arc;

use super::super::SpecDefaults;
use super::super::markdown::{self, Block};
use super::columns::{Column, Columns};
use super::context::PageContext;
use super::document::{PageDocument, SectionKind};
use super::identity::{self, PageIdentity};
use super::{errors, overview, request, request_line, response, samples};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ApiStyle, ExternalSamples, Operation};
use crate::source::{Location, SourceFile};

/// The content of one page.
pub(super) struct ReferencePage {
    pub(super) identity: PageIdentity,
    pub(super) operation: Operation,
    /// Rates how much of the operation the page describes. Of several pages about one operation the highest wins.
    pub(super) completeness: usize,
    pub(super) place: Location,
}

/// Returns whether a text is a reference page: its file name decides, otherwise its first character.
pub(in crate::spec) fn is_page(source: &SourceFile) -> bool {
    let name = source.name().to_ascii_lowercase();
    let has_extension =
        |extensions: &[&str]| extensions.iter().any(|extension| name.ends_with(extension));
    has_extension(&[".md", ".markdown"])
        || (!has_extension(&[".json"]) && source.text().trim_start().starts_with(['#', '|']))
}

/// Reads one page. If the page does not describe an operation, an error is reported and `None` returned.
pub(super) fn read_page(
    source: &Arc<SourceFile>,
    defaults: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Option<ReferencePage> {
    if source.text().trim().is_empty() {
        let help = "expected a Markdown page that describes one operation";
        diagnostics.error(
            DiagnosticCode::EmptyFile,
            &source.at(0),
            "the file is empty",
            help,
        );
        return None;
    }
    let document = PageDocument::from_blocks(markdown::parse_blocks(source.text()));
    if !describes_operation(&document) {
        let help = "expected headings such as `Request parameters` and `Response parameters`, each with a table below";
        let message = "the page does not describe an operation";
        diagnostics.error(
            DiagnosticCode::NotADescription,
            &source.at(0),
            message,
            help,
        );
        return None;
    }
    let mut context = PageContext {
        source,
        diagnostics,
    };
    let identity = identity::read(&mut context, &document, defaults)?;
    Some(read_operation(&mut context, &document, identity))
}

/// Returns whether a section describes a request or a response.
fn describes_operation(document: &PageDocument<'_>) -> bool {
    document.sections.iter().any(|section| match section.kind {
        SectionKind::Request | SectionKind::Response | SectionKind::RequestBody => {
            !section.blocks.is_empty()
        }
        SectionKind::RequestSyntax => true,
        _ => section.blocks.iter().any(|block| match block {
            Block::Table(table) => Columns::of_parameters(&table.header)
                .is_some_and(|columns| columns.contains(Column::Required)),
            _ => false,
        }),
    })
}

fn read_operation(
    context: &mut PageContext<'_>,
    document: &PageDocument<'_>,
    identity: PageIdentity,
) -> ReferencePage {
    let mut samples = samples::read(document, &identity.operation);
    let request_line = request_line::read(document, &samples);
    let style = identity.style.unwrap_or(match request_line {
        Some(_) => ApiStyle::Roa,
        None => ApiStyle::Rpc,
    });
    let request_line = request_line.filter(|_| style != ApiStyle::Rpc);
    let request = request::read(context, document, style, request_line.unwrap_or_default());
    let response = response::read(context, document, &mut samples.tree, style);
    for offset in &samples.unreadable {
        context.report_unreadable_sample(*offset);
    }
    let overview = overview::read(document, context.source.text());
    let place = context.source.at(document.title_offset());
    let operation = Operation {
        name: identity.operation.clone(),
        title: String::new(),
        summary: overview.summary,
        description: overview.description,
        read_only: is_read_only(&identity.operation, &request.method),
        method: request.method,
        path: request.path,
        deprecated: false,
        parameters: request.parameters,
        response,
        headers: Vec::new(),
        error_responses: Vec::new(),
        errors: errors::read(document),
        samples: samples.responses,
        anonymous: false,
        related_operations: overview.related_operations,
        external_samples: ExternalSamples::default(),
        declared_at: place.clone(),
    };
    ReferencePage {
        completeness: completeness(&operation, &identity),
        identity: PageIdentity {
            style: Some(style),
            ..identity
        },
        operation,
        place,
    }
}

/// Rates a page: a stated version counts most, then samples, then parameters and error codes.
fn completeness(operation: &Operation, identity: &PageIdentity) -> usize {
    operation.parameters.len()
        + operation.errors.len()
        + 100 * operation.samples.len().min(2)
        + 1000 * usize::from(identity.stated.version.is_some())
}

/// Returns whether an operation only reads. No page states this, but among the official operations whose names
/// start with these verbs only 1 in 100 writes.
fn is_read_only(name: &str, method: &str) -> bool {
    const VERBS: [&str; 3] = ["Describe", "List", "Query"];
    // A verb that goes on in lower case is another verb, such as `Listen`.
    let starts_with = |verb| {
        name.strip_prefix(verb)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    method == "GET" || VERBS.iter().any(starts_with)
}
