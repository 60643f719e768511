//! Overrides, which people add to a description: waiters, pagination, names, features and corrections.
//!
//! **Invariant:** wire names and paths only, apart from the Rust names and features that a person chose; this module does
//! not know how overrides are written.

use std::collections::BTreeSet;

use crate::source::Location;

/// All overrides of a product.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Waiters.
    pub waiters: Vec<WaiterOverride>,
    /// Pagination of operations whose parameters do not show it.
    pub pagination: Vec<PaginationOverride>,
    /// Rust names of elements.
    pub names: Vec<NameOverride>,
    /// Cargo features of operations.
    pub features: Vec<FeatureOverride>,
    /// Corrections of errors in the description.
    pub fixups: Vec<Fixup>,
    /// The location of the override that selects signature V1, if there is one.
    pub v1: Option<Location>,
}

/// A Rust name for an element of the description.
#[derive(Clone, Debug)]
pub struct NameOverride {
    /// The path of the element: `Operation.Path.To.Field`, with `Field[]` for items of a list and `Path=value` for a
    /// value.
    pub at: String,
    /// The Rust name, in the case of a type.
    pub name: String,
    /// The location of the override.
    pub declared_at: Location,
}

/// The Cargo feature of an operation.
#[derive(Clone, Debug)]
pub struct FeatureOverride {
    /// The name of the operation.
    pub operation: String,
    /// The name of the feature.
    pub feature: String,
    /// The location of the override.
    pub declared_at: Location,
}

/// The pagination of an operation whose parameters and fields do not show it, or show it wrongly.
#[derive(Clone, Debug)]
pub struct PaginationOverride {
    /// The name of the operation.
    pub operation: String,
    /// The default page size.
    pub page_size: Option<i64>,
    /// The number of the first page. Default: 1.
    pub first_page: Option<i64>,
    /// Whether the operation is not paginated, whatever its parameters are called.
    pub disabled: bool,
    /// The parameter for the page number.
    pub number: Option<String>,
    /// The parameter for the number of items before the page.
    pub offset: Option<String>,
    /// The parameter for the token of the next page.
    pub token: Option<String>,
    /// The parameter for the page size.
    pub limit: Option<String>,
    /// The path of the list in the response.
    pub items: Option<Vec<String>>,
    /// The path of the next token in the response.
    pub next: Option<Vec<String>>,
    /// The path of the total number of items in the response.
    pub total: Option<Vec<String>>,
    /// The path of the total number of pages in the response.
    pub pages: Option<Vec<String>>,
    /// The location of the override.
    pub declared_at: Location,
}

/// A waiter for a state of one or more items.
#[derive(Clone, Debug)]
pub struct WaiterOverride {
    /// The name of its type.
    pub name: String,
    /// A sentence for its documentation.
    pub doc: String,
    /// The name of the operation to poll.
    pub poll: String,
    /// The parameters that select what to poll for, in the order of the constructor's arguments.
    pub parameters: Vec<String>,
    /// The path of the items in the response: a list or one object. If empty, the response itself is the only item.
    pub items: Vec<String>,
    /// The field of an item that holds its state.
    pub state: String,
    /// The states that can still change.
    pub pending: BTreeSet<String>,
    /// The states of success.
    pub done: BTreeSet<String>,
    /// The states of failure.
    pub failed: BTreeSet<String>,
    /// The error codes that mean success, for example because the item is deleted.
    pub success_on_errors: Vec<String>,
    /// Whether a response without items means success.
    pub success_when_empty: bool,
    /// The location of the waiter.
    pub declared_at: Location,
}

/// A correction of an error in the description.
#[derive(Clone, Debug)]
pub struct Fixup {
    /// The path of the element: `Operation.Parameter…`, or `Operation=200.Field…` for a response.
    pub at: String,
    /// The correction.
    pub correction: Correction,
    /// The reason for the correction.
    pub why: String,
    /// The location of the fixup.
    pub declared_at: Location,
}

/// The change that a fixup makes.
#[derive(Clone, Debug, PartialEq)]
pub enum Correction {
    /// Sets the wire name.
    Rename(String),
    /// Sets the type.
    Type(String),
    /// Sets whether the element is required.
    Required(bool),
    /// Sets the documented values.
    Values(Vec<String>),
}
