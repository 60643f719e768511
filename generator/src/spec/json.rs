//! JSON with locations: every node has its location in its text.
//!
//! Knows JSON, not descriptions. A method that adds a diagnostic takes a `subject`, the name of the value in messages.
//!
//! **Invariant:** only strict JSON is accepted, and the parser limits the nesting, so that a recursive walk cannot
//! overflow the stack.

use std::collections::HashSet;
use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::{Location, SourceFile};

/// Strict JSON. Published descriptions have neither comments nor trailing commas.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Parses a text and calls `read` with its root. A syntax error becomes a diagnostic.
pub(super) fn parse<T>(
    diagnostics: &mut Diagnostics,
    source: &Arc<SourceFile>,
    read: impl FnOnce(&mut Diagnostics, JsonNode<'_>) -> Option<T>,
) -> Option<T> {
    if source.text().trim().is_empty() {
        diagnostics.error(
            DiagnosticCode::EmptyFile,
            &source.at(0),
            "the file is empty",
            "expected a description in JSON",
        );
        return None;
    }
    match parse_to_ast(source.text(), &CollectOptions::default(), &STRICT) {
        Ok(parsed) => {
            let value = parsed.value.as_ref()?;
            read(diagnostics, JsonNode { source, value })
        }
        Err(error) => {
            let message = format!("not JSON: {}", with_lower_first(&error.kind().to_string()));
            diagnostics.error(
                DiagnosticCode::NotJson,
                &source.at(error.range().start),
                message,
                "check that the file is complete and that it is JSON",
            );
            None
        }
    }
}

fn with_lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// A value in a JSON text.
#[derive(Clone, Copy)]
pub(super) struct JsonNode<'t> {
    source: &'t Arc<SourceFile>,
    value: &'t ast::Value<'t>,
}

impl<'t> JsonNode<'t> {
    /// Returns the location of the start of the value.
    pub(super) fn location(&self) -> Location {
        self.source.at(self.value.start())
    }

    /// Returns the text that contains the value.
    pub(super) fn source(&self) -> &'t Arc<SourceFile> {
        self.source
    }

    fn type_name(&self) -> &'static str {
        match self.value {
            ast::Value::StringLit(_) => "a string",
            ast::Value::NumberLit(_) => "a number",
            ast::Value::BooleanLit(_) => "a boolean",
            ast::Value::Object(_) => "an object",
            ast::Value::Array(_) => "an array",
            ast::Value::NullKeyword(_) => "null",
        }
    }

    /// Adds an error for a value of another type than expected.
    fn report_type(&self, diagnostics: &mut Diagnostics, subject: &str, expected: &str) {
        diagnostics.error(
            DiagnosticCode::UnexpectedValue,
            &self.location(),
            format!("{subject}: expected {expected}, found {}", self.type_name()),
            "",
        );
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.value, ast::Value::NullKeyword(_))
    }

    /// Returns the object, if the value is one.
    pub(super) fn as_object(&self) -> Option<JsonObject<'t>> {
        match self.value {
            ast::Value::Object(object) => Some(JsonObject {
                source: self.source,
                object,
            }),
            _ => None,
        }
    }

    /// Returns the string, if the value is one.
    pub(super) fn as_str(&self) -> Option<&'t str> {
        match self.value {
            ast::Value::StringLit(text) => Some(&text.value),
            _ => None,
        }
    }

    /// Returns the object, or adds an error if the value is not an object or has a member twice.
    pub(super) fn object(
        &self,
        diagnostics: &mut Diagnostics,
        subject: &str,
    ) -> Option<JsonObject<'t>> {
        let Some(members) = self.as_object() else {
            self.report_type(diagnostics, subject, "an object");
            return None;
        };
        let mut seen = HashSet::new();
        for member in members.iter().filter(|member| !seen.insert(member.name)) {
            let message = format!("`{}` is declared twice in {subject}", member.name);
            diagnostics.error(
                DiagnosticCode::DuplicateMember,
                &member.location,
                message,
                "remove one of the two, or rename it",
            );
        }
        Some(members)
    }

    /// Returns the elements of an array, or adds an error if the value is not an array.
    pub(super) fn elements(
        &self,
        diagnostics: &mut Diagnostics,
        subject: &str,
    ) -> Vec<JsonNode<'t>> {
        match self.value {
            ast::Value::Array(array) => array
                .elements
                .iter()
                .map(|value| JsonNode {
                    source: self.source,
                    value,
                })
                .collect(),
            _ => {
                self.report_type(diagnostics, subject, "an array");
                Vec::new()
            }
        }
    }

    /// Returns the string, or adds an error if the value is not a string.
    pub(super) fn string(&self, diagnostics: &mut Diagnostics, subject: &str) -> Option<&'t str> {
        let text = self.as_str();
        if text.is_none() {
            self.report_type(diagnostics, subject, "a string");
        }
        text
    }

    /// Returns the boolean, which may be written as a string, or adds an error if the value is neither.
    pub(super) fn boolean(&self, diagnostics: &mut Diagnostics, subject: &str) -> Option<bool> {
        match self.value {
            ast::Value::BooleanLit(literal) => Some(literal.value),
            ast::Value::StringLit(text) if text.value == "true" => Some(true),
            ast::Value::StringLit(text) if text.value == "false" => Some(false),
            _ => {
                self.report_type(diagnostics, subject, "a boolean");
                None
            }
        }
    }

    /// Returns the content of a string, or the source text of any other value.
    pub(super) fn text(&self) -> String {
        match self.value {
            ast::Value::StringLit(text) => text.value.to_string(),
            other => other.text(self.source.text()).to_owned(),
        }
    }
}

/// A JSON object with its members in the order of the text.
#[derive(Clone, Copy)]
pub(super) struct JsonObject<'t> {
    source: &'t Arc<SourceFile>,
    object: &'t ast::Object<'t>,
}

/// A member of a JSON object.
pub(super) struct JsonMember<'t> {
    pub(super) name: &'t str,
    pub(super) location: Location,
    pub(super) node: JsonNode<'t>,
}

impl<'t> JsonObject<'t> {
    /// Returns the members.
    pub(super) fn iter(&self) -> impl Iterator<Item = JsonMember<'t>> + use<'t> {
        let source = self.source;
        self.object
            .properties
            .iter()
            .map(move |property| JsonMember {
                name: property.name.as_str(),
                location: source.at(property.range.start),
                node: JsonNode {
                    source,
                    value: &property.value,
                },
            })
    }

    /// Returns the location of the start of the object.
    pub(super) fn location(&self) -> Location {
        self.source.at(self.object.range.start)
    }

    /// Returns the value of a member, unless it is null.
    pub(super) fn get(&self, name: &str) -> Option<JsonNode<'t>> {
        let property = self.object.get(name)?;
        Some(JsonNode {
            source: self.source,
            value: &property.value,
        })
        .filter(|node| !node.is_null())
    }

    /// Returns a string, or adds an error if the member is missing or not a string.
    pub(super) fn require(
        &self,
        name: &str,
        diagnostics: &mut Diagnostics,
        subject: &str,
    ) -> Option<&'t str> {
        match self.get(name) {
            Some(node) => node.string(diagnostics, &format!("`{name}` of {subject}")),
            None => {
                diagnostics.error(
                    DiagnosticCode::MissingMember,
                    &self.location(),
                    format!("{subject} has no `{name}`"),
                    format!("add `\"{name}\": \"…\"`"),
                );
                None
            }
        }
    }

    /// Returns a string without surrounding white space, or an empty string if the member is missing.
    pub(super) fn prose(&self, name: &str, diagnostics: &mut Diagnostics, subject: &str) -> String {
        self.get(name)
            .and_then(|node| node.string(diagnostics, &format!("`{name}` of {subject}")))
            .map_or_else(String::new, |text| text.trim().to_owned())
    }

    /// Returns a boolean, or `false` if the member is missing.
    pub(super) fn flag(&self, name: &str, diagnostics: &mut Diagnostics, subject: &str) -> bool {
        self.get(name)
            .and_then(|node| node.boolean(diagnostics, &format!("`{name}` of {subject}")))
            .unwrap_or(false)
    }
}
