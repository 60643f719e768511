//! From an HTTP response to a typed reply or an error.
//!
//! **Invariant**: whatever a service sends, its status and the start of its body reach the caller.

use std::fmt;
use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::decode::{self, Decode, Fields, Record, Root};
use crate::error::{Error, ErrorKind, Fault};
use crate::note::{Context, Note, NoteKind, excerpt};
use crate::secret::Shown;
use crate::value::{self, Document};

/// How much of a body an error keeps, in characters.
const EXCERPT: usize = 500;

/// What a service answered. Derefs to the typed reply.
pub struct Reply<T> {
    content: Content<T>,
    about: Box<Received>,
}

/// A typed reply behind a pointer, so that who drops it need not compile how.
type Content<T> = Box<dyn Typed<T> + Send + Sync>;

trait Typed<T> {
    fn typed(&self) -> &T;
    fn into_typed(self: Box<Self>) -> T;
}

impl<T> Typed<T> for T {
    fn typed(&self) -> &T {
        self
    }

    fn into_typed(self: Box<Self>) -> T {
        *self
    }
}

impl<T> Reply<T> {
    /// The HTTP status, between 200 and 299.
    pub fn status(&self) -> u16 {
        self.about.status
    }

    /// The id of the request, from the body or else from the headers.
    pub fn request_id(&self) -> Option<&str> {
        self.about.request_id.as_deref()
    }

    /// A header of the response, whatever case it is spelled in; none where it is missing or no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.about.headers.get(name)?.to_str().ok()
    }

    /// What had to be forgiven to read the reply, and what could not be read.
    pub fn notes(&self) -> &[Note] {
        &self.about.context.notes
    }

    /// The whole reply as it came, with all that is not declared; null for an empty body.
    pub fn raw(&self) -> &Value {
        &self.about.value
    }

    /// The typed reply alone.
    pub fn into_inner(self) -> T {
        self.content.into_typed()
    }
}

impl<T: Clone + Send + Sync + 'static> Clone for Reply<T> {
    fn clone(&self) -> Self {
        Self {
            content: Box::new(T::clone(self)),
            about: self.about.clone(),
        }
    }
}

/// The raw reply stays out: it may hold secrets under any name.
impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("content", &**self)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("notes", &self.notes())
            .finish()
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.content).typed()
    }
}

/// What came of an exchange, before it gets a type.
pub type Outcome = Result<Box<Received>, Error>;

/// Gives what came back its type.
///
/// # Errors
///
/// Where nothing came back, or nothing of that type.
pub fn reply<T: Decode + Send + Sync + 'static>(outcome: Outcome) -> Result<Reply<T>, Error> {
    match outcome {
        Ok(mut about) => match about.read() {
            Some(content) => Ok(Reply { content, about }),
            None => Err(about.undecodable()),
        },
        Err(error) => Err(error),
    }
}

/// A successful response, before it gets a type.
#[derive(Clone)]
pub struct Received {
    operation: &'static str,
    status: u16,
    request_id: Option<String>,
    headers: http::HeaderMap,
    value: Value,
    context: Context,
    /// The body as it came, where its type is bytes; else none of it.
    body: Bytes,
}

impl Received {
    fn read<T: Decode + Send + Sync + 'static>(&mut self) -> Option<Content<T>> {
        let content = T::whole(decode::root(&self.value, &mut self.context), &self.body)?;
        Some(Box::new(content))
    }

    fn undecodable(&self) -> Error {
        let lost = self
            .context
            .notes
            .iter()
            .find(|note| note.kind() == NoteKind::Lost);
        let message = lost.map_or_else(
            || "the reply is not what it should be".to_owned(),
            Note::to_string,
        );
        let fault = Fault {
            status: Some(self.status),
            request_id: self.request_id.clone(),
            body: Some(cleaned(&format!("{:?}", Shown(&self.value)))),
            ..Fault::default()
        };
        Error::new(ErrorKind::Reply, message)
            .of(self.operation)
            .with_fault(fault)
    }
}

/// Reads a response; one that is no success, or no document where there should be one, is an error.
pub(crate) fn received(
    operation: &'static str,
    root: Root,
    response: &http::Response<Bytes>,
) -> Outcome {
    if !response.status().is_success() {
        return Err(refusal(response).of(operation));
    }
    let Document { value, xml } = document(root, response).map_err(|problem| {
        let fault = Fault {
            request_id: header(response, REQUEST_ID),
            ..outline(response)
        };
        Error::new(
            ErrorKind::Reply,
            format!("the reply cannot be read: {problem}"),
        )
        .of(operation)
        .with_fault(fault)
    })?;
    let request_id = told(&value)
        .request_id
        .or_else(|| header(response, REQUEST_ID));
    Ok(Box::new(Received {
        operation,
        status: response.status().as_u16(),
        request_id,
        headers: response.headers().clone(),
        value,
        context: Context {
            xml,
            ..Context::default()
        },
        body: match root {
            Root::Bytes => response.body().clone(),
            _ => Bytes::new(),
        },
    }))
}

const REQUEST_ID: &str = "x-acs-request-id";

fn document(root: Root, response: &http::Response<Bytes>) -> Result<Document, String> {
    let body = response.body();
    let text = || Document {
        value: Value::String(String::from_utf8_lossy(body).into_owned()),
        xml: false,
    };
    match root {
        Root::Bytes => Ok(Document::empty()),
        Root::Ignored => Ok(value::read(body).unwrap_or_else(|_| Document::empty())),
        // Text that happens to look like a number or an object is still text.
        Root::Text => Ok(value::read(body)
            .ok()
            .filter(|document| document.value.is_string())
            .unwrap_or_else(text)),
        Root::Anything => Ok(value::read(body).unwrap_or_else(|_| text())),
        Root::Document if is_html(response) => Err("it is a web page".to_owned()),
        Root::Document => value::read(body),
    }
}

/// Proxies and login pages answer 200 with a page.
fn is_html(response: &http::Response<Bytes>) -> bool {
    let start: String =
        String::from_utf8_lossy(response.body().get(..64).unwrap_or(response.body()))
            .to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// The error in a response that is no success.
fn refusal(response: &http::Response<Bytes>) -> Error {
    let document = value::read(response.body()).unwrap_or_else(|_| Document::empty());
    let told = told(&document.value);
    let fault = Fault {
        code: told.code,
        request_id: told.request_id.or_else(|| header(response, REQUEST_ID)),
        host_id: told.host_id,
        recommend: told.recommend,
        ..outline(response)
    };
    let message = told
        .message
        .unwrap_or_else(|| unexplained(response, fault.body.as_deref()));
    Error::new(ErrorKind::Service, message).with_fault(fault)
}

/// What is known of a response without reading its body.
fn outline(response: &http::Response<Bytes>) -> Fault {
    let wait = header(response, "x-acs-retry-after").and_then(|text| text.trim().parse().ok());
    let body = cleaned(&String::from_utf8_lossy(response.body()));
    Fault {
        status: Some(response.status().as_u16()),
        retry_after: wait
            .filter(|milliseconds| *milliseconds > 0)
            .map(Duration::from_millis),
        body: Some(body).filter(|body| !body.is_empty()),
        ..Fault::default()
    }
}

fn unexplained(response: &http::Response<Bytes>, body: Option<&str>) -> String {
    let reason = response
        .status()
        .canonical_reason()
        .unwrap_or("an unknown status");
    match body {
        Some(body) => format!("the service answered {reason}: {}", excerpt(body, 200)),
        None => format!("the service answered {reason} and nothing else"),
    }
}

fn header(response: &http::Response<Bytes>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The start of a body on one line.
fn cleaned(body: &str) -> String {
    let line: String = body
        .chars()
        .take(4 * EXCERPT)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let words: Vec<_> = line.split(' ').filter(|word| !word.is_empty()).collect();
    excerpt(&words.join(" "), EXCERPT)
}

/// What services tell about a failure, in whatever case they spell it.
#[derive(Default)]
struct Told {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    host_id: Option<String>,
    recommend: Option<String>,
}

impl Record for Told {
    fn read(fields: &mut Fields<'_>) -> Self {
        let mut first = |names: &[&'static str]| {
            names.iter().find_map(|name| {
                fields
                    .get::<Option<String>>(name)
                    .filter(|text| !text.is_empty())
            })
        };
        Self {
            code: first(&["Code", "ErrorCode", "ErrCode"]),
            message: first(&["Message", "ErrorMessage", "ErrorMsg", "ErrMsg", "Msg"]),
            request_id: first(&["RequestId"]),
            host_id: first(&["HostId"]),
            recommend: first(&["Recommend"]),
        }
    }
}

/// Looks at the top of a reply, and in an `Error` object there.
fn told(value: &Value) -> Told {
    let Value::Object(entries) = value else {
        return Told::default();
    };
    match entries
        .iter()
        .find(|(key, value)| key.eq_ignore_ascii_case("error") && value.is_object())
    {
        Some((_, error)) if !has_code(entries) => Told {
            request_id: one(value).request_id,
            ..one(error)
        },
        _ => one(value),
    }
}

fn has_code(entries: &Map<String, Value>) -> bool {
    entries.keys().any(|key| key.eq_ignore_ascii_case("code"))
}

fn one(value: &Value) -> Told {
    decode::decode(value, false).0.unwrap_or_default()
}
