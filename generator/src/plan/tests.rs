//! What the emitted tests do, and the values they and the examples are written with.
//!
//! **Invariant:** as in the plan: every choice is made.

use proc_macro2::Ident;

use super::Type;

/// What the tests of an operation do.
#[derive(Debug)]
pub struct Tests {
    /// The request with what it requires: the example of the documentation.
    pub example: Literal,
    /// One request each.
    pub requests: Vec<RequestTest>,
    /// One captured request each.
    pub captured_requests: Vec<CapturedRequestTest>,
    /// One sample each.
    pub responses: Vec<ResponseTest>,
    /// Documented errors: status, code, message.
    pub errors: Vec<ErrorTest>,
    /// Two pages.
    pub pagination: Option<PaginationTest>,
}

/// A request and what must go over the wire.
#[derive(Debug)]
pub struct RequestTest {
    /// Name of the test.
    pub name: Ident,
    /// The request.
    pub request: Literal,
    /// Path on the wire.
    pub path: String,
    /// Query on the wire, sorted and encoded.
    pub query: String,
    /// Body on the wire.
    pub body: String,
    /// The `authorization` header for the replay's first date and nonce; none where it is not pinned.
    pub authorization: Option<String>,
}

/// A request that another client sent.
#[derive(Debug)]
pub struct CapturedRequestTest {
    /// Name of the test.
    pub name: Ident,
    /// The request, or what of it has no typed place.
    pub request: Result<Literal, String>,
    /// What went over the wire, as JSON.
    pub expected: String,
}

/// A sample and what must come out of it.
#[derive(Debug)]
pub struct ResponseTest {
    /// Name of the test.
    pub name: Ident,
    /// File under `tests/samples`.
    pub file: String,
    /// Its content.
    pub text: String,
    /// Method of the replay that serves it.
    pub serve: Ident,
    /// What is compared.
    pub assertions: Vec<Assertion>,
    /// Whether the sample was made by others than the description.
    pub independent: bool,
}

/// One comparison.
#[derive(Debug)]
pub struct Assertion {
    /// From the reply to the value.
    pub path: Vec<PathSegment>,
    /// What must stand there.
    pub expected: Expected,
}

/// A step from a value to one inside it.
#[derive(Clone, Debug)]
pub enum PathSegment {
    /// Into a field.
    Field(Ident),
    /// Into an element.
    Index(usize),
    /// Into a value that might be missing.
    Unwrap,
    /// To the value of a name.
    Key(String),
}

/// What must stand somewhere.
#[derive(Clone, Debug)]
pub enum Expected {
    /// This text.
    Text(String),
    /// This number of elements.
    Length(usize),
    /// This value, in a place that might be empty.
    Some(Literal),
    /// This value.
    Plain(Literal),
    /// This JSON.
    Json(String),
    /// Nothing can: this has no typed place.
    Nowhere(String),
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
    /// A list without elements of this type.
    Empty(Type),
    /// A structure by its constructor and setters.
    Built {
        /// Name of the type.
        name: Ident,
        /// Arguments of `new`.
        arguments: Vec<(Ident, Literal)>,
        /// Whether they go by name.
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
    /// Variant of the error codes.
    pub variant: Ident,
}

/// Replies for two pages and an end.
#[derive(Debug)]
pub struct PaginationTest {
    /// The request.
    pub request: Literal,
    /// Bodies in order.
    pub pages: Vec<String>,
    /// Elements in all of them.
    pub items: usize,
    /// Query of each request, sorted and encoded.
    pub queries: Vec<String>,
}

/// Replies of an operation in three states.
#[derive(Debug)]
pub struct WaiterTests {
    /// The arguments of `new`.
    pub arguments: Vec<Literal>,
    /// A part is still under way.
    pub pending: String,
    /// Every part has succeeded.
    pub done: String,
    /// A part has failed.
    pub failed: String,
}
