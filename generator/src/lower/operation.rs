//! One operation: its request, its binding, its types and its tests, put together.
//!
//! **Invariant:** names come from the draft; this module chooses none.

use std::collections::BTreeSet;

use super::docs::DocContext;
use super::draft::OperationContext;
use super::request::{MAX_POSITIONAL, RequestPlan};
use super::types::Direction;
use super::{
    binding, client_token, deprecation, errors, imports, pagination, parameters, shared_types,
    tests,
};
use crate::diagnostic::Diagnostics;
use crate::plan::{self, FeatureGate, Type};

/// Lowers an operation. `shared` are the names of the types that several operations declare alike.
pub(super) fn lower(
    ctx: &OperationContext<'_, '_>,
    shared: &BTreeSet<String>,
    docs: &DocContext<'_>,
    diagnostics: &mut Diagnostics,
) -> plan::OperationPlan {
    let operation = ctx.operation();
    let parameters = parameters::lower(ctx, docs);
    let items = shared_types::own_items(ctx, shared, docs, diagnostics);
    let imports = imports::lower(ctx, &items, shared);
    let binding = binding::lower(ctx);
    let required = parameters.iter().filter(|parameter| parameter.required);
    let required_by_name = required.count() > MAX_POSITIONAL;
    let client_token = client_token::find(operation, ctx.service());
    let request = RequestPlan {
        parameters: &parameters,
        client_token: client_token.as_ref(),
        binding: &binding,
        required_by_name,
    };
    let tests = tests::lower(ctx, &request, diagnostics);
    let errors = operation.errors.iter();
    plan::OperationPlan {
        docs: docs.operation(
            operation,
            errors::section(operation, ctx.service(), &ctx.lowering.error_names),
        ),
        summary: docs.summary(operation),
        module: ctx.draft.module.clone(),
        name: ctx.draft.name.clone(),
        wire_name: operation.name.clone(),
        gate: FeatureGate::default(),
        read_only: operation.read_only,
        client_token,
        deprecated: deprecation::from_operation(operation),
        response: response(ctx),
        shared: imports,
        pagination: pagination::lower::lower(ctx),
        errors: errors.map(|error| error.code.clone()).collect(),
        tests,
        required_by_name,
        parameters,
        binding,
        items,
    }
}

/// Returns the type of the response. A response is never missing, so a wrapper is a structure here.
fn response(ctx: &OperationContext<'_, '_>) -> Type {
    let Some(response) = &ctx.operation().response else {
        return Type::Unit;
    };
    match ctx.resolver().ty(response, Direction::Response) {
        Type::Wrapper(name) => Type::Structure(name),
        other => other,
    }
}
