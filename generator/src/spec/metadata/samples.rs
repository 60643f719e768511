//! Sample responses of an operation.

use serde::Deserialize;

use super::super::json::JsonObject;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Format, Sample};

/// An element of `responseDemo`: up to two samples in one format.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ResponseDemo {
    r#type: String,
    example: String,
    error_example: String,
}

/// Reads the samples of `responseDemo`, each once. Its value is a JSON list as a string.
pub(super) fn read(
    diagnostics: &mut Diagnostics,
    members: &JsonObject<'_>,
    subject: &str,
) -> Vec<Sample> {
    let Some(node) = members.get("responseDemo") else {
        return Vec::new();
    };
    let Some(text) = node
        .string(diagnostics, &format!("`responseDemo` of {subject}"))
        .filter(|text| !text.trim().is_empty())
    else {
        return Vec::new();
    };
    let demos: Vec<ResponseDemo> = match serde_json::from_str(text) {
        Ok(demos) => demos,
        Err(error) => {
            diagnostics.warning(
                DiagnosticCode::UnreadableSamples,
                &node.location(),
                format!("`responseDemo` of {subject} cannot be read: {error}"),
                "the samples of the operation are left out",
            );
            return Vec::new();
        }
    };
    let mut samples: Vec<Sample> = Vec::new();
    for demo in demos {
        let format = if demo.r#type.eq_ignore_ascii_case("xml") {
            Format::Xml
        } else {
            Format::Json
        };
        for text in [demo.example, demo.error_example] {
            let is_known = samples
                .iter()
                .any(|sample| sample.format == format && sample.text == text);
            if !text.trim().is_empty() && !is_known {
                samples.push(Sample { format, text });
            }
        }
    }
    samples
}
