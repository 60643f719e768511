//! The states of a waiter: pending, a success or a failure.
//!
//! **Invariant:** every documented state has exactly one class, and no other state has more than one.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::super::resolver::Resolver;
use super::super::types::Direction;
use crate::check::listed;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::WaiterOverride;
use crate::model::{Schema, SchemaKind};
use crate::plan::{Literal, Type, WaiterStates};

/// Lowers the states into values of their field's type.
pub(super) fn lower<'s>(
    resolver: &Resolver<'_, 's>,
    schema: &'s Schema,
    config: &WaiterOverride,
) -> Option<WaiterStates> {
    let (succeeded, failed) = (&config.done, &config.failed);
    Some(match resolver.ty(schema, Direction::Response) {
        Type::Enumeration(name) => {
            let variants = resolver.variants(schema, Direction::Response).names;
            let variants = |states: &BTreeSet<String>| -> Vec<Ident> {
                let variants = states.iter().filter_map(|state| variants.get(state));
                variants.cloned().collect()
            };
            WaiterStates::Variants {
                name,
                succeeded: variants(succeeded),
                failed: variants(failed),
            }
        }
        Type::String => WaiterStates::Texts {
            succeeded: succeeded.iter().cloned().collect(),
            failed: failed.iter().cloned().collect(),
        },
        Type::Boolean => WaiterStates::Values {
            succeeded: literals(succeeded, boolean),
            failed: literals(failed, boolean),
        },
        Type::Integer => WaiterStates::Values {
            succeeded: literals(succeeded, integer),
            failed: literals(failed, integer),
        },
        _ => return None,
    })
}

fn literals(states: &BTreeSet<String>, parse: fn(&str) -> Option<Literal>) -> Vec<Literal> {
    states.iter().filter_map(|state| parse(state)).collect()
}

fn boolean(text: &str) -> Option<Literal> {
    text.parse().ok().map(Literal::Boolean)
}

fn integer(text: &str) -> Option<Literal> {
    text.parse().ok().map(Literal::Integer)
}

/// Checks that every state is a value of its field and has exactly one class.
pub(super) fn check(schema: &Schema, config: &WaiterOverride, diagnostics: &mut Diagnostics) {
    let classes = [
        Class::new("pending", &config.pending),
        Class::new("done", &config.done),
        Class::new("failed", &config.failed),
    ];
    let documented = documented(schema);
    check_values(&classes, schema, &documented, config, diagnostics);
    let classified = classes.iter().flat_map(|class| class.states);
    let states: BTreeSet<&str> = classified
        .map(String::as_str)
        .chain(documented.iter().copied())
        .collect();
    for state in states {
        let count = classes
            .iter()
            .filter(|class| class.states.contains(state))
            .count();
        let problem = match count {
            0 => "has no class in",
            1 => continue,
            _ => "has more than one class in",
        };
        let message = format!(
            "state `{state}` of `{}` {problem} waiter `{}`",
            config.state, config.name
        );
        diagnostics.error(
            DiagnosticCode::UnclassifiedState,
            &config.declared_at,
            message,
            "put the state into one of `pending`, `done` and `failed`",
        );
    }
}

/// The states of one class, with the key of `acsgen.json` that lists them.
struct Class<'c> {
    key: &'static str,
    states: &'c BTreeSet<String>,
}

impl<'c> Class<'c> {
    fn new(key: &'static str, states: &'c BTreeSet<String>) -> Self {
        Self { key, states }
    }
}

/// Checks that every state can be a value of its field.
fn check_values(
    classes: &[Class<'_>],
    schema: &Schema,
    documented: &[&str],
    config: &WaiterOverride,
    diagnostics: &mut Diagnostics,
) {
    let is_number = matches!(schema.kind, SchemaKind::Integer);
    let fits = |state: &str| match documented.is_empty() {
        true => !is_number || state.parse::<i64>().is_ok(),
        false => documented.contains(&state),
    };
    for class in classes {
        for state in class.states.iter().filter(|state| !fits(state)) {
            let message = format!(
                "state `{state}` in `{}.{}` is not a value of `{}`",
                config.name, class.key, config.state
            );
            let help = if documented.is_empty() {
                "write a whole number".to_owned()
            } else {
                format!("the description lists {}", listed(documented))
            };
            diagnostics.error(
                DiagnosticCode::UnknownState,
                &config.declared_at,
                message,
                help,
            );
        }
    }
}

/// Returns the documented states; empty if the description lists none.
fn documented(schema: &Schema) -> Vec<&str> {
    let values = match &schema.kind {
        SchemaKind::Boolean => return vec!["true", "false"],
        SchemaKind::String(values) => values,
        _ => &schema.constraints.values,
    };
    values.iter().map(|value| value.text.as_str()).collect()
}
