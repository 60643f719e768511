//! Sample replies of an operation.

use super::super::json::Members;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Format, Sample};

/// Samples are a JSON text inside the JSON: a list of formats, each with up to two samples.
pub(super) fn read(
    members: &Members<'_>,
    diagnostics: &mut Diagnostics,
    what: &str,
) -> Vec<Sample> {
    let Some(node) = members.get("responseDemo") else {
        return Vec::new();
    };
    let Some(text) = node
        .string(diagnostics, &format!("`responseDemo` of {what}"))
        .filter(|text| !text.trim().is_empty())
    else {
        return Vec::new();
    };
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    #[derive(Default)]
    struct Demo {
        r#type: String,
        example: String,
        error_example: String,
    }
    let demos: Vec<Demo> = match serde_json::from_str(text) {
        Ok(demos) => demos,
        Err(error) => {
            let message = format!("`responseDemo` of {what} cannot be read: {error}");
            diagnostics.warning(
                DiagnosticCode::UnreadableSamples,
                &node.place(),
                message,
                "its samples are left out",
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
            let known = samples
                .iter()
                .any(|sample| sample.format == format && sample.text == text);
            if !text.trim().is_empty() && !known {
                samples.push(Sample { format, text });
            }
        }
    }
    samples
}
