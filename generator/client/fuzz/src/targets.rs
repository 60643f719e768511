//! One function for each kind of input that others write; each takes any bytes, and panics where a promise is broken.
//!
//! **Invariant**: through the public interface only, so that what holds here holds for callers.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use acs_client::codegen::{
    ApiStyle, Bytes, Decode, DecodeObject, ObjectReader, OpenEnum, Operation, OperationSpec,
    OperationType, Parameters, Product,
};
use acs_client::credentials::{CliProfileProvider, ProfileFileProvider, UriProvider};
use acs_client::replay::block_on;
use acs_client::{
    Client, Credentials, Environment, Error, ProvideCredentials, Replay, Response, Value,
};

/// What takes the bytes of one input.
pub type ResolvedEndpoint = fn(&[u8]);

/// Every target by its name, which its seeds have, too.
pub const TARGETS: [(&str, ResolvedEndpoint); 6] = [
    ("json", json),
    ("xml", xml),
    ("decode", decode),
    ("error", error),
    ("endpoint", endpoint),
    ("credentials", credentials),
];

const SECRET: &str = "fuzzed-secret";
const DEEPEST: usize = 128;
/// The most notes a reply has, and the longest of them in characters.
const NOTES: (usize, usize) = (1000, 20_000);

static PRODUCT: Product = Product {
    name: "Fuzz",
    version: "2026-01-01",
    style: ApiStyle::Rpc,
    endpoints: &[
        ("cn-hangzhou", "fuzz.cn-hangzhou.aliyuncs.com"),
        ("cn-beijing", "fuzz.cn-beijing.aliyuncs.com"),
    ],
};

/// An operation that answers anything.
struct Ask<T>(Parameters, PhantomData<fn() -> T>);

impl<T: Decode + Send + Sync + 'static> Operation for Ask<T> {
    type Response = T;
    const SPEC: &'static OperationSpec = &OperationSpec::rpc(&PRODUCT, "Ask", OperationType::Write);
    acs_client::impl_operation!();
}

fn ask<T>() -> Ask<T> {
    Ask(Parameters::new().query("Text", "x"), PhantomData)
}

fn client(replay: &Replay) -> Client {
    Client::builder()
        .credentials(Credentials::new("testid", SECRET))
        .region("cn-hangzhou")
        .transport(replay.clone())
        .retries(0)
        .build()
        .expect("a client of these settings is whole")
}

fn answered<T: Decode + Send + Sync + 'static>(body: &[u8]) -> Result<Response<T>, Error> {
    let replay = Replay::new().respond(200, "application/json", body);
    block_on(client(&replay).send(ask::<T>()))
}

/// Text is read as JSON where it is JSON, and as text where it is not; never deeper than the bound.
pub fn json(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let reply = answered::<Value>(data).expect("anything can be read as anything");
    assert!(depth(reply.raw()) <= DEEPEST, "{text}");
    if let Ok(value) = text.parse::<Value>() {
        assert_eq!(
            *reply.raw(),
            value,
            "another reader of JSON reads something else"
        );
        assert_eq!(*reply, value);
    }
}

/// XML becomes a tree that says no more than its text: nothing is expanded.
pub fn xml(data: &[u8]) {
    let mut body = b"<".to_vec();
    body.extend_from_slice(data.strip_prefix(b"<").unwrap_or(data));
    let reply = answered::<Value>(&body).expect("anything can be read as anything");
    // A byte that is no UTF-8 becomes a character of three.
    assert!(size(reply.raw()) <= 3 * body.len());
    assert!(depth(reply.raw()) <= DEEPEST + 1);
}

/// Whatever a reply is, it has a type or there is an error; the notes are bounded, and the same each time.
pub fn decode(data: &[u8]) {
    let first = answered::<Everything>(data);
    let again = answered::<Everything>(data);
    assert_eq!(format!("{first:?}"), format!("{again:?}"));
    let reply = match first {
        Ok(reply) => reply,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    assert!(reply.warnings().len() <= NOTES.0);
    for note in reply.warnings() {
        let text = note.to_string();
        assert!(
            text.chars().count() <= NOTES.1,
            "a note of {} bytes",
            text.len()
        );
        assert!(!text.contains(char::is_control), "{text:?} breaks the line");
    }
    let exact = reply.warnings().is_empty();
    let strict = client(&Replay::new().respond(200, "application/json", data)).with_strict(true);
    let strict = block_on(strict.send(ask::<Everything>()));
    assert!(
        strict.is_ok() || !exact,
        "strict reading refuses what took no liberty: {strict:?}"
    );
}

/// The first byte chooses the status, the second the content type; the rest is the body. Status and the start of the
/// body reach the caller, and the secret does not.
pub fn error(data: &[u8]) {
    let [status, kind, body @ ..] = data else {
        return;
    };
    let status = 300 + u16::from(*status);
    let kinds = [
        "application/json",
        "text/xml",
        "text/html",
        "application/octet-stream",
    ];
    let kind = kinds[usize::from(*kind) % kinds.len()];
    let replay = Replay::new().respond(status, kind, body);
    let error = block_on(client(&replay).send(ask::<Value>())).expect_err("this is no success");
    assert_eq!(error.status(), Some(status));
    assert!(error.body().is_none_or(|body| body.chars().count() <= 501));
    let _ = (
        error.advice(),
        error.is_throttled(),
        error.is_timeout(),
        error.is_transient(),
    );
    let shown = format!("{error} {error:?} {:?}", error.request_id());
    assert!(!shown.contains(SECRET), "{shown}");
}

/// A text for an endpoint, and the same for a region, is refused, or becomes a host and nothing else.
pub fn endpoint(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let hosts = [
        Client::builder().endpoint(&*text),
        Client::builder().endpoint(&*text).plaintext_any_host(),
        Client::builder().region(&*text),
        Client::builder().region("cn-hangzhou").network(&*text),
    ];
    for builder in hosts {
        let replay = Replay::new().json("{}");
        let credentials = Credentials::new("testid", SECRET);
        let built = builder
            .credentials(credentials)
            .transport(replay.clone())
            .build();
        let Ok(client) = built else { continue };
        if block_on(client.send(ask::<Value>())).is_err() {
            assert!(
                replay.requests().is_empty(),
                "{text:?} is refused, but after it was sent to"
            );
            continue;
        }
        let request = &replay.requests()[0];
        let authority = request.uri().authority().expect("an absolute URL").as_str();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        assert!(
            authority.chars().all(plain),
            "{text:?} is sent to {authority}"
        );
        assert_eq!(
            request.headers()["host"],
            authority,
            "what is signed is not what is sent"
        );
        assert_eq!(request.uri().path(), "/", "{text:?} becomes a path");
    }
}

/// The bytes are every file, what every command prints, and every reply: there are credentials or an error of one line,
/// and nobody is asked but the services that lend credentials.
pub fn credentials(data: &[u8]) {
    let (file, output) = (data.to_vec(), data.to_vec());
    let environment = Environment::with(|name| (name == "HOME").then(|| "/home/me".to_owned()))
        .with_file_reader(move |_| Ok(file.clone()))
        .with_command_runner(move |_, _| Ok(output.clone()));
    let sources: [&dyn ProvideCredentials; 3] = [
        &CliProfileProvider::new(&environment),
        &ProfileFileProvider::new(&environment),
        &UriProvider::at("http://lender.invalid/"),
    ];
    for source in sources {
        let replay = Replay::new().json(data).json(data).json(data);
        if let Err(error) = block_on(source.provide_credentials(&replay)) {
            let text = error.to_string();
            assert!(!text.contains(char::is_control), "{text:?} breaks the line");
        }
        for request in replay.requests() {
            let host = request.uri().host().expect("an absolute URL");
            let lends = host.ends_with(".aliyuncs.com") || host == "100.100.100.200";
            assert!(
                lends || host == "lender.invalid",
                "{host} is asked for credentials"
            );
        }
    }
}

/// How many objects and lists are inside each other.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// How many bytes of text a tree holds.
fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(elements) => elements.iter().map(size).sum(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| key.len() + size(value))
            .sum(),
        _ => 0,
    }
}

/// One field of each type there is.
#[derive(Clone, Debug)]
struct Everything {
    _text: String,
    _secret: String,
    _word: OpenEnum<Word>,
    _integer: i64,
    _number: Option<f64>,
    _flag: Option<bool>,
    _any: Value,
    _bytes: Bytes,
    _texts: Vec<String>,
    _items: Vec<Item>,
    _map: BTreeMap<String, Vec<i64>>,
    _itself: Option<Box<Everything>>,
}

impl DecodeObject for Everything {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            _text: fields.get("Text"),
            _secret: fields.get("Password"),
            _word: fields.get("Word"),
            _integer: fields.get("Integer"),
            _number: fields.get("Number"),
            _flag: fields.get("Flag"),
            _any: fields.get("Any"),
            _bytes: fields.get("Bytes"),
            _texts: fields.get("Texts"),
            _items: fields.list("Items", "Item"),
            _map: fields.get("Map"),
            _itself: fields.get("Itself"),
        }
    }
}

#[derive(Clone, Debug)]
struct Item {
    _key: String,
    _values: Vec<bool>,
}

impl DecodeObject for Item {
    fn decode_fields(fields: &mut ObjectReader<'_>) -> Self {
        Self {
            _key: fields.get("Key"),
            _values: fields.get("Values"),
        }
    }
}

enum Word {
    Yes,
    No,
}

impl acs_client::codegen::StringEnum for Word {
    const VALUES: &'static [&'static str] = &["yes", "no"];

    fn from_index(index: usize) -> Self {
        match index {
            0 => Self::Yes,
            _ => Self::No,
        }
    }
}

acs_client::codegen::impl_string_enum!(Word);
