//! Drafts of the operations: what must be named before anything can be lowered.
//!
//! **Invariant:** all operations are drafted, selected or not, so that a selection changes no name.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;

use super::clashes;
use super::components;
use super::errors;
use super::name_overrides::NameOverrides;
use super::pagination::infer::{self, PaginationDraft};
use super::resolver::Resolver;
use super::response_names;
use super::types::{Direction, TypeRoot, Types};
use crate::diagnostic::Diagnostics;
use crate::model::{Operation, Parameter, Service};
use crate::model::{Overrides, PaginationOverride};
use crate::names::{self, Case};

/// Names in each module that no type of the description may have.
const RESERVED: [&str; 3] = ["Response", "Required", "ErrorCode"];

/// Names of modules that no operation may have.
const RESERVED_MODULES: [&str; 3] = ["error_code", "types", "waiters"];

/// An operation with the names it was given.
pub(super) struct OperationDraft<'s> {
    pub(super) operation: &'s Operation,
    pub(super) module: Ident,
    pub(super) name: Ident,
    /// Rust names of the parameters, by wire name.
    pub(super) parameter_names: BTreeMap<String, Ident>,
    pub(super) pagination: Option<PaginationDraft<'s>>,
    pub(super) types: Types<'s>,
}

impl<'s> OperationDraft<'s> {
    /// Returns the parameters that `new` accepts: the required ones, except those that select a page.
    pub(super) fn required(&self) -> impl Iterator<Item = &'s Parameter> {
        self.operation
            .parameters
            .iter()
            .filter(|parameter| self.is_required(parameter))
    }

    /// Returns whether `new` accepts the parameter.
    pub(super) fn is_required(&self, parameter: &Parameter) -> bool {
        parameter.schema.required && !self.selects_page(&parameter.name)
    }

    /// Returns whether the parameter names the page or its size.
    pub(super) fn selects_page(&self, wire_name: &str) -> bool {
        self.pagination.as_ref().is_some_and(|pagination| {
            let style = &pagination.style;
            style.page().name == wire_name
                || style.size().is_some_and(|size| size.name == wire_name)
        })
    }
}

/// Everything that has been named.
pub(super) struct LoweringContext<'s> {
    pub(super) service: &'s Service,
    pub(super) components: Types<'s>,
    pub(super) operations: Vec<OperationDraft<'s>>,
    /// Variants of error codes, by code.
    pub(super) error_names: BTreeMap<String, Ident>,
    pub(super) name_overrides: NameOverrides<'s>,
    pub(super) pagination: &'s [PaginationOverride],
    /// Whether the product prefers signature V1.
    pub(super) prefers_v1: bool,
}

impl<'s> LoweringContext<'s> {
    /// Returns the resolver for the types of components.
    pub(super) fn component_resolver(&self) -> Resolver<'_, 's> {
        Resolver {
            service: self.service,
            components: &self.components,
            own: &self.components,
            name_overrides: &self.name_overrides,
        }
    }

    /// Returns the drafted operations with this context.
    pub(super) fn operations<'c>(&'c self) -> impl Iterator<Item = OperationContext<'c, 's>> {
        self.operations.iter().map(|draft| OperationContext {
            lowering: self,
            draft,
        })
    }
}

/// One drafted operation and everything around it.
#[derive(Clone, Copy)]
pub(super) struct OperationContext<'c, 's> {
    pub(super) lowering: &'c LoweringContext<'s>,
    pub(super) draft: &'c OperationDraft<'s>,
}

impl<'c, 's> OperationContext<'c, 's> {
    pub(super) fn operation(&self) -> &'s Operation {
        self.draft.operation
    }

    pub(super) fn service(&self) -> &'s Service {
        self.lowering.service
    }

    /// Returns the resolver for the types of this operation.
    pub(super) fn resolver(&self) -> Resolver<'c, 's> {
        Resolver {
            own: &self.draft.types,
            ..self.lowering.component_resolver()
        }
    }

    /// Returns the entry for this operation under `pagination` in `acsgen.json`.
    pub(super) fn pagination_override(&self) -> Option<&'s PaginationOverride> {
        pagination_override(self.lowering.pagination, self.operation())
    }
}

/// Names every operation, parameter and type.
pub(super) fn draft<'s>(
    service: &'s Service,
    overrides: &'s Overrides,
    diagnostics: &mut Diagnostics,
) -> LoweringContext<'s> {
    let name_overrides = NameOverrides::new(overrides);
    let responses = response_names::assign(service, &name_overrides, diagnostics);
    let components = components::types(service, &name_overrides, &responses);
    response_names::warn_of_components(service, &responses, &components, diagnostics);
    let taken: BTreeSet<String> = components
        .distinct()
        .into_iter()
        .map(|(_, name)| name.to_string())
        .chain(RESERVED.map(str::to_owned))
        .collect();
    let wire_names = service
        .operations
        .iter()
        .map(|operation| operation.name.as_str());
    let (modules, clashes) = names::assign(wire_names, Case::Snake, &RESERVED_MODULES);
    clashes::warn(&clashes, &service.declared_at, "operations", diagnostics);
    let drafted = |operation: &'s Operation| {
        let name = names::operation(&operation.name);
        let mut reserved = taken.clone();
        reserved.insert(name.to_string());
        let response = responses.get(operation.name.as_str()).map(String::as_str);
        let mut types = types(operation, response, &name_overrides);
        types.assign_names(&reserved);
        let pagination = pagination_override(&overrides.pagination, operation);
        OperationDraft {
            operation,
            module: modules[&operation.name].clone(),
            name,
            parameter_names: parameter_names(operation, &name_overrides, diagnostics),
            pagination: infer::infer(operation, service, pagination).ok(),
            types,
        }
    };
    let operations = service.operations.iter().map(drafted).collect();
    LoweringContext {
        service,
        components,
        operations,
        error_names: errors::names(service),
        name_overrides,
        pagination: &overrides.pagination,
        prefers_v1: overrides.v1.is_some(),
    }
}

fn pagination_override<'s>(
    overrides: &'s [PaginationOverride],
    operation: &Operation,
) -> Option<&'s PaginationOverride> {
    overrides
        .iter()
        .find(|pagination| pagination.operation == operation.name)
}

/// Collects the types of an operation's module; `response` is the name of the response's own type.
fn types<'s>(
    operation: &'s Operation,
    response: Option<&str>,
    names: &NameOverrides<'_>,
) -> Types<'s> {
    let mut types = Types::default();
    for parameter in &operation.parameters {
        let root = TypeRoot {
            schema: &parameter.schema,
            wire_name: &parameter.name,
            path: &format!("{}.{}", operation.name, parameter.name),
        };
        types.add(root, Direction::Request, names);
    }
    if let (Some(schema), Some(name)) = (&operation.response, response) {
        let root = TypeRoot {
            schema,
            wire_name: &operation.name,
            path: &operation.name,
        };
        types.add_response(root, name, names);
    }
    types
}

/// Names the parameters of an operation, with the names that a person gave.
fn parameter_names(
    operation: &Operation,
    overrides: &NameOverrides<'_>,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Ident> {
    let parameters = operation.parameters.iter();
    let wire_names = parameters.map(|parameter| parameter.name.as_str());
    let (mut names, mut clashes) = names::assign(wire_names, Case::Snake, &["new"]);
    for (wire_name, name) in &mut names {
        if let Some(given) = overrides.get(&format!("{}.{wire_name}", operation.name)) {
            *name = names::name(given, Case::Snake);
            clashes.retain(|clash| clash.renamed != *wire_name);
        }
    }
    clashes::warn(
        &clashes,
        &operation.declared_at,
        &operation.name,
        diagnostics,
    );
    names
}
