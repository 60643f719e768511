//! Samples that others made: requests of official clients, replies printed in reference pages. One JSON object a line.
//!
//! A request has `params` by wire name and `expect`, what went over the wire; a reply has `format` and `body`. Both
//! say which `product`, `version` and `operation` they belong to. Those of other products are passed over.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{CapturedRequest, Format, Sample, Service};
use crate::source::SourceFile;

#[derive(Deserialize)]
struct Line {
    product: String,
    version: String,
    operation: String,
    #[serde(default)]
    variant: String,
    params: Option<Map<String, Value>>,
    expect: Option<Value>,
    format: Option<String>,
    body: Option<String>,
}

/// Gives each sample to its operation.
pub(super) fn read(source: &Arc<SourceFile>, service: &mut Service, diagnostics: &mut Diagnostics) {
    let mut offset = 0;
    for text in source.text().split_inclusive('\n') {
        let place = source.at(offset);
        offset += text.len();
        // Samples of the whole catalogue may stand in one file; most of it is not for us.
        let elsewhere = text.starts_with('{') && !text.contains(&service.version);
        if text.trim().is_empty() || elsewhere {
            continue;
        }
        match serde_json::from_str::<Line>(text) {
            Ok(line) => give(line, service),
            Err(error) => diagnostics.error(
                DiagnosticCode::UnreadableExternalSample,
                &place,
                format!("not a sample: {error}"),
                "expected `product`, `version`, `operation`, and `params` with `expect` or `format` with `body`",
            ),
        }
    }
}

fn give(line: Line, service: &mut Service) {
    let ours =
        service.product.eq_ignore_ascii_case(&line.product) && service.version == line.version;
    let operation = service
        .operations
        .iter_mut()
        .find(|operation| ours && operation.name == line.operation);
    let Some(operation) = operation else {
        return;
    };
    if let (Some(parameters), Some(expected)) = (line.params, line.expect) {
        operation.external_samples.requests.push(CapturedRequest {
            variant: line.variant,
            parameters,
            expected,
        });
    }
    if let (Some(format), Some(text)) = (line.format, line.body) {
        let format = if format.eq_ignore_ascii_case("xml") {
            Format::Xml
        } else {
            Format::Json
        };
        operation
            .external_samples
            .responses
            .push(Sample { format, text });
    }
}
