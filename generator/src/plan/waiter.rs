//! The plan of a waiter.
//!
//! **Invariant:** every state that the description documents is classified; the plan holds those that end the waiting.

use proc_macro2::Ident;

use super::docs::Docs;
use super::feature_gate::FeatureGate;
use super::tests::Literal;
use super::types::{Path, Type};

/// A type that polls an operation until the objects in its response reach a final state.
#[derive(Debug)]
pub struct Waiter {
    /// Documentation of the type.
    pub docs: Docs,
    /// Name of the type.
    pub name: Ident,
    /// Module of the polled operation.
    pub module: Ident,
    /// Request type of the polled operation.
    pub poll: Ident,
    /// Response type of the polled operation.
    pub response: Ident,
    /// Wire name of the polled operation.
    pub wire_name: String,
    /// Feature of the polled operation.
    pub gate: FeatureGate,
    /// Arguments of `new`, in order.
    pub arguments: Vec<PollArgument>,
    /// Path to the observed objects; empty if the response itself is observed.
    pub items: Path,
    /// Whether the path leads to one object instead of a list.
    pub single_object: bool,
    /// Type of an observed object.
    pub item: Ident,
    /// Field with the state.
    pub state: Ident,
    /// States that end the waiting.
    pub states: WaiterStates,
    /// Error codes that count as success.
    pub success_error_codes: Vec<String>,
    /// Whether an empty list counts as success.
    pub success_when_empty: bool,
    /// Whether the list is paginated.
    pub paginated: bool,
    /// Tests of the waiter, if every class of states has a member.
    pub tests: Option<WaiterTests>,
}

/// An argument that says which objects to poll for.
#[derive(Debug)]
pub struct PollArgument {
    /// Name of the argument, and of the setter of the polled operation.
    pub name: Ident,
    /// Type of the value.
    pub ty: Type,
    /// Whether the polled operation requires the parameter.
    pub required: bool,
}

/// States of success and of failure; all others are pending.
#[derive(Debug)]
pub enum WaiterStates {
    /// Variants of an enumeration.
    Variants {
        /// Name of the enumeration.
        name: Ident,
        /// States of success.
        succeeded: Vec<Ident>,
        /// States of failure.
        failed: Vec<Ident>,
    },
    /// Texts without documented values.
    Texts {
        /// States of success.
        succeeded: Vec<String>,
        /// States of failure.
        failed: Vec<String>,
    },
    /// Numbers or booleans.
    Values {
        /// States of success.
        succeeded: Vec<Literal>,
        /// States of failure.
        failed: Vec<Literal>,
    },
}

/// Response bodies of the polled operation, one for each class of states.
#[derive(Debug)]
pub struct WaiterTests {
    /// Arguments of the waiter's `new`.
    pub arguments: Vec<Literal>,
    /// Body with a pending state.
    pub pending: String,
    /// Body with a state of success.
    pub succeeded: String,
    /// Body with a state of failure.
    pub failed: String,
}
