//! A service or an operation as indented text.

use std::fmt::Write;

use acsgen::Diagnostics;
use acsgen::model::{ErrorCode, Field, Operation, Parameter, Schema, SchemaKind, Service};

use crate::cli::report::{count, warning_summary};

/// Returns the endpoints of a service, a line for each operation, and the number of warnings.
pub(super) fn overview(service: &Service, warnings: &Diagnostics) -> String {
    let mut text = format!(
        "{} {} ({:?})\n",
        service.product, service.version, service.style
    );
    for endpoint in &service.endpoints {
        let _ = writeln!(text, "  {:<20} {}", endpoint.region, endpoint.host);
    }
    let width = service
        .operations
        .iter()
        .map(|operation| operation.name.len())
        .max()
        .unwrap_or(0);
    let _ = writeln!(text, "{}", count(service.operations.len(), "operation"));
    for operation in &service.operations {
        let kind = if operation.read_only { "read" } else { "write" };
        let _ = writeln!(
            text,
            "  {:<width$}  {kind:<5}  {} parameters, {} errors, {} samples",
            operation.name,
            operation.parameters.len(),
            operation.errors.len(),
            operation.samples.len()
        );
    }
    if let Some(warnings) = warning_summary(warnings) {
        let _ = writeln!(text, "{warnings}");
    }
    text
}

/// Returns the name, the method and path, and the first line of the summary of an operation.
pub(super) fn heading(operation: &Operation) -> String {
    let mut text = format!(
        "{}\n  {} {}\n",
        operation.name,
        operation.method,
        operation.path.as_deref().unwrap_or("/")
    );
    if let Some(line) = operation.summary.lines().next() {
        let _ = writeln!(text, "  {line}");
    }
    text
}

/// Returns a line for each documented error code.
pub(super) fn errors(errors: &[ErrorCode]) -> String {
    let mut text = String::new();
    for error in errors {
        let _ = writeln!(
            text,
            "error {} {}: {}",
            error.status, error.code, error.message
        );
    }
    text
}

/// Returns the parameters, the response and the errors of an operation.
pub(super) fn detail(operation: &Operation) -> String {
    let mut text = heading(operation);
    let _ = writeln!(text, "parameters");
    for parameter in &operation.parameters {
        let _ = writeln!(text, "  {}: {}", parameter.name, parameter_type(parameter));
        write_tree(&mut text, &parameter.schema.kind, 2);
    }
    let _ = writeln!(text, "response");
    match &operation.response {
        Some(response) => write_tree(&mut text, &response.kind, 1),
        None => text.push_str("  not described\n"),
    }
    for header in &operation.headers {
        let _ = writeln!(
            text,
            "header {}: {}",
            header.name,
            type_text(&header.schema)
        );
    }
    for response in &operation.error_responses {
        let _ = writeln!(
            text,
            "status {}: {}",
            response.status,
            type_text(&response.schema)
        );
        write_tree(&mut text, &response.schema.kind, 1);
    }
    text + &errors(&operation.errors)
}

/// Returns the type, the location and whether a parameter is required, such as `string in query, required`.
pub(super) fn parameter_type(parameter: &Parameter) -> String {
    let required = if parameter.schema.required {
        ", required"
    } else {
        ""
    };
    let location = format!("{:?}", parameter.location).to_lowercase();
    format!("{} in {location}{required}", type_text(&parameter.schema))
}

/// Returns a type, such as `list of string`. The values of an enumeration are listed.
pub(super) fn type_text(schema: &Schema) -> String {
    match &schema.kind {
        SchemaKind::String(values) if values.is_empty() => "string".to_owned(),
        SchemaKind::String(values) => {
            let texts: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
            format!("string ({})", texts.join(", "))
        }
        SchemaKind::Bytes { .. } => "bytes".to_owned(),
        SchemaKind::Integer => "integer".to_owned(),
        SchemaKind::Number => "number".to_owned(),
        SchemaKind::Boolean => "boolean".to_owned(),
        SchemaKind::Any => "any".to_owned(),
        SchemaKind::List(inner) => format!("list of {}", type_text(inner)),
        SchemaKind::Object(_) => "object".to_owned(),
        SchemaKind::Map(inner) => format!("map of {}", type_text(inner)),
        SchemaKind::Reference(name) => name.clone(),
    }
}

/// Writes a line for each field, indented by `depth`.
fn write_tree(text: &mut String, kind: &SchemaKind, depth: usize) {
    match kind {
        SchemaKind::Object(fields) => {
            for Field { name, schema } in fields {
                let indent = depth * 2;
                let _ = writeln!(text, "{:indent$}{name}: {}", "", type_text(schema));
                write_tree(text, &schema.kind, depth + 1);
            }
        }
        SchemaKind::List(inner) | SchemaKind::Map(inner) => write_tree(text, &inner.kind, depth),
        _ => {}
    }
}
