//! Tests of waiters: success, failure and a timeout. Time is virtual.
//!
//! **Invariant:** states are classified in the plan; the tests only serve them.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::{features, literal};
use crate::format;
use crate::names::{self, Case};
use crate::plan::{FeatureGate, Plan, Waiter, WaiterTests};

/// Returns the waiters that have tests.
pub(super) fn tested(plan: &Plan) -> impl Iterator<Item = (&Waiter, &WaiterTests)> {
    let waiters = plan.waiters.iter();
    waiters.filter_map(|waiter| Some((waiter, waiter.tests.as_ref()?)))
}

/// Returns the features with which the module has any test.
pub(super) fn gate(plan: &Plan) -> FeatureGate {
    FeatureGate::any(tested(plan).map(|(waiter, _)| &waiter.gate))
}

/// Prints the module.
pub(super) fn module(plan: &Plan) -> TokenStream {
    let library = format_ident!("{}", plan.library);
    let gate = gate(plan);
    let mut names: BTreeMap<&FeatureGate, Vec<&Ident>> = BTreeMap::new();
    for (waiter, _) in tested(plan) {
        names.entry(&waiter.gate).or_default().push(&waiter.name);
    }
    let imports = names.into_iter().map(|(own, names)| {
        let cfg = features::cfg_inside(&gate, own);
        quote! { #cfg use #library::waiters::{#(#names),*}; }
    });
    let tests = tested(plan).map(|(waiter, tests)| {
        let cfg = features::cfg_inside(&gate, &waiter.gate);
        waiter_tests(waiter, tests, &cfg)
    });
    quote! {
        use std::time::Duration;

        blank_line!();
        use acs_client::Replay;
        use acs_client::replay::block_on;
        use #library::{Client, WaitError};
        #(#imports)*

        #(#tests)*
    }
}

fn waiter_tests(waiter: &Waiter, tests: &WaiterTests, cfg: &TokenStream) -> TokenStream {
    let name = &waiter.name;
    let prefix = names::name(&name.to_string(), Case::Snake).to_string();
    let prefix = prefix.trim_start_matches("r#").trim_end_matches('_');
    let arguments = tests.arguments.iter().map(literal::literal);
    let new = quote! { #name::new(#(#arguments),*) };
    let bodies = Bodies {
        pending: format::raw_string(&tests.pending),
        succeeded: format::raw_string(&tests.succeeded),
        failed: format::raw_string(&tests.failed),
    };
    let succeeds = succeeds(
        &format_ident!("{prefix}_succeeds"),
        &new,
        &bodies,
        &waiter.wire_name,
    );
    let fails = fails(&format_ident!("{prefix}_fails"), &new, &bodies);
    let times_out = times_out(&format_ident!("{prefix}_times_out"), &new, &bodies);
    quote! { #cfg #succeeds #cfg #fails #cfg #times_out }
}

/// Responses with each class of states.
struct Bodies {
    pending: Literal,
    succeeded: Literal,
    failed: Literal,
}

fn succeeds(name: &Ident, new: &TokenStream, bodies: &Bodies, wire_name: &str) -> TokenStream {
    let Bodies {
        pending, succeeded, ..
    } = bodies;
    quote! {
        #[test]
        fn #name() {
            let replay = Replay::new().json(#pending).json(#succeeded);
            let waiter = #new;

            blank_line!();
            let items = block_on(Client::replay(&replay).wait(waiter)).unwrap();

            blank_line!();
            assert_eq!(items.len(), 1);
            assert_eq!(replay.actions(), [#wire_name, #wire_name]);
            assert!(replay.elapsed() > Duration::ZERO);
        }
    }
}

fn fails(name: &Ident, new: &TokenStream, bodies: &Bodies) -> TokenStream {
    let Bodies {
        pending, failed, ..
    } = bodies;
    quote! {
        #[test]
        fn #name() {
            let replay = Replay::new().json(#pending).json(#failed);
            let waiter = #new;

            blank_line!();
            let error = block_on(Client::replay(&replay).wait(waiter)).unwrap_err();

            blank_line!();
            let WaitError::Failed(items) = error else {
                panic!("{error}");
            };
            assert_eq!(items.len(), 1);
        }
    }
}

fn times_out(name: &Ident, new: &TokenStream, bodies: &Bodies) -> TokenStream {
    let pending = &bodies.pending;
    quote! {
        #[test]
        fn #name() {
            let replay = Replay::new().json(#pending).json(#pending).json(#pending);
            let waiter = #new;

            blank_line!();
            let poller = Client::replay(&replay).wait(waiter).max_wait(Duration::from_secs(5));
            let error = block_on(poller).unwrap_err();

            blank_line!();
            let WaitError::TimedOut(items) = error else {
                panic!("{error}");
            };
            assert_eq!(items.len(), 1);
            assert!(replay.elapsed() <= Duration::from_secs(5));
        }
    }
}
