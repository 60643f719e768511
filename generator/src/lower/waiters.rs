//! Waiters of `acsgen.json`, checked against the operation they poll.
//!
//! **Invariant:** every documented state is pending, done or failed; a state nobody classified stops the run.

use proc_macro2::Ident;

use super::lookup::Lookup;
use super::types::{Way, inside};
use super::{Drafted, Lowering};
use crate::check::listed;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Field, Schema, Shape, Value};
use crate::names;
use crate::plan::{self, Gate, PathStep, Type, Waiter, WaiterTests};
use crate::spec::WaiterFact;

/// A waiter, or nothing where a fact does not fit the description; `problems` then says why.
pub(super) fn lower<'s>(
    fact: &WaiterFact,
    lowering: &Lowering<'s>,
    problems: &mut Diagnostics,
) -> Option<Waiter> {
    let Some(drafted) = lowering
        .operations
        .iter()
        .find(|drafted| drafted.operation.name == fact.poll)
    else {
        let help = "name an operation of this description in `poll`";
        problems.error(
            Code::WaiterOfNothing,
            &fact.place,
            format!(
                "waiter `{}` polls `{}`: no such operation",
                fact.name, fact.poll
            ),
            help,
        );
        return None;
    };
    let by = by(fact, drafted, problems);
    let part = part(fact, drafted, problems)?;
    let (state, values) = state(fact, part, problems)?;
    classified(fact, values, problems);
    let lookup = lowering.lookup(drafted);
    let (Type::Structure(item) | Type::Wrapper(item)) = lookup.ty(part, Way::Out) else {
        return None;
    };
    let Type::Enumeration(states) = lookup.ty(&state.schema, Way::Out) else {
        return None;
    };
    let variants = lookup.variants(&state.schema, Way::Out).0;
    let named = |states: &std::collections::BTreeSet<String>| -> Vec<Ident> {
        states
            .iter()
            .filter_map(|state| variants.get(state).cloned())
            .collect()
    };
    let (Type::Structure(reply) | Type::Wrapper(reply)) =
        lookup.ty(drafted.operation.reply.as_ref()?, Way::Out)
    else {
        return None;
    };
    let items = path(drafted, &lookup, &fact.items);
    Some(Waiter {
        docs: vec![if fact.doc.is_empty() {
            format!("Waits by `{}`.", fact.poll)
        } else {
            fact.doc.clone()
        }],
        name: names::identifier(&fact.name),
        module: drafted.module.clone(),
        poll: drafted.name.clone(),
        reply,
        wire: fact.poll.clone(),
        gate: Gate::default(),
        by: by?,
        paged: drafted
            .paging
            .as_ref()
            .is_some_and(|paging| paging.items == fact.items),
        items,
        item,
        state: lookup.fields(part, Way::Out).0.remove(&state.name)?,
        states,
        done: named(&fact.done),
        failed: named(&fact.failed),
        tests: tests(fact, &state.name),
    })
}

/// The parameter must be the only one that must be given.
fn by(fact: &WaiterFact, drafted: &Drafted<'_>, problems: &mut Diagnostics) -> Option<Ident> {
    let required: Vec<&str> = drafted
        .required()
        .map(|parameter| parameter.name.as_str())
        .collect();
    if required == [fact.by.as_str()] {
        return drafted.names.get(&fact.by).cloned();
    }
    let message = format!("waiter `{}` polls by `{}`", fact.name, fact.by);
    problems.error(
        Code::WaiterParameter,
        &fact.place,
        message,
        format!("`{}` requires {}", fact.poll, listed(&required)),
    );
    None
}

fn part<'s>(
    fact: &WaiterFact,
    drafted: &Drafted<'s>,
    problems: &mut Diagnostics,
) -> Option<&'s Schema> {
    let mut schema = drafted.operation.reply.as_ref()?;
    for step in &fact.items {
        let Some(field) = field(schema, step) else {
            let message = format!(
                "waiter `{}`: the reply of `{}` has no `{}`",
                fact.name,
                fact.poll,
                fact.items.join(".")
            );
            problems.error(
                Code::WaiterItems,
                &fact.place,
                message,
                "write the path from the reply to the list, such as `Data.Items`",
            );
            return None;
        };
        schema = &field.schema;
    }
    match &schema.shape {
        Shape::List(inner) => Some(inner),
        _ if fact.items.is_empty() => Some(schema),
        _ => {
            problems.error(
                Code::WaiterItems,
                &fact.place,
                format!(
                    "waiter `{}`: `{}` is not a list",
                    fact.name,
                    fact.items.join(".")
                ),
                "",
            );
            None
        }
    }
}

fn field<'s>(schema: &'s Schema, name: &str) -> Option<&'s Field> {
    match &schema.shape {
        Shape::Object(fields) => fields.iter().find(|field| field.name == name),
        _ => None,
    }
}

fn state<'s>(
    fact: &WaiterFact,
    part: &'s Schema,
    problems: &mut Diagnostics,
) -> Option<(&'s Field, &'s [Value])> {
    if let Some(state) = field(part, &fact.state)
        && let Shape::String(values) = &state.schema.shape
        && !values.is_empty()
    {
        return Some((state, values));
    }
    let message = format!(
        "waiter `{}`: `{}` is not a field with documented values",
        fact.name, fact.state
    );
    problems.error(
        Code::WaiterState,
        &fact.place,
        message,
        "name a text field with an `enum`, or add the values by a fixup",
    );
    None
}

fn classified(fact: &WaiterFact, values: &[Value], problems: &mut Diagnostics) {
    let known: Vec<&str> = values.iter().map(|value| value.text.as_str()).collect();
    let lists = [
        ("pending", &fact.pending),
        ("done", &fact.done),
        ("failed", &fact.failed),
    ];
    for (list, states) in lists {
        for state in states
            .iter()
            .filter(|state| !known.contains(&state.as_str()))
        {
            let message = format!(
                "state `{state}` in `{}.{list}` is not a value of `{}`",
                fact.name, fact.state
            );
            problems.error(
                Code::UnknownState,
                &fact.place,
                message,
                format!("the description lists {}", listed(&known)),
            );
        }
    }
    for state in known {
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
            problems.error(
                Code::UnclassifiedState,
                &fact.place,
                message,
                "put it into one of `pending`, `done` and `failed`",
            );
        }
    }
}

/// Rust names along a path of wire names.
pub(super) fn path<'s, S: AsRef<str>>(
    drafted: &Drafted<'s>,
    lookup: &Lookup<'_, 's>,
    wires: &[S],
) -> plan::Path {
    let mut schema = drafted.operation.reply.as_ref();
    let mut steps = plan::Path::new();
    for wire in wires {
        let Some(object) = schema else { break };
        // A field that only holds a list is that list.
        let is_list = !steps.is_empty() && inside(object, Way::Out).is_some();
        let resolved = lookup.service.resolve(object);
        let found = resolved.and_then(|object| field(object, wire.as_ref()));
        let name =
            resolved.and_then(|object| lookup.fields(object, Way::Out).0.remove(wire.as_ref()));
        if let (false, Some(name), Some(found)) = (is_list, name, found) {
            let ty = lookup.ty(&found.schema, Way::Out);
            let holds_list = inside(&found.schema, Way::Out).is_some();
            let optional = matches!(ty, Type::Structure(_) | Type::Boxed(_)) && !holds_list;
            steps.push(PathStep { name, optional });
        }
        schema = found.map(|field| &field.schema);
    }
    steps
}

/// Bodies in the three states, as small as they can be.
fn tests(fact: &WaiterFact, state: &str) -> Option<WaiterTests> {
    let body = |text: &String| {
        let part = serde_json::json!({ state: text });
        let inner = if fact.items.is_empty() {
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
    Some(WaiterTests {
        by: "example".to_owned(),
        pending: body(fact.pending.first()?),
        done: body(fact.done.first()?),
        failed: body(fact.failed.first()?),
    })
}
