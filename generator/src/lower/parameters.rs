//! The parameters of an operation.
//!
//! **Invariant:** every parameter of the description is lowered, in the order of the description.

use super::docs::DocContext;
use super::draft::OperationContext;
use super::types::Direction;
use super::{client_token, deprecation, pagination, request};
use crate::model::Parameter;
use crate::names;
use crate::plan;

/// Lowers all parameters.
pub(super) fn lower(
    ctx: &OperationContext<'_, '_>,
    docs: &DocContext<'_>,
) -> Vec<plan::ParameterPlan> {
    let parameters = ctx.operation().parameters.iter();
    parameters
        .map(|parameter| lower_one(ctx, parameter, docs))
        .collect()
}

fn lower_one<'s>(
    ctx: &OperationContext<'_, 's>,
    parameter: &'s Parameter,
    docs: &DocContext<'_>,
) -> plan::ParameterPlan {
    let schema = &parameter.schema;
    let default = ctx.draft.pagination.as_ref().and_then(|pagination| {
        let page_size = ctx
            .pagination_override()
            .and_then(|config| config.page_size);
        pagination::infer::default_value(pagination, parameter, page_size)
    });
    let mut docs = docs.value(schema, &parameter.name);
    if !schema.required && client_token::from_parameter(parameter).is_some() {
        let filled_in = "If it is not set, the client sets a unique value, so that it can retry the request safely.";
        docs.extend([String::new(), filled_in.to_owned()]);
    }
    plan::ParameterPlan {
        docs,
        name: ctx.draft.parameter_names[&parameter.name].clone(),
        wire_name: parameter.name.clone(),
        ty: ctx.resolver().ty(schema, Direction::Request),
        setter: names::escape(request::setter_method(parameter)),
        required: ctx.draft.is_required(parameter),
        default,
        deprecated: deprecation::from_schema(schema),
    }
}
