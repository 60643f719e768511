//! An operation: its request type, how it travels, how its pages turn.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{DocExamples, alias, docs, imports, literal, types};
use crate::format;
use crate::plan::{AuthRequirement, ClientToken, Docs, Operation, Parameter, Plan};

/// The request type with its constructor and setters.
pub(super) fn request(operation: &Operation, plan: &Plan, examples: DocExamples) -> TokenStream {
    let name = &operation.name;
    let docs = docs(&request_docs(operation, plan, examples));
    let alias = alias(name, &operation.wire_name);
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(setter);
    let constructor = if operation.required_by_name {
        new_by_name(operation)
    } else {
        new_by_position(operation)
    };
    let required = operation.required_by_name.then(|| required(operation));
    let default = operation
        .required()
        .next()
        .is_none()
        .then(|| default(operation));
    quote! {
        #docs
        #alias
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

fn request_docs(operation: &Operation, plan: &Plan, examples: DocExamples) -> Docs {
    let mut lines = operation.docs.clone();
    if operation.deprecated.is_some() {
        lines.extend([
            String::new(),
            "Its publisher advises against it.".to_owned(),
        ]);
    }
    let library = quote::format_ident!("{}", plan.library);
    let name = &operation.name;
    let request = literal::literal(&operation.tests.example);
    let imports = imports::example(operation, plan);
    let body = format::snippet(&quote! {
        use #library::#name;
        #imports
        let reply = client.send(#request).await?;
        println!("{reply:?}");
    });
    let fence = if examples == DocExamples::Compiled {
        "```no_run"
    } else {
        "```ignore"
    };
    lines.extend([
        String::new(),
        "# Example".to_owned(),
        String::new(),
        fence.to_owned(),
    ]);
    lines.push(format!(
        "# async fn example(client: &{0}::Client) -> Result<(), {0}::Error> {{",
        plan.library
    ));
    lines.extend(body);
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}

/// `.query("Lang", value)`, as the runtime's parameters take it.
fn put(parameter: &Parameter, value: &TokenStream) -> TokenStream {
    let (put, wire) = (&parameter.setter, &parameter.wire_name);
    quote! { .#put(#wire, #value) }
}

fn preset(parameter: &Parameter) -> Option<TokenStream> {
    let number = Literal::i64_suffixed(parameter.default?);
    Some(put(parameter, &quote! { #number }))
}

fn setter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let mut lines = parameter.docs.clone();
    if let Some(preset) = parameter.default {
        lines.extend([
            String::new(),
            format!("Set to {preset} unless told otherwise."),
        ]);
    }
    let docs = docs(&lines);
    let alias = alias(name, &parameter.wire_name);
    let (argument, value) = types::argument(&parameter.ty, &quote! { value });
    let put = put(parameter, &value);
    quote! {
        #docs
        #alias
        #[must_use]
        pub fn #name(self, value: #argument) -> Self {
            Self(self.0 #put)
        }
    }
}

fn new_by_position(operation: &Operation) -> TokenStream {
    let docs = docs(&new_docs(operation));
    let arguments = operation.required().map(|parameter| {
        let name = &parameter.name;
        let (ty, _) = types::argument(&parameter.ty, &quote! { #name });
        quote! { #name: #ty }
    });
    let puts = operation.parameters.iter().filter_map(|parameter| {
        let name = &parameter.name;
        let (_, value) = types::argument(&parameter.ty, &quote! { #name });
        if parameter.required {
            Some(put(parameter, &value))
        } else {
            preset(parameter)
        }
    });
    quote! {
        #docs
        pub fn new(#(#arguments),*) -> Self {
            Self(codegen::Parameters::new() #(#puts)*)
        }
    }
}

/// What `new` takes, each with its description.
fn new_docs(operation: &Operation) -> Docs {
    let mut lines = vec!["A request with all that the service requires.".to_owned()];
    for parameter in operation.required() {
        let first = parameter.docs.first().map_or("", String::as_str);
        lines.extend([String::new(), format!("`{}`: {first}", parameter.name)]);
        lines.extend(parameter.docs.iter().skip(1).cloned());
    }
    lines
}

fn new_by_name(operation: &Operation) -> TokenStream {
    let puts = operation.parameters.iter().filter_map(|parameter| {
        let name = &parameter.name;
        if parameter.required {
            Some(put(parameter, &quote! { required.#name }))
        } else {
            preset(parameter)
        }
    });
    quote! {
        /// A request with all that the service requires.
        pub fn new(required: Required) -> Self {
            Self(codegen::Parameters::new() #(#puts)*)
        }
    }
}

fn required(operation: &Operation) -> TokenStream {
    let title = format!(" What [`{}::new`] requires.", operation.name);
    let fields = operation.required().map(|parameter| {
        let docs = docs(&parameter.docs);
        let (name, ty) = (&parameter.name, types::plain(&parameter.ty));
        let alias = alias(name, &parameter.wire_name);
        quote! { #docs #alias pub #name: #ty }
    });
    let shown = operation.required().map(|parameter| &parameter.name);
    quote! {
        #[doc = #title]
        #[derive(Clone)]
        pub struct Required { #(#fields),* }

        codegen::impl_debug!(Required { #(#shown),* });
    }
}

fn default(operation: &Operation) -> TokenStream {
    let name = &operation.name;
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// How the request travels.
pub(super) fn protocol(operation: &Operation) -> TokenStream {
    let (name, wire) = (&operation.name, &operation.wire_name);
    let reply = types::plain(&operation.response);
    let kind = if operation.read_only {
        quote! { Read }
    } else {
        quote! { Write }
    };
    let path = operation
        .binding
        .path
        .as_ref()
        .map(|path| quote! { .path(#path) });
    let method = Some(&operation.binding.method)
        .filter(|method| *method != "POST")
        .map(|method| quote! { .method(#method) });
    let form = operation.binding.form_body.then(|| quote! { .form_body() });
    let slashes = operation
        .binding
        .keep_slashes
        .then(|| quote! { .keep_slashes() });
    let content_type = operation
        .binding
        .content_type
        .map(|name| quote! { .content_type(#name) });
    let json = operation
        .binding
        .default_json_body
        .map(|empty| quote! { .default_json_body(#empty) });
    let proof = match operation.binding.auth {
        AuthRequirement::Default => None,
        AuthRequirement::V1 => Some(quote! { .signature(codegen::SignatureVersion::V1) }),
        AuthRequirement::Anonymous => Some(quote! { .anonymous() }),
    };
    let token = operation.client_token.as_ref().map(client_token);
    quote! {
        impl codegen::Operation for #name {
            type Response = #reply;
            const SPEC: &'static codegen::OperationSpec =
                &codegen::OperationSpec::rpc(&super::PRODUCT, #wire, codegen::OperationType::#kind) #path #method #form #json #slashes #content_type #token #proof;

            codegen::impl_operation!();
        }
    }
}

fn client_token(token: &ClientToken) -> TokenStream {
    let ClientToken {
        wire_name: wire,
        location,
        body,
    } = token;
    let body = body.as_ref().map(|name| quote! { (#name) });
    quote! { .client_token(#wire, codegen::TokenLocation::#location #body) }
}
