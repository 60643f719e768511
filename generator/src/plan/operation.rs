//! The plan of an operation: its request type, its HTTP binding, the types of its module.
//!
//! **Invariant:** an operation names types of other modules only through `shared`.

use proc_macro2::Ident;

use super::docs::{Deprecation, Docs};
use super::feature_gate::FeatureGate;

use super::pagination::Pagination;
use super::tests::Tests;
use super::types::{Item, Type};

/// One operation and the types that only it uses.
#[derive(Debug)]
pub struct OperationPlan {
    /// Documentation of the request type.
    pub docs: Docs,
    /// One line for the table of operations.
    pub summary: String,
    /// Name of the module and of its file.
    pub module: Ident,
    /// Name of the request type.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Feature that the module is compiled with.
    pub gate: FeatureGate,
    /// Encoding of the request as HTTP.
    pub binding: HttpBinding,
    /// Whether the operation changes nothing.
    pub read_only: bool,
    /// Parameter by which the service recognises a retry, if there is one.
    pub client_token: Option<ClientToken>,
    /// Deprecation, if the publisher advises against the operation.
    pub deprecated: Option<Deprecation>,
    /// Parameters in the order of the description.
    pub parameters: Vec<ParameterPlan>,
    /// Whether the operation has too many required parameters to pass them by position.
    pub required_by_name: bool,
    /// Type of the response.
    pub response: Type,
    /// Types of this module, those of the response first.
    pub items: Vec<Item>,
    /// Shared types that the module re-exports.
    pub shared: Vec<Ident>,
    /// Wire texts of the documented error codes.
    pub errors: Vec<String>,
    /// Pagination, if the operation has pages.
    pub pagination: Option<Pagination>,
    /// Tests, and the request that examples show.
    pub tests: Tests,
}

impl OperationPlan {
    /// Returns the parameters that `new` accepts.
    pub fn required(&self) -> impl Iterator<Item = &ParameterPlan> {
        self.parameters
            .iter()
            .filter(|parameter| parameter.required)
    }

    /// Returns the type of this module that the response, or each of its elements, has.
    ///
    /// Returns `None` if the response is a shared type, a scalar or any JSON.
    #[must_use]
    pub fn own_response(&self) -> Option<&Ident> {
        let name = self.response.named()?;
        let mut items = self.items.iter().map(Item::name);
        items.find(|item| *item == name)
    }
}

/// One parameter of an operation.
#[derive(Debug)]
pub struct ParameterPlan {
    /// Documentation of the setter or of the argument of `new`.
    pub docs: Docs,
    /// Name of the field, the setter or the argument.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Type of the value.
    pub ty: Type,
    /// Method of the runtime's `Parameters` that sets the value.
    pub setter: Ident,
    /// Whether `new` accepts the parameter.
    pub required: bool,
    /// Value that `new` sets.
    pub default: Option<i64>,
    /// Deprecation, if the publisher advises against the parameter.
    pub deprecated: Option<Deprecation>,
}

/// The parameter by which a service recognises a retry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientToken {
    /// Name on the wire.
    pub wire_name: String,
    /// Variant of the runtime's enumeration of token locations.
    pub location: Ident,
    /// Wire name of the body parameter that has the token as a field.
    pub body: Option<String>,
}

/// Encoding of a request as HTTP.
#[derive(Debug, PartialEq, Eq)]
pub struct HttpBinding {
    /// HTTP method.
    pub method: String,
    /// Path template, unless the service has one path for all operations.
    pub path: Option<String>,
    /// Whether the operation declares a form, which is then sent even if it is empty.
    pub form_body: bool,
    /// Whether values in the path keep their slashes.
    pub keep_slashes: bool,
    /// Content type of every request, whatever its body.
    pub content_type: Option<&'static str>,
    /// JSON body that is sent if no part of a declared JSON body is set.
    pub default_json_body: Option<&'static str>,
    /// How the request is authenticated.
    pub auth: AuthRequirement,
}

/// How a request is authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthRequirement {
    /// By the signature of the service's style.
    Default,
    /// By signature V1, unless the client chooses another version.
    V1,
    /// By nothing: the operation accepts requests without a signature.
    Anonymous,
}
