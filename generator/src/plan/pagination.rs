//! The plan of a paginated operation.
//!
//! **Invariant:** paths are in Rust names and start at the response.

use proc_macro2::Ident;

use super::types::{Path, Type};

/// How an operation is read page by page.
#[derive(Debug)]
pub struct Pagination {
    /// Type of one element.
    pub item: Type,
    /// Path to the list of elements.
    pub items: Path,
    /// How a request names its page.
    pub style: PaginationStyle,
}

/// How a request names its page.
#[derive(Debug)]
pub enum PaginationStyle {
    /// By the number of the page.
    Number {
        /// Parameter for the number.
        number: PageParameter,
        /// Wire name of the parameter for the page size; empty if no parameter sets the page size.
        size: String,
        /// Path to the number of pages.
        pages: Option<Path>,
        /// Path to the number of elements.
        total: Option<Path>,
    },
    /// By the number of elements before the page.
    Offset {
        /// Parameter for that number.
        offset: PageParameter,
        /// Wire name of the parameter for the page size; empty if no parameter sets the page size.
        size: String,
        /// Path to the number of elements.
        total: Option<Path>,
    },
    /// By a token from the previous response.
    Token {
        /// Parameter for the token.
        parameter: PageParameter,
        /// Path to the token.
        field: Path,
        /// Path to the field that says whether there is a next page.
        truncated: Option<Path>,
    },
}

/// The parameter that names the page.
#[derive(Debug)]
pub struct PageParameter {
    /// Name of the setter.
    pub name: Ident,
    /// Name on the wire.
    pub wire_name: String,
    /// Whether the parameter is declared as text.
    pub text: bool,
}
