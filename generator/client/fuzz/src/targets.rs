//! One fuzz target for each kind of input from outside: a function that accepts any bytes and panics if the runtime
//! breaks a guarantee.
//!
//! The targets use only the public interface of the runtime, so their guarantees hold for every caller.

use std::marker::PhantomData;

use acs_client::codegen::{
    ApiStyle, Decode, Operation, OperationSpec, OperationType, Parameters, Product,
};
use acs_client::credentials::{CliProfileProvider, ProfileFileProvider, UriProvider};
use acs_client::replay::block_on;
use acs_client::{
    Client, Credentials, Environment, Error, ProvideCredentials, Replay, Response, Value,
};

use super::everything::Everything;

/// A function that fuzzes one kind of input.
pub type FuzzTarget = fn(&[u8]);

/// Every target by name. The directory of a target's seeds has the same name.
pub const TARGETS: [(&str, FuzzTarget); 6] = [
    ("json", json),
    ("xml", xml),
    ("decode", decode),
    ("error", error),
    ("endpoint", endpoint),
    ("credentials", credentials),
];

const SECRET: &str = "fuzzed-secret";
/// The maximum depth of a decoded document.
const MAX_DEPTH: usize = 128;
/// The maximum number of warnings of a response.
const MAX_WARNINGS: usize = 1000;
/// The maximum length of a warning in characters.
const MAX_WARNING_LEN: usize = 20_000;

static PRODUCT: Product = Product {
    name: "Fuzz",
    version: "2026-01-01",
    style: ApiStyle::Rpc,
    endpoints: &[
        ("cn-hangzhou", "fuzz.cn-hangzhou.aliyuncs.com"),
        ("cn-beijing", "fuzz.cn-beijing.aliyuncs.com"),
    ],
};

/// An operation whose response has any type.
struct Describe<T>(Parameters, PhantomData<fn() -> T>);

impl<T: Decode + Send + Sync + 'static> Operation for Describe<T> {
    type Response = T;
    const SPEC: &'static OperationSpec =
        &OperationSpec::rpc(&PRODUCT, "Describe", OperationType::Write);
    acs_client::impl_operation!();
}

fn describe<T>() -> Describe<T> {
    Describe(Parameters::new().query("Text", "x"), PhantomData)
}

fn client(replay: &Replay) -> Client {
    Client::builder()
        .credentials(Credentials::new("testid", SECRET))
        .region("cn-hangzhou")
        .transport(replay.clone())
        .retries(0)
        .build()
        .expect("the configuration is complete")
}

/// Decodes the body of a successful response.
fn decode_body<T: Decode + Send + Sync + 'static>(body: &[u8]) -> Result<Response<T>, Error> {
    let replay = Replay::new().respond(200, "application/json", body);
    block_on(client(&replay).send(describe::<T>()))
}

/// Checks that a body decodes as JSON if it is JSON and as text otherwise, within the maximum depth.
pub fn json(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let response = decode_body::<Value>(data).expect("any body decodes as an untyped value");
    assert!(depth(response.raw()) <= MAX_DEPTH, "{text}");
    if let Ok(value) = text.parse::<Value>() {
        assert_eq!(
            *response.raw(),
            value,
            "another JSON parser reads another value"
        );
        assert_eq!(*response, value);
    }
}

/// Checks that XML becomes a tree no larger than its text: entities are not expanded.
pub fn xml(data: &[u8]) {
    let mut body = b"<".to_vec();
    body.extend_from_slice(data.strip_prefix(b"<").unwrap_or(data));
    let response = decode_body::<Value>(&body).expect("any body decodes as an untyped value");
    // A byte that is not valid UTF-8 becomes a character of three bytes.
    assert!(size(response.raw()) <= 3 * body.len());
    assert!(depth(response.raw()) <= MAX_DEPTH + 1);
}

/// Checks that any body decodes or fails, the same way each time, and that its warnings are bounded.
///
/// A strict client must accept every body that decodes without warnings.
pub fn decode(data: &[u8]) {
    let first = decode_body::<Everything>(data);
    let second = decode_body::<Everything>(data);
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
    let response = match first {
        Ok(response) => response,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    assert!(response.warnings().len() <= MAX_WARNINGS);
    for warning in response.warnings() {
        let text = warning.to_string();
        assert!(
            text.chars().count() <= MAX_WARNING_LEN,
            "a warning of {} bytes",
            text.len()
        );
        assert!(
            !text.contains(char::is_control),
            "{text:?} contains a control character"
        );
    }
    let is_exact = response.warnings().is_empty();
    let strict = client(&Replay::new().respond(200, "application/json", data)).with_strict(true);
    let strict = block_on(strict.send(describe::<Everything>()));
    assert!(
        strict.is_ok() || !is_exact,
        "a strict client rejects a body without warnings: {strict:?}"
    );
}

/// Checks that an error keeps the status and the start of the body, and does not show the secret.
///
/// The first byte chooses the status, the second one the content type; the rest is the body.
pub fn error(data: &[u8]) {
    let [status, content_type, body @ ..] = data else {
        return;
    };
    let status = 300 + u16::from(*status);
    let content_types = [
        "application/json",
        "text/xml",
        "text/html",
        "application/octet-stream",
    ];
    let content_type = content_types[usize::from(*content_type) % content_types.len()];
    let replay = Replay::new().respond(status, content_type, body);
    let error = block_on(client(&replay).send(describe::<Value>()))
        .expect_err("a status of 300 or more is an error");
    assert_eq!(error.status(), Some(status));
    assert!(error.body().is_none_or(|body| body.chars().count() <= 501));
    let _ = (
        error.advice(),
        error.is_throttled(),
        error.is_timeout(),
        error.is_transient(),
    );
    let text = format!("{error} {error:?} {:?}", error.request_id());
    assert!(!text.contains(SECRET), "{text}");
}

/// Checks that a text used as an endpoint, region or network is rejected, or becomes a host and nothing else.
pub fn endpoint(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let builders = [
        Client::builder().endpoint(&*text),
        Client::builder().endpoint(&*text).plaintext_any_host(),
        Client::builder().region(&*text),
        Client::builder().region("cn-hangzhou").network(&*text),
    ];
    for builder in builders {
        let replay = Replay::new().json("{}");
        let credentials = Credentials::new("testid", SECRET);
        let client = builder
            .credentials(credentials)
            .transport(replay.clone())
            .build();
        let Ok(client) = client else { continue };
        if block_on(client.send(describe::<Value>())).is_err() {
            assert!(
                replay.requests().is_empty(),
                "{text:?} was rejected only after a request was sent"
            );
            continue;
        }
        let request = &replay.requests()[0];
        let authority = request.uri().authority().expect("an absolute URL").as_str();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:[]".contains(c);
        assert!(
            authority.chars().all(is_plain),
            "{text:?} is sent to {authority}"
        );
        assert_eq!(
            request.headers()["host"],
            authority,
            "the signed host is not the host of the URL"
        );
        assert_eq!(request.uri().path(), "/", "{text:?} became a path");
    }
}

/// Checks that providers return credentials or an error without control characters, whatever files, programs and services
/// return, and that they send requests only to services that issue credentials.
pub fn credentials(data: &[u8]) {
    let (file, output) = (data.to_vec(), data.to_vec());
    let environment =
        Environment::from_vars(|name| (name == "HOME").then(|| "/home/me".to_owned()))
            .with_file_reader(move |_| Ok(file.clone()))
            .with_command_runner(move |_, _| Ok(output.clone()));
    let providers: [&dyn ProvideCredentials; 3] = [
        &CliProfileProvider::new().environment(&environment),
        &ProfileFileProvider::new().environment(&environment),
        &UriProvider::new().uri("http://credentials.invalid/"),
    ];
    for provider in providers {
        let replay = Replay::new().json(data).json(data).json(data);
        if let Err(error) = block_on(provider.provide_credentials(&replay)) {
            let text = error.to_string();
            assert!(
                !text.contains(char::is_control),
                "{text:?} contains a control character"
            );
        }
        for request in replay.requests() {
            let host = request.uri().host().expect("an absolute URL");
            let issues_credentials = host.ends_with(".aliyuncs.com") || host == "100.100.100.200";
            assert!(
                issues_credentials || host == "credentials.invalid",
                "a provider sent a request to {host}"
            );
        }
    }
}

/// Returns how deep objects and lists are nested.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(entries) => 1 + entries.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

/// Returns the number of bytes of text in a tree.
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
