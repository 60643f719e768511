//! An operation: its request type and its implementation of the runtime's trait.
//!
//! **Invariant:** a request is a name for the runtime's parameters; what is fixed about the operation is one constant.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::attributes::{self, alias, deprecated};
use super::types::{self, Argument};
use super::{DocExamples, request_docs};
use crate::plan::{AuthRequirement, ClientToken, HttpBinding, OperationPlan, ParameterPlan, Plan};

/// Prints the request type with its constructor and setters.
pub(super) fn request(
    operation: &OperationPlan,
    plan: &Plan,
    examples: DocExamples,
) -> TokenStream {
    let name = &operation.name;
    let docs = attributes::docs(&request_docs::request(operation, plan, examples));
    let deprecated = deprecated(operation.deprecated.as_ref());
    let alias = alias(name, &operation.wire_name);
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| setter(parameter, operation, plan));
    let constructor = if operation.required_by_name {
        new_by_name(operation)
    } else {
        new_by_position(operation, plan)
    };
    let required = operation
        .required_by_name
        .then(|| required(operation, plan));
    let default = operation
        .required()
        .next()
        .is_none()
        .then(|| default(operation));
    quote! {
        #docs
        #alias
        #deprecated
        pub struct #name(codegen::Parameters);

        codegen::impl_request!(#name);

        impl #name {
            #constructor
            #(#setters)*
        }

        #default
        #required
    }
}

/// Prints the call that sets a parameter, such as `.query("Lang", value)`.
fn set(parameter: &ParameterPlan, value: &TokenStream) -> TokenStream {
    let (method, wire) = (&parameter.setter, &parameter.wire_name);
    quote! { .#method(#wire, #value) }
}

/// Prints the call that sets a parameter to its default, if it has one.
fn set_default(parameter: &ParameterPlan) -> Option<TokenStream> {
    let number = Literal::i64_suffixed(parameter.default?);
    Some(set(parameter, &quote! { #number }))
}

fn setter(parameter: &ParameterPlan, operation: &OperationPlan, plan: &Plan) -> TokenStream {
    let name = &parameter.name;
    let docs = attributes::docs(&request_docs::parameter(parameter, operation, plan));
    let alias = alias(name, &parameter.wire_name);
    let deprecated = deprecated(parameter.deprecated.as_ref());
    let Argument { ty, value } = types::argument(&parameter.ty, &quote! { value });
    let set = set(parameter, &value);
    quote! {
        #docs
        #alias
        #deprecated
        #[must_use]
        pub fn #name(self, value: #ty) -> Self {
            Self(self.0 #set)
        }
    }
}

fn new_by_position(operation: &OperationPlan, plan: &Plan) -> TokenStream {
    let docs = attributes::docs(&request_docs::constructor(operation, plan));
    let arguments = operation.required().map(|parameter| {
        let name = &parameter.name;
        let Argument { ty, .. } = types::argument(&parameter.ty, &quote! { #name });
        quote! { #name: #ty }
    });
    let calls = operation.parameters.iter().filter_map(|parameter| {
        let name = &parameter.name;
        let Argument { value, .. } = types::argument(&parameter.ty, &quote! { #name });
        if parameter.required {
            Some(set(parameter, &value))
        } else {
            set_default(parameter)
        }
    });
    quote! {
        #docs
        pub fn new(#(#arguments),*) -> Self {
            Self(codegen::Parameters::new() #(#calls)*)
        }
    }
}

fn new_by_name(operation: &OperationPlan) -> TokenStream {
    let calls = operation.parameters.iter().filter_map(|parameter| {
        let name = &parameter.name;
        if parameter.required {
            Some(set(parameter, &quote! { required.#name }))
        } else {
            set_default(parameter)
        }
    });
    quote! {
        /// Creates a request from its required parameters.
        pub fn new(required: Required) -> Self {
            Self(codegen::Parameters::new() #(#calls)*)
        }
    }
}

fn required(operation: &OperationPlan, plan: &Plan) -> TokenStream {
    let title = format!(
        " Required parameters of [`{0}`], for [`{0}::new`].",
        operation.name
    );
    let fields = operation.required().map(|parameter| {
        let docs = attributes::docs(&request_docs::parameter(parameter, operation, plan));
        let (name, ty) = (&parameter.name, types::plain(&parameter.ty));
        let alias = alias(name, &parameter.wire_name);
        quote! { #docs #alias pub #name: #ty }
    });
    let names = operation.required().map(|parameter| &parameter.name);
    quote! {
        #[doc = #title]
        #[derive(Clone)]
        pub struct Required { #(#fields),* }

        codegen::impl_debug!(Required { #(#names),* });
    }
}

fn default(operation: &OperationPlan) -> TokenStream {
    let name = &operation.name;
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// Prints the implementation of the runtime's `OperationPlan`.
pub(super) fn implementation(operation: &OperationPlan) -> TokenStream {
    let (name, wire) = (&operation.name, &operation.wire_name);
    let response = types::plain(&operation.response);
    let operation_type = match operation.read_only {
        true => quote! { Read },
        false => quote! { Write },
    };
    let binding = binding(&operation.binding);
    let token = operation.client_token.as_ref().map(client_token);
    quote! {
        #[doc(hidden)]
        impl codegen::Operation for #name {
            type Response = #response;
            const SPEC: &'static codegen::OperationSpec =
                &codegen::OperationSpec::rpc(&super::PRODUCT, #wire, codegen::OperationType::#operation_type)
                    #binding #token;

            codegen::impl_operation!();
        }
    }
}

/// Prints the calls that distinguish an operation from `POST /` with parameters in the query.
fn binding(binding: &HttpBinding) -> TokenStream {
    let path = binding.path.as_ref().map(|path| quote! { .path(#path) });
    let method = Some(&binding.method)
        .filter(|method| *method != "POST")
        .map(|method| quote! { .method(#method) });
    let form = binding.form_body.then(|| quote! { .form_body() });
    let json = binding
        .default_json_body
        .map(|body| quote! { .default_json_body(#body) });
    let slashes = binding.keep_slashes.then(|| quote! { .keep_slashes() });
    let content_type = binding
        .content_type
        .map(|name| quote! { .content_type(#name) });
    let auth = match binding.auth {
        AuthRequirement::Default => None,
        AuthRequirement::V1 => Some(quote! { .signature(codegen::SignatureVersion::V1) }),
        AuthRequirement::Anonymous => Some(quote! { .anonymous() }),
    };
    quote! { #path #method #form #json #slashes #content_type #auth }
}

fn client_token(token: &ClientToken) -> TokenStream {
    let ClientToken {
        wire_name,
        location,
        body,
    } = token;
    let body = body.as_ref().map(|name| quote! { (#name) });
    quote! { .client_token(#wire_name, codegen::TokenLocation::#location #body) }
}
