//! The plan of a generated crate: every Rust name, type and test, ready to be printed.
//!
//! **Invariant:** every choice is made, and wire text stands beside each Rust name. The plan must never know the model.

mod docs;
mod feature_gate;
mod operation;
mod package;
mod pagination;
mod tests;
mod types;
mod waiter;

pub use docs::{Deprecation, Docs};
pub use feature_gate::{FeatureGate, Gated};
pub use operation::{AuthRequirement, ClientToken, HttpBinding, OperationPlan, ParameterPlan};
pub use package::{OperationGroup, Plan};
pub use pagination::{PageParameter, Pagination, PaginationStyle};
pub use tests::{
    Assertion, CapturedRequestTest, ErrorTest, Expected, Literal, PaginationTest, PathSegment,
    RequestTest, ResponseTest, Tests,
};
pub use types::{Enumeration, FieldPlan, Item, Path, PathStep, Structure, Type, Variant};
pub use waiter::{PollArgument, Waiter, WaiterStates, WaiterTests};
