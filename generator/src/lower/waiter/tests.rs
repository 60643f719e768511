//! The tests of a waiter: one response body for each class of states.
//!
//! **Invariant:** the bodies are as small as they can be.

use serde_json::json;

use super::observed::ObservedObject;
use crate::model::WaiterOverride;
use crate::model::{Field, SchemaKind};
use crate::plan::{Literal, PollArgument, Type, WaiterTests};

/// Plans the tests. Returns `None` if a class has no state.
pub(super) fn lower(
    observed: &ObservedObject<'_>,
    state: &Field,
    arguments: &[PollArgument],
    config: &WaiterOverride,
) -> Option<WaiterTests> {
    let value = |text: &String| match state.schema.kind {
        SchemaKind::String(_) => json!(text),
        _ => serde_json::from_str(text).unwrap_or_default(),
    };
    let body = |text: &String| {
        let object = json!({ state.name.as_str(): value(text) });
        let inner = if observed.is_single {
            object
        } else {
            json!([object])
        };
        let path = config.items.iter().rev();
        path.fold(inner, |inner, name| json!({ name: inner }))
            .to_string()
    };
    Some(WaiterTests {
        arguments: arguments.iter().map(example).collect(),
        pending: body(config.pending.first()?),
        succeeded: body(config.done.first()?),
        failed: body(config.failed.first()?),
    })
}

fn example(argument: &PollArgument) -> Literal {
    match argument.ty {
        Type::Integer => Literal::Integer(1),
        Type::Boolean => Literal::Boolean(true),
        Type::List(_) => Literal::List(vec![Literal::Text("example".to_owned())]),
        _ => Literal::Text("example".to_owned()),
    }
}
