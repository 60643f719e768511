//! `acsgen inspect`: what the generator understood of a description.

mod diff;
mod provenance;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use acsgen::model::{Field, Operation, Parameter, Schema, SchemaKind, Service};
use acsgen::{Diagnostics, Sources, input};
use clap::Args;

use super::report::{DiagnosticReport, by_code, counted};
use super::spec_options::SpecOptions;
use super::{Failure, Outcome, load, print};

const EXAMPLES: &str = "\
DocExamples:
  acsgen inspect specs/domain/2018-01-29/api-docs.json
  acsgen inspect specs/domain/2018-01-29/api-docs.json SaveSingleTaskForSynchronizingDnsHost
  acsgen inspect QueryDnsHost.md                        a reference page: each fact with its line; `?` marks doubtful ones
  acsgen inspect QueryDnsHost.md --against specs/domain/2018-01-29/api-docs.json
  acsgen inspect QueryDnsHost.json --product Domain --product-version 2018-01-29
  acsgen inspect specs/domain/2018-01-29/api-docs.json --json
  acsgen inspect specs/domain/2018-01-29/api-docs.json --warnings all";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Inspect {
    /// The description: JSON, a reference page (.md), or a folder of pages
    spec: PathBuf,

    /// Only this operation, with its parameters and its reply
    operation: Option<String>,

    /// As JSON, for programs
    #[arg(long)]
    json: bool,

    /// List where this other description says something else
    #[arg(long, value_name = "SPEC", conflicts_with = "json")]
    against: Option<PathBuf>,

    #[command(flatten)]
    spec_options: SpecOptions,

    #[command(flatten)]
    diagnostics: DiagnosticReport,
}

impl Inspect {
    pub(super) fn run(self) -> Result<Outcome, Failure> {
        let specs = std::slice::from_ref(&self.spec);
        let read = load::read(specs, &self.spec_options, &self.diagnostics);
        let Some((service, warnings)) = read else {
            return Ok(Outcome::Refused);
        };
        if let Some(other) = &self.against {
            return self.against(other, service);
        }
        let paged = |operation: &Operation| operation.declared_at.file().ends_with(".md");
        let alone = service.operations.len() == 1 && service.operations.iter().all(paged);
        let first = service
            .operations
            .first()
            .map(|operation| operation.name.clone());
        let text = match self
            .operation
            .as_ref()
            .or(first.as_ref().filter(|_| alone && !self.json))
        {
            Some(name) => {
                let Some(operation) = service.operation(name) else {
                    let known: Vec<&str> = service
                        .operations
                        .iter()
                        .map(|operation| operation.name.as_str())
                        .collect();
                    return Err(Failure::Other(format!(
                        "there is no operation `{name}`; the description has: {}",
                        known.join(", ")
                    )));
                };
                if self.json {
                    json(operation)?
                } else if paged(operation) {
                    heading(operation) + &provenance::table(operation) + &errors(operation)
                } else {
                    detail(operation)
                }
            }
            None if self.json => json(&service)?,
            None => overview(&service, &warnings),
        };
        print(&text)?;
        Ok(Outcome::Fine)
    }
}

impl Inspect {
    fn against(&self, other: &Path, mut service: Service) -> Result<Outcome, Failure> {
        let read = input::load_spec(other).and_then(|sources| {
            // Of a description, what pages beside it say is another matter.
            let pages = if other.is_dir() {
                sources.pages
            } else {
                Vec::new()
            };
            acsgen::read(&Sources {
                defaults: self.spec_options.origin(),
                pages,
                ..sources
            })
        });
        let (known, _) = match read {
            Ok(read) => read,
            Err(diagnostics) => return Ok(self.diagnostics.refuse(&diagnostics)),
        };
        if let Some(name) = &self.operation {
            service
                .operations
                .retain(|operation| operation.name == *name);
        }
        print(&diff::disagreements(&service, &known))?;
        Ok(Outcome::Fine)
    }
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Other(error.to_string()))
}

fn overview(service: &Service, warnings: &Diagnostics) -> String {
    let mut text = format!(
        "{} {} ({:?})\n",
        service.product, service.version, service.style
    );
    for endpoint in &service.endpoints {
        let _ = writeln!(text, "  {:<20} {}", endpoint.region, endpoint.host);
    }
    let widest = service
        .operations
        .iter()
        .map(|operation| operation.name.len())
        .max()
        .unwrap_or(0);
    let _ = writeln!(text, "{}", counted(service.operations.len(), "operation"));
    for operation in &service.operations {
        let kind = if operation.read_only { "read" } else { "write" };
        let _ = writeln!(
            text,
            "  {:<widest$}  {kind:<5}  {} parameters, {} errors, {} samples",
            operation.name,
            operation.parameters.len(),
            operation.errors.len(),
            operation.samples.len()
        );
    }
    if let Some(warnings) = by_code(warnings) {
        let _ = writeln!(text, "{warnings}");
    }
    text
}

/// Name, route and first sentence.
fn heading(operation: &Operation) -> String {
    let mut text = format!(
        "{}\n  {} {}\n",
        operation.name,
        operation.method,
        operation.path.as_deref().unwrap_or("/")
    );
    if !operation.summary.is_empty() {
        let _ = writeln!(
            text,
            "  {}",
            operation.summary.lines().next().unwrap_or_default()
        );
    }
    text
}

fn errors(operation: &Operation) -> String {
    let mut text = String::new();
    for error in &operation.errors {
        let _ = writeln!(
            text,
            "error {} {}: {}",
            error.status, error.code, error.message
        );
    }
    text
}

fn detail(operation: &Operation) -> String {
    let mut text = heading(operation);
    let _ = writeln!(text, "parameters");
    operation
        .parameters
        .iter()
        .for_each(|parameter| describe(&mut text, parameter));
    let _ = writeln!(text, "reply");
    match &operation.response {
        Some(reply) => tree(&mut text, &reply.kind, 1),
        None => text.push_str("  not described\n"),
    }
    for header in &operation.headers {
        let _ = writeln!(text, "header {}: {}", header.name, shape(&header.schema));
    }
    for failure in &operation.error_responses {
        let _ = writeln!(
            text,
            "status {}: {}",
            failure.status,
            shape(&failure.schema)
        );
        tree(&mut text, &failure.schema.kind, 1);
    }
    text + &errors(operation)
}

fn describe(text: &mut String, parameter: &Parameter) {
    let required = if parameter.schema.required {
        ", required"
    } else {
        ""
    };
    let position = format!("{:?}", parameter.location).to_lowercase();
    let _ = writeln!(
        text,
        "  {}: {} in {position}{required}",
        parameter.name,
        shape(&parameter.schema)
    );
    tree(text, &parameter.schema.kind, 2);
}

fn tree(text: &mut String, shape: &SchemaKind, depth: usize) {
    match shape {
        SchemaKind::Object(fields) => fields.iter().for_each(|field| branch(text, field, depth)),
        SchemaKind::List(inner) | SchemaKind::Map(inner) => tree(text, &inner.kind, depth),
        _ => {}
    }
}

fn branch(text: &mut String, field: &Field, depth: usize) {
    let _ = writeln!(
        text,
        "{:indent$}{}: {}",
        "",
        field.name,
        shape(&field.schema),
        indent = depth * 2
    );
    tree(text, &field.schema.kind, depth + 1);
}

fn shape(schema: &Schema) -> String {
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
        SchemaKind::List(inner) => format!("list of {}", shape(inner)),
        SchemaKind::Object(_) => "object".to_owned(),
        SchemaKind::Map(inner) => format!("map of {}", shape(inner)),
        SchemaKind::Reference(name) => name.clone(),
    }
}
