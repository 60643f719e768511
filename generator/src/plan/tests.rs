//! The tests of an operation, and the values that tests and examples are written with.
//!
//! **Invariant:** as in the rest of the plan, every choice is made: a test is printed as it stands here.

use proc_macro2::Ident;

use super::types::Type;

/// Tests of an operation.
#[derive(Debug)]
pub struct Tests {
    /// The request with its required parameters, as the documentation shows it.
    pub example: Literal,
    /// Tests of requests built from examples.
    pub requests: Vec<RequestTest>,
    /// Tests of requests that other clients sent.
    pub captured_requests: Vec<CapturedRequestTest>,
    /// Tests of sample responses.
    pub responses: Vec<ResponseTest>,
    /// Documented errors.
    pub errors: Vec<ErrorTest>,
    /// Test of the pagination.
    pub pagination: Option<PaginationTest>,
}

/// A request and its expected HTTP form.
#[derive(Debug)]
pub struct RequestTest {
    /// Name of the test.
    pub name: Ident,
    /// The request.
    pub request: Literal,
    /// Expected path.
    pub path: String,
    /// Expected query, sorted and encoded.
    pub query: String,
    /// Expected body.
    pub body: String,
    /// Expected `authorization` header for the replay's first date and nonce, if it is checked.
    pub authorization: Option<String>,
}

/// A request that another client sent.
#[derive(Debug)]
pub struct CapturedRequestTest {
    /// Name of the test.
    pub name: Ident,
    /// The request, or the part of the capture that the generated types cannot hold.
    pub request: Result<Literal, String>,
    /// Expected HTTP request, as JSON.
    pub expected: String,
}

/// A sample response and its expected typed form.
#[derive(Debug)]
pub struct ResponseTest {
    /// Name of the test.
    pub name: Ident,
    /// File under `tests/samples`.
    pub file: String,
    /// Content of the file.
    pub text: String,
    /// Method of the replay that serves the sample.
    pub serve: Ident,
    /// Comparisons with the typed response.
    pub assertions: Vec<Assertion>,
    /// Whether the sample comes from outside of the description.
    pub independent: bool,
}

/// One comparison.
#[derive(Debug)]
pub struct Assertion {
    /// Path from the response to the value.
    pub path: Vec<PathSegment>,
    /// Expected value.
    pub expected: Expected,
}

/// A step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// A field of a structure.
    Field(Ident),
    /// An element of a list.
    Index(usize),
    /// The value of an `Option`.
    Unwrap,
    /// The value of a key in a map.
    Key(String),
}

/// Expected value of an [`Assertion`].
#[derive(Clone, Debug)]
pub enum Expected {
    /// This text.
    Text(String),
    /// A list of this length.
    Length(usize),
    /// This value in an `Option`.
    Some(Literal),
    /// This value.
    Plain(Literal),
    /// This JSON.
    Json(String),
    /// A value that the generated types cannot hold; the text says why, and the test fails.
    Untyped(String),
}

/// A value as it is written in Rust.
#[derive(Clone, Debug)]
pub enum Literal {
    /// Text.
    Text(String),
    /// Whole number.
    Integer(i64),
    /// Number.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// List.
    List(Vec<Literal>),
    /// JSON text.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Values by name.
    Map(Vec<(String, Literal)>),
    /// A list without elements, with the type of its elements.
    EmptyList(Type),
    /// A structure built by its constructor and setters.
    Constructed {
        /// Name of the type.
        name: Ident,
        /// Arguments of `new`.
        arguments: Vec<(Ident, Literal)>,
        /// Whether the arguments are passed by name.
        by_name: bool,
        /// Setters, in order.
        setters: Vec<(Ident, Literal)>,
    },
}

/// A documented error.
#[derive(Debug)]
pub struct ErrorTest {
    /// HTTP status.
    pub status: u16,
    /// Code on the wire.
    pub code: String,
    /// Message on the wire.
    pub message: String,
    /// Variant of the enumeration of error codes.
    pub variant: Ident,
}

/// Responses of a paginated operation until the last page.
#[derive(Debug)]
pub struct PaginationTest {
    /// The first request.
    pub request: Literal,
    /// Response bodies in order.
    pub pages: Vec<String>,
    /// Expected number of elements in all pages.
    pub items: usize,
    /// Expected query of each request, sorted and encoded.
    pub queries: Vec<String>,
}
