//! Waiters of `acsgen.json`, checked against the operation they poll.
//!
//! **Invariant:** every documented state is pending, done or failed; a state nobody classified stops the run.

use std::collections::BTreeSet;

use proc_macro2::Ident;

use super::lookup::Resolver;
use super::types::{Direction, inside};
use super::{LoweringContext, OperationDraft, operation};
use crate::check::listed;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Field, Schema, SchemaKind};
use crate::names;
use crate::plan::{
    self, FeatureGate, Literal, PathStep, PollArgument, States, Type, Waiter, WaiterTests,
};
use crate::spec::WaiterOverride;

/// A waiter, or nothing where a fact does not fit the description; `diagnostics` then says why.
pub(super) fn lower<'s>(
    fact: &WaiterOverride,
    lowering: &LoweringContext<'s>,
    diagnostics: &mut Diagnostics,
) -> Option<Waiter> {
    let Some(drafted) = lowering
        .operations
        .iter()
        .find(|drafted| drafted.operation.name == fact.poll)
    else {
        let help = "name an operation of this description in `poll`";
        diagnostics.error(
            DiagnosticCode::UnknownWaiterTarget,
            &fact.declared_at,
            format!(
                "waiter `{}` polls `{}`: no such operation",
                fact.name, fact.poll
            ),
            help,
        );
        return None;
    };
    let lookup = lowering.lookup(drafted);
    let by = by(fact, drafted, &lookup, diagnostics);
    let (part, single) = part(fact, drafted, &lookup, diagnostics)?;
    let state = state(fact, part, diagnostics)?;
    classified(fact, &state.schema, diagnostics);
    let (Type::Structure(item) | Type::Wrapper(item)) = lookup.ty(part, Direction::Response) else {
        return None;
    };
    let states = states(fact, &state.schema, &lookup)?;
    let (Type::Structure(reply) | Type::Wrapper(reply)) =
        lookup.ty(drafted.operation.response.as_ref()?, Direction::Response)
    else {
        return None;
    };
    let items = path(drafted, &lookup, &fact.items);
    let by = by?;
    Some(Waiter {
        docs: vec![if fact.doc.is_empty() {
            format!("Waits by `{}`.", fact.poll)
        } else {
            fact.doc.clone()
        }],
        name: names::escape(&fact.name),
        module: drafted.module.clone(),
        poll: drafted.name.clone(),
        response: reply,
        wire_name: fact.poll.clone(),
        gate: FeatureGate::default(),
        tests: tests(fact, state, single, &by),
        arguments: by,
        paginated: drafted
            .paging
            .as_ref()
            .is_some_and(|paging| paging.items == fact.items),
        items,
        item,
        state: lookup
            .fields(lowering.service.resolve(part)?, Direction::Response)
            .0
            .remove(&state.name)?,
        states,
        single_object: single,
        success_error_codes: fact.success_on_errors.clone(),
        success_when_empty: fact.success_when_empty,
    })
}

/// They are all that must be given, and perhaps more.
fn by<'s>(
    fact: &WaiterOverride,
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PollArgument>> {
    let required: Vec<&str> = drafted.required().map(|one| one.name.as_str()).collect();
    let mut refuse = |help: String| {
        let message = format!(
            "waiter `{}` polls by `{}`",
            fact.name,
            fact.parameters.join("`, `")
        );
        diagnostics.error(
            DiagnosticCode::InvalidWaiterParameter,
            &fact.declared_at,
            message,
            help,
        );
        None
    };
    let given = |name: &&str| fact.parameters.iter().any(|by| by == *name);
    if !required.iter().all(given) || required.len() > operation::BY_POSITION {
        return refuse(format!("`{}` requires {}", fact.poll, listed(&required)));
    }
    let mut all = Vec::new();
    for wire in &fact.parameters {
        let mut parameters = drafted.operation.parameters.iter();
        let Some(parameter) = parameters.find(|one| one.name == *wire) else {
            return refuse(format!("`{}` has no parameter `{wire}`", fact.poll));
        };
        let ty = lookup.ty(&parameter.schema, Direction::Request);
        let text = |ty: &Type| *ty == Type::String;
        let plain = matches!(ty, Type::String | Type::Integer | Type::Boolean)
            || matches!(&ty, Type::List(inner) if text(inner));
        if !plain {
            return refuse(format!("`{wire}` is neither a text nor texts nor a number"));
        }
        all.push(PollArgument {
            name: drafted.names[wire].clone(),
            ty,
            required: required.contains(&wire.as_str()),
        });
    }
    // `new` takes them in the order of the description.
    let order = |by: &PollArgument| {
        required
            .iter()
            .position(|name| drafted.names[*name] == by.name)
    };
    all.sort_by_key(|by| order(by).unwrap_or(usize::MAX));
    Some(all)
}

/// What has the state, and whether it is one object, not an element of a list.
fn part<'s>(
    fact: &WaiterOverride,
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
    diagnostics: &mut Diagnostics,
) -> Option<(&'s Schema, bool)> {
    let service = lookup.service;
    let mut refuse = |message: String| {
        let help = "write the path from the reply to the list or the object, such as `Data.Items`";
        diagnostics.error(
            DiagnosticCode::InvalidWaiterItems,
            &fact.declared_at,
            message,
            help,
        );
        None
    };
    let mut schema = drafted.operation.response.as_ref()?;
    let path = fact.items.join(".");
    for step in &fact.items {
        let Some(field) = service
            .resolve(schema)
            .and_then(|object| field(object, step))
        else {
            return refuse(format!(
                "waiter `{}`: the reply of `{}` has no `{path}`",
                fact.name, fact.poll
            ));
        };
        schema = &field.schema;
    }
    match &service.resolve(schema)?.kind {
        SchemaKind::List(inner) => Some((inner, false)),
        SchemaKind::Object(_) => Some((schema, true)),
        _ => refuse(format!("waiter `{}`: `{path}` is not a list", fact.name)),
    }
}

fn field<'s>(schema: &'s Schema, name: &str) -> Option<&'s Field> {
    match &schema.kind {
        SchemaKind::Object(fields) => fields.iter().find(|field| field.name == name),
        _ => None,
    }
}

fn state<'s>(
    fact: &WaiterOverride,
    part: &'s Schema,
    diagnostics: &mut Diagnostics,
) -> Option<&'s Field> {
    let can_tell = |field: &&Field| {
        let shape = &field.schema.kind;
        matches!(
            shape,
            SchemaKind::String(_) | SchemaKind::Integer | SchemaKind::Boolean
        )
    };
    if let Some(state) = field(part, &fact.state).filter(can_tell) {
        return Some(state);
    }
    let message = format!(
        "waiter `{}`: `{}` is not a field with documented values",
        fact.name, fact.state
    );
    diagnostics.error(
        DiagnosticCode::InvalidWaiterState,
        &fact.declared_at,
        message,
        "name a field that is a text, a whole number, or true or false",
    );
    None
}

/// The states as the type of their field has them.
fn states<'s>(
    fact: &WaiterOverride,
    schema: &'s Schema,
    lookup: &Resolver<'_, 's>,
) -> Option<States> {
    let WaiterOverride { done, failed, .. } = fact;
    Some(match lookup.ty(schema, Direction::Response) {
        Type::Enumeration(name) => {
            let variants = lookup.variants(schema, Direction::Response).0;
            let named = |states: &BTreeSet<String>| -> Vec<Ident> {
                let known = states.iter().filter_map(|state| variants.get(state));
                known.cloned().collect()
            };
            let (done, failed) = (named(done), named(failed));
            States::Variants { name, done, failed }
        }
        Type::String => States::Texts {
            done: done.iter().cloned().collect(),
            failed: failed.iter().cloned().collect(),
        },
        Type::Boolean => States::Values {
            done: done
                .iter()
                .filter_map(|text| text.parse().ok())
                .map(Literal::Boolean)
                .collect(),
            failed: failed
                .iter()
                .filter_map(|text| text.parse().ok())
                .map(Literal::Boolean)
                .collect(),
        },
        Type::Integer => States::Values {
            done: done
                .iter()
                .filter_map(|text| text.parse().ok())
                .map(Literal::Integer)
                .collect(),
            failed: failed
                .iter()
                .filter_map(|text| text.parse().ok())
                .map(Literal::Integer)
                .collect(),
        },
        _ => return None,
    })
}

/// The states there are, where that is documented.
fn documented(schema: &Schema) -> Vec<&str> {
    match &schema.kind {
        SchemaKind::String(values) => values.iter().map(|value| value.text.as_str()).collect(),
        SchemaKind::Boolean => vec!["true", "false"],
        _ => schema
            .constraints
            .values
            .iter()
            .map(|value| value.text.as_str())
            .collect(),
    }
}

fn classified(fact: &WaiterOverride, schema: &Schema, diagnostics: &mut Diagnostics) {
    let known = documented(schema);
    let number = matches!(schema.kind, SchemaKind::Integer);
    let fits = |state: &str| match known.is_empty() {
        true => !number || state.parse::<i64>().is_ok(),
        false => known.contains(&state),
    };
    let lists = [
        ("pending", &fact.pending),
        ("done", &fact.done),
        ("failed", &fact.failed),
    ];
    for (list, states) in lists {
        for state in states.iter().filter(|state| !fits(state)) {
            let message = format!(
                "state `{state}` in `{}.{list}` is not a value of `{}`",
                fact.name, fact.state
            );
            diagnostics.error(
                DiagnosticCode::UnknownState,
                &fact.declared_at,
                message,
                format!("the description lists {}", listed(&known)),
            );
        }
    }
    // Of what nothing is documented, at least nothing is said twice.
    let told = lists.iter().flat_map(|(_, states)| states.iter());
    let all: BTreeSet<&str> = told
        .map(String::as_str)
        .chain(known.iter().copied())
        .collect();
    for state in all {
        let times = lists
            .iter()
            .filter(|(_, states)| states.contains(state))
            .count();
        if times != 1 {
            let how = if times == 0 {
                "is not classified"
            } else {
                "is classified twice"
            };
            let message = format!(
                "state `{state}` of `{}` {how} by waiter `{}`",
                fact.state, fact.name
            );
            diagnostics.error(
                DiagnosticCode::UnclassifiedState,
                &fact.declared_at,
                message,
                "put it into one of `pending`, `done` and `failed`",
            );
        }
    }
}

/// Rust names along a path of wire names.
pub(super) fn path<'s, S: AsRef<str>>(
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
    wires: &[S],
) -> plan::Path {
    let mut schema = drafted.operation.response.as_ref();
    let mut steps = plan::Path::new();
    for wire in wires {
        let Some(object) = schema else { break };
        // A field that only holds a list is that list.
        let is_list = !steps.is_empty() && inside(object, Direction::Response).is_some();
        let resolved = lookup.service.resolve(object);
        let found = resolved.and_then(|object| field(object, wire.as_ref()));
        let name = resolved.and_then(|object| {
            lookup
                .fields(object, Direction::Response)
                .0
                .remove(wire.as_ref())
        });
        if let (false, Some(name), Some(found)) = (is_list, name, found) {
            let ty = lookup.ty(&found.schema, Direction::Response);
            let holds_list = inside(&found.schema, Direction::Response).is_some();
            let optional = matches!(ty, Type::Structure(_) | Type::Boxed(_)) && !holds_list;
            steps.push(PathStep { name, optional });
        }
        schema = found.map(|field| &field.schema);
    }
    steps
}

/// Bodies in the three states, as small as they can be.
fn tests(
    fact: &WaiterOverride,
    state: &Field,
    single: bool,
    by: &[PollArgument],
) -> Option<WaiterTests> {
    let value = |text: &String| match state.schema.kind {
        SchemaKind::String(_) => serde_json::json!(text),
        _ => serde_json::from_str(text).unwrap_or_default(),
    };
    let body = |text: &String| {
        let part = serde_json::json!({ state.name.as_str(): value(text) });
        let inner = if single {
            part
        } else {
            serde_json::json!([part])
        };
        fact.items
            .iter()
            .rev()
            .fold(inner, |inner, step| serde_json::json!({ step: inner }))
            .to_string()
    };
    let argument = |by: &PollArgument| match by.ty {
        Type::Integer => Literal::Integer(1),
        Type::Boolean => Literal::Boolean(true),
        Type::List(_) => Literal::List(vec![Literal::Text("example".to_owned())]),
        _ => Literal::Text("example".to_owned()),
    };
    Some(WaiterTests {
        arguments: by.iter().map(argument).collect(),
        pending: body(fact.pending.first()?),
        done: body(fact.done.first()?),
        failed: body(fact.failed.first()?),
    })
}
