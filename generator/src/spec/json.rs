//! JSON with places: every node knows where it stands in its text.
//!
//! **Invariant:** strict JSON only, nesting bounded by the parser, so walking a tree never overflows the stack.

use std::collections::HashSet;
use std::sync::Arc;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::source::{Location, SourceFile};

/// Comments, trailing commas and the like are for people's settings, not for published descriptions.
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

/// Parses `source` and hands its root to `read`. A syntax error becomes a diagnostic.
pub(super) fn parse<T>(
    source: &Arc<SourceFile>,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(Node<'_>, &mut Diagnostics) -> Option<T>,
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
        Ok(parsed) => read(
            Node {
                source,
                value: parsed.value.as_ref()?,
            },
            diagnostics,
        ),
        Err(error) => {
            let message = format!("not JSON: {}", lower_first(&error.kind().to_string()));
            diagnostics.error(
                DiagnosticCode::NotJson,
                &source.at(error.range().start),
                message,
                "is the file whole, and is it JSON?",
            );
            None
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(characters).collect()
    })
}

/// A value in a JSON text.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    source: &'t Arc<SourceFile>,
    value: &'t ast::Value<'t>,
}

impl<'t> Node<'t> {
    pub(super) fn place(&self) -> Location {
        self.source.at(self.value.start())
    }

    pub(super) fn source(&self) -> &'t Arc<SourceFile> {
        self.source
    }

    fn kind(&self) -> &'static str {
        match self.value {
            ast::Value::StringLit(_) => "a string",
            ast::Value::NumberLit(_) => "a number",
            ast::Value::BooleanLit(_) => "a boolean",
            ast::Value::Object(_) => "an object",
            ast::Value::Array(_) => "an array",
            ast::Value::NullKeyword(_) => "null",
        }
    }

    fn mismatch(&self, diagnostics: &mut Diagnostics, what: &str, expected: &str) {
        diagnostics.error(
            DiagnosticCode::UnexpectedValue,
            &self.place(),
            format!("{what}: expected {expected}, found {}", self.kind()),
            "",
        );
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self.value, ast::Value::NullKeyword(_))
    }

    pub(super) fn as_object(&self) -> Option<Members<'t>> {
        match self.value {
            ast::Value::Object(object) => Some(Members {
                source: self.source,
                object,
            }),
            _ => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&'t str> {
        match self.value {
            ast::Value::StringLit(text) => Some(&text.value),
            _ => None,
        }
    }

    /// An object whose names are all different.
    pub(super) fn object(&self, diagnostics: &mut Diagnostics, what: &str) -> Option<Members<'t>> {
        let Some(members) = self.as_object() else {
            self.mismatch(diagnostics, what, "an object");
            return None;
        };
        let mut seen = HashSet::new();
        for member in members.iter().filter(|member| !seen.insert(member.name)) {
            let message = format!("`{}` stands twice in {what}", member.name);
            diagnostics.error(
                DiagnosticCode::DuplicateMember,
                &member.place,
                message,
                "remove one of them, or rename it",
            );
        }
        Some(members)
    }

    pub(super) fn elements(&self, diagnostics: &mut Diagnostics, what: &str) -> Vec<Node<'t>> {
        match self.value {
            ast::Value::Array(array) => array
                .elements
                .iter()
                .map(|value| Node {
                    source: self.source,
                    value,
                })
                .collect(),
            _ => {
                self.mismatch(diagnostics, what, "an array");
                Vec::new()
            }
        }
    }

    pub(super) fn string(&self, diagnostics: &mut Diagnostics, what: &str) -> Option<&'t str> {
        let text = self.as_str();
        if text.is_none() {
            self.mismatch(diagnostics, what, "a string");
        }
        text
    }

    /// True, false, or either written as a string.
    pub(super) fn boolean(&self, diagnostics: &mut Diagnostics, what: &str) -> Option<bool> {
        match self.value {
            ast::Value::BooleanLit(literal) => Some(literal.value),
            ast::Value::StringLit(text) if text.value == "true" => Some(true),
            ast::Value::StringLit(text) if text.value == "false" => Some(false),
            _ => {
                self.mismatch(diagnostics, what, "a boolean");
                None
            }
        }
    }

    /// The value as text: a string's content, anything else as it is written.
    pub(super) fn text(&self) -> String {
        match self.value {
            ast::Value::StringLit(text) => text.value.to_string(),
            other => other.text(self.source.text()).to_owned(),
        }
    }
}

/// The members of an object, in the order of the text.
#[derive(Clone, Copy)]
pub(super) struct Members<'t> {
    source: &'t Arc<SourceFile>,
    object: &'t ast::Object<'t>,
}

/// One of them.
pub(super) struct Member<'t> {
    pub(super) name: &'t str,
    pub(super) place: Location,
    pub(super) node: Node<'t>,
}

impl<'t> Members<'t> {
    pub(super) fn iter(&self) -> impl Iterator<Item = Member<'t>> + use<'t> {
        let source = self.source;
        self.object.properties.iter().map(move |property| Member {
            name: property.name.as_str(),
            place: source.at(property.range.start),
            node: Node {
                source,
                value: &property.value,
            },
        })
    }

    pub(super) fn place(&self) -> Location {
        self.source.at(self.object.range.start)
    }

    /// The member of that name, unless it is null.
    pub(super) fn get(&self, name: &str) -> Option<Node<'t>> {
        let property = self.object.get(name)?;
        Some(Node {
            source: self.source,
            value: &property.value,
        })
        .filter(|node| !node.is_null())
    }

    /// A string that must be there.
    pub(super) fn require(
        &self,
        name: &str,
        diagnostics: &mut Diagnostics,
        what: &str,
    ) -> Option<&'t str> {
        match self.get(name) {
            Some(node) => node.string(diagnostics, &format!("`{name}` of {what}")),
            None => {
                diagnostics.error(
                    DiagnosticCode::MissingMember,
                    &self.place(),
                    format!("{what} has no `{name}`"),
                    format!("add `\"{name}\": \"…\"`"),
                );
                None
            }
        }
    }

    /// A string, empty where there is none.
    pub(super) fn prose(&self, name: &str, diagnostics: &mut Diagnostics, what: &str) -> String {
        self.get(name)
            .and_then(|node| node.string(diagnostics, &format!("`{name}` of {what}")))
            .map_or_else(String::new, |text| text.trim().to_owned())
    }

    /// Whether a boolean is there and true.
    pub(super) fn flag(&self, name: &str, diagnostics: &mut Diagnostics, what: &str) -> bool {
        self.get(name)
            .and_then(|node| node.boolean(diagnostics, &format!("`{name}` of {what}")))
            .unwrap_or(false)
    }
}
