//! External samples: recorded requests of official clients and responses of reference pages, one JSON object a line.
//!
//! Every sample has `product`, `version` and `operation`. A request has `params` by wire name and `expect`, the request as
//! it was sent. A response has `format` and `body`. Samples of other products are skipped.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{CapturedRequest, Format, Sample, Service};
use crate::source::SourceFile;

/// One line of a samples file.
#[derive(Deserialize)]
struct SampleRecord {
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

/// Adds each sample of a file to its operation.
pub(super) fn read(diagnostics: &mut Diagnostics, source: &Arc<SourceFile>, service: &mut Service) {
    let mut offset = 0;
    for line in source.text().split_inclusive('\n') {
        let location = source.at(offset);
        offset += line.len();
        // A file may have the samples of all products: most lines need not be parsed.
        let is_other_version = line.starts_with('{') && !line.contains(&service.version);
        if line.trim().is_empty() || is_other_version {
            continue;
        }
        match serde_json::from_str::<SampleRecord>(line) {
            Ok(record) => add(service, record),
            Err(error) => diagnostics.error(
                DiagnosticCode::UnreadableExternalSample,
                &location,
                format!("not a sample: {error}"),
                "expected `product`, `version`, `operation`, and either `params` with `expect` or `format` with `body`",
            ),
        }
    }
}

fn add(service: &mut Service, record: SampleRecord) {
    let is_of_service =
        service.product.eq_ignore_ascii_case(&record.product) && service.version == record.version;
    let operation = service
        .operations
        .iter_mut()
        .find(|operation| is_of_service && operation.name == record.operation);
    let Some(operation) = operation else {
        return;
    };
    if let (Some(parameters), Some(expected)) = (record.params, record.expect) {
        operation.external_samples.requests.push(CapturedRequest {
            variant: record.variant,
            parameters,
            expected,
        });
    }
    if let (Some(format), Some(text)) = (record.format, record.body) {
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
