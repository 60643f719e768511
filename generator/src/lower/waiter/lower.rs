//! Lowers a waiter: the operation to poll, its arguments, and the objects with the state.
//!
//! **Invariant:** returns no waiter without an error that says why.

use super::super::draft::{LoweringContext, OperationContext};
use super::super::path;
use super::super::request::MAX_POSITIONAL;
use super::super::types::Direction;
use super::observed::ObservedObject;
use super::{states, tests};
use crate::check::listed;
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::WaiterOverride;
use crate::names;
use crate::plan::{FeatureGate, PollArgument, Type, Waiter};

/// Lowers a waiter. Returns `None` if it does not fit the description; `diagnostics` then says why.
pub(in super::super) fn lower(
    lowering: &LoweringContext<'_>,
    config: &WaiterOverride,
    diagnostics: &mut Diagnostics,
) -> Option<Waiter> {
    let ctx = polled_operation(lowering, config, diagnostics)?;
    let resolver = ctx.resolver();
    let arguments = arguments(&ctx, config, diagnostics);
    let observed = ObservedObject::find(&ctx, config, diagnostics)?;
    let state = observed.state(config, diagnostics)?;
    states::check(&state.schema, config, diagnostics);
    let item = structure_name(resolver.ty(observed.schema, Direction::Response))?;
    let response = ctx.operation().response.as_ref()?;
    let response = structure_name(resolver.ty(response, Direction::Response))?;
    let arguments = arguments?;
    let pagination = ctx.draft.pagination.as_ref();
    let object = resolver.service.resolve(observed.schema)?;
    let mut fields = resolver.fields(object, Direction::Response).names;
    Some(Waiter {
        docs: vec![if config.doc.is_empty() {
            format!("Waits by polling `{}`.", config.poll)
        } else {
            config.doc.clone()
        }],
        name: names::escape(&config.name),
        module: ctx.draft.module.clone(),
        poll: ctx.draft.name.clone(),
        response,
        wire_name: config.poll.clone(),
        gate: FeatureGate::default(),
        tests: tests::lower(&observed, state, &arguments, config),
        arguments,
        paginated: pagination.is_some_and(|pagination| pagination.items == config.items),
        items: path::lower(&ctx, &config.items),
        item,
        state: fields.remove(&state.name)?,
        states: states::lower(&resolver, &state.schema, config)?,
        single_object: observed.is_single,
        success_error_codes: config.success_on_errors.clone(),
        success_when_empty: config.success_when_empty,
    })
}

fn polled_operation<'c, 's>(
    lowering: &'c LoweringContext<'s>,
    config: &WaiterOverride,
    diagnostics: &mut Diagnostics,
) -> Option<OperationContext<'c, 's>> {
    let mut operations = lowering.operations();
    let operation = operations.find(|ctx| ctx.operation().name == config.poll);
    if operation.is_none() {
        diagnostics.error(
            DiagnosticCode::UnknownWaiterTarget,
            &config.declared_at,
            format!(
                "waiter `{}` polls `{}`: there is no such operation",
                config.name, config.poll
            ),
            "name an operation of this description in `poll`",
        );
    }
    operation
}

fn structure_name(ty: Type) -> Option<proc_macro2::Ident> {
    match ty {
        Type::Structure(name) | Type::Wrapper(name) => Some(name),
        _ => None,
    }
}

/// Lowers the arguments of the waiter: all required parameters of the operation, and others that the waiter names.
fn arguments(
    ctx: &OperationContext<'_, '_>,
    config: &WaiterOverride,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PollArgument>> {
    let arguments = try_arguments(ctx, config);
    let report = |help: String| {
        let message = format!(
            "waiter `{}` cannot poll with the parameters `{}`",
            config.name,
            config.parameters.join("`, `")
        );
        diagnostics.error(
            DiagnosticCode::InvalidWaiterParameter,
            &config.declared_at,
            message,
            help,
        );
    };
    arguments.map_err(report).ok()
}

/// # Errors
///
/// Returns a help text if the parameters do not fit the operation.
fn try_arguments(
    ctx: &OperationContext<'_, '_>,
    config: &WaiterOverride,
) -> Result<Vec<PollArgument>, String> {
    let required: Vec<&str> = ctx
        .draft
        .required()
        .map(|parameter| parameter.name.as_str())
        .collect();
    let is_given = |name: &&str| config.parameters.iter().any(|given| given == *name);
    if !required.iter().all(is_given) || required.len() > MAX_POSITIONAL {
        return Err(format!("`{}` requires {}", config.poll, listed(&required)));
    }
    let mut arguments = Vec::new();
    for wire_name in &config.parameters {
        let mut parameters = ctx.operation().parameters.iter();
        let Some(parameter) = parameters.find(|parameter| parameter.name == *wire_name) else {
            return Err(format!("`{}` has no parameter `{wire_name}`", config.poll));
        };
        let ty = ctx.resolver().ty(&parameter.schema, Direction::Request);
        let supported = match &ty {
            Type::String | Type::Integer | Type::Boolean => true,
            Type::List(inner) => **inner == Type::String,
            _ => false,
        };
        if !supported {
            return Err(format!(
                "`{wire_name}` must be text, a list of texts, a whole number or a boolean"
            ));
        }
        arguments.push(PollArgument {
            name: ctx.draft.parameter_names[wire_name].clone(),
            ty,
            required: required.contains(&wire_name.as_str()),
        });
    }
    // `new` of the operation accepts its parameters in the order of the description.
    let position = |argument: &PollArgument| {
        required
            .iter()
            .position(|name| ctx.draft.parameter_names[*name] == argument.name)
    };
    arguments.sort_by_key(|argument| position(argument).unwrap_or(usize::MAX));
    Ok(arguments)
}
