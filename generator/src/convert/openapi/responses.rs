//! The responses of an operation: success, errors by status, and sample responses.

use super::super::json::{Json, JsonMembers};
use super::super::schema::Dialect;
use crate::model::{Format, Operation, SchemaKind};

/// The key of the response for all statuses that are not listed.
const DEFAULT: &str = "default";

/// Returns the responses by status.
pub(super) fn responses(dialect: &Dialect<'_>, operation: &Operation) -> JsonMembers {
    let mut responses = JsonMembers::new().with("200", success(dialect, operation));
    let valid = operation
        .error_responses
        .iter()
        .filter(|response| is_status(&response.status));
    for response in valid {
        let schema = JsonMembers::new().with("schema", dialect.schema(&response.schema));
        let entry = responses.entry(&response.status);
        if !entry.has("content") {
            entry.insert(
                "content",
                JsonMembers::new().with("application/json", schema),
            );
        }
    }
    for error in &operation.errors {
        let documented = JsonMembers::new().with("message", &error.message);
        responses
            .entry(status_or_default(&error.status))
            .entry("x-acs-errors")
            .insert(&error.code, documented);
    }
    let error_responses = operation.error_responses.iter();
    let statuses = error_responses
        .map(|response| &response.status)
        .chain(operation.errors.iter().map(|error| &error.status));
    for status in statuses {
        let entry = responses.entry(status_or_default(status));
        if !entry.has("description") {
            entry.insert("description", "Failure.");
        }
    }
    responses
}

fn success(dialect: &Dialect<'_>, operation: &Operation) -> JsonMembers {
    let headers = operation.headers.iter().map(|header| {
        let schema = dialect.schema(&header.schema);
        (
            header.name.clone(),
            JsonMembers::new().with("schema", schema).into(),
        )
    });
    JsonMembers::new()
        .with("description", "Success.")
        .object("headers", headers.collect())
        .object("content", content(dialect, operation))
}

fn status_or_default(status: &str) -> &str {
    if is_status(status) { status } else { DEFAULT }
}

/// Returns whether OpenAPI allows a text as the key of a response: `404`, `4XX` or `default`.
fn is_status(text: &str) -> bool {
    let bytes = text.as_bytes();
    text == DEFAULT
        || matches!(bytes, [b'1'..=b'5', rest @ ..] if rest.len() == 2
            && (rest == b"XX" || rest.iter().all(u8::is_ascii_digit)))
}

/// Returns the schema and the samples of the successful response by media type.
fn content(dialect: &Dialect<'_>, operation: &Operation) -> JsonMembers {
    let mut content = JsonMembers::new();
    if let Some(response) = &operation.response {
        let media_type = match response.kind {
            SchemaKind::Bytes { .. } => "application/octet-stream",
            _ => "application/json",
        };
        content
            .entry(media_type)
            .insert("schema", dialect.schema(response));
    }
    for (index, sample) in operation.samples.iter().enumerate() {
        let (media_type, value) = match sample.format {
            Format::Json => match serde_json::from_str(&sample.text) {
                Ok(value) => ("application/json", Json::Value(value)),
                // Some samples are truncated and therefore not JSON.
                Err(_) => continue,
            },
            Format::Xml => ("application/xml", Json::from(&sample.text)),
        };
        let example = JsonMembers::new().with("value", value);
        let name = format!("sample-{}", index + 1);
        content
            .entry(media_type)
            .entry("examples")
            .insert(name, example);
    }
    content
}
