//! Compares the official Python SDK with this client, case by case, against a loopback server that checks signatures.
//!
//! The request of the SDK is read into a typed request of this client. Then both requests are compared, and what both
//! clients read from the response.

mod compare;
#[cfg(feature = "corpus")]
mod cs;
mod domain;
#[cfg(feature = "corpus")]
mod ecs;
mod known_differences;
#[path = "../../generator/client/tests/support/loopback.rs"]
mod loopback;
mod signature;
mod tree;
mod typed_call;

use std::error::Error;
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};
use std::{env, fs};

use acs_client::{Client, Credentials, SignatureVersion, Value, blocking};
use serde_json::json;

use compare::Difference;
use known_differences::KnownDifferences;
use loopback::{CannedResponse, ReceivedRequest};
use signature::{BEARER, KEY_ID, SECRET, TOKEN};
use tree::Tree;
use typed_call::{CallResult, TypedCall};

type Requests = Arc<Mutex<Vec<ReceivedRequest>>>;

/// A case and the requests that its own server received.
struct Case {
    /// The case as `cases.json` lists it, with the port of its server.
    spec: Value,
    requests: Requests,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [python, directory] = &arguments[..] else {
        eprintln!("usage: interop PYTHON DIRECTORY; the script `run` passes both");
        return ExitCode::FAILURE;
    };
    match run(python, directory) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs all cases, prints the differences, and returns whether every case passed.
fn run(python: &str, directory: &str) -> Result<bool, Box<dyn Error>> {
    let cases: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(format!("{directory}/cases.json"))?)?;
    let mut known = KnownDifferences::parse(&fs::read_to_string(format!("{directory}/known"))?)?;
    let is_available = |case: &Value| cfg!(feature = "corpus") || case["product"] == "domain";
    let cases: Vec<Case> = cases
        .into_iter()
        .filter(is_available)
        .map(start_case)
        .collect();
    let results = send_with_official_sdk(python, directory, &cases)?;
    let (mut completed, mut differing) = (true, 0);
    for (case, sdk_result) in cases.iter().zip(&results) {
        let name = case.spec["name"].as_str().unwrap_or_default();
        match compare_case(case, sdk_result) {
            Ok(differences) => {
                let unknown = known.retain_unknown(name, differences);
                differing += usize::from(!unknown.is_empty());
                unknown.iter().for_each(|(difference, details)| {
                    println!("{name}: {difference}: {details}");
                });
            }
            Err(error) => {
                completed = false;
                println!("{name}: {error}");
            }
        }
    }
    let all_cases = cfg!(feature = "corpus");
    let unused: Vec<_> = if all_cases {
        known.unused()
    } else {
        Vec::new()
    };
    unused
        .iter()
        .for_each(|line| println!("`known` lists a difference that no longer exists: {line}"));
    println!(
        "{} calls each of the official SDK and of this client; {differing} differ unexpectedly",
        cases.len()
    );
    Ok(completed && differing == 0 && unused.is_empty())
}

/// Starts the server of a case, which rejects requests that are not signed as the case requires.
fn start_case(mut spec: Value) -> Case {
    let requests = Requests::default();
    let (record, case) = (Arc::clone(&requests), spec.clone());
    let address = loopback::serve(move |request| {
        let verified = signature::verify(
            &request,
            text(&case, "signature", "V3"),
            text(&case, "credentials", "key"),
        );
        record
            .lock()
            .expect("no thread panics while it holds the lock")
            .push(request);
        match verified {
            Ok(()) => canned_response(&case["response"]),
            Err(reason) => CannedResponse {
                status: 403,
                ..CannedResponse::json(json!({ "Code": "SignatureDoesNotMatch", "Message": reason, "RequestId": "refused" }).to_string())
            },
        }
    });
    spec["port"] = address.port().into();
    Case { spec, requests }
}

/// Creates the response that a case lists.
fn canned_response(spec: &Value) -> CannedResponse {
    let body = spec["text"]
        .as_str()
        .map_or_else(|| spec["body"].to_string(), str::to_owned);
    let status = spec["status"]
        .as_u64()
        .and_then(|status| status.try_into().ok());
    CannedResponse {
        status: status.unwrap_or(200),
        ..CannedResponse::json(body)
    }
}

/// Returns a field of a case as text, or a default.
fn text<'a>(case: &'a Value, name: &str, default: &'a str) -> &'a str {
    case[name].as_str().unwrap_or(default)
}

/// Sends all cases with the official SDK, and returns the results in the same order.
fn send_with_official_sdk(
    python: &str,
    directory: &str,
    cases: &[Case],
) -> Result<Vec<Value>, Box<dyn Error>> {
    let specs: Value = cases.iter().map(|case| case.spec.clone()).collect();
    let mut child = Command::new(python)
        .arg(format!("{directory}/official.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .ok_or("python has no standard input")?
        .write_all(specs.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(
            "the official SDK cannot send the cases; see the output of python above".into(),
        );
    }
    let results: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    match results.len() == cases.len() {
        true => Ok(results),
        false => Err(format!(
            "{} cases, but {} results of the official SDK",
            cases.len(),
            results.len()
        )
        .into()),
    }
}

/// Sends the case with this client too, and returns all differences.
fn compare_case(case: &Case, sdk_result: &Value) -> Result<Vec<Difference>, String> {
    let [official] = &case.requests()[..] else {
        return Err(format!(
            "the official SDK sent {} requests: {sdk_result}",
            case.requests().len()
        ));
    };
    let (signature, credentials) = (
        text(&case.spec, "signature", "V3"),
        text(&case.spec, "credentials", "key"),
    );
    signature::verify(official, signature, credentials)
        .map_err(|reason| format!("the request of the official SDK is rejected: {reason}"))?;
    let client_result = send_with_this_client(case, official)?;
    let requests = case.requests();
    let [_, sent] = &requests[..] else {
        return Err(format!(
            "this client sent {} requests: {client_result:?}",
            requests.len() - 1
        ));
    };
    signature::verify(sent, signature, credentials)
        .map_err(|reason| format!("the request of this client is rejected: {reason}"))?;
    let mut differences = compare::compare_requests(official, sent);
    differences.extend(compare::compare_responses(sdk_result, &client_result));
    Ok(differences)
}

fn send_with_this_client(case: &Case, official: &ReceivedRequest) -> Result<CallResult, String> {
    let client = client(&case.spec).map_err(|error| error.to_string())?;
    let call = TypedCall {
        operation: text(&case.spec, "operation", ""),
        client: &client,
        listed: &Tree(case.spec["params"].clone()),
        received: &tree::read_request(official, text(&case.spec, "path", "/"))?,
    };
    match text(&case.spec, "product", "") {
        "domain" => domain::send(&call),
        #[cfg(feature = "corpus")]
        "ecs" => ecs::send(&call),
        #[cfg(feature = "corpus")]
        "cs" => cs::send(&call),
        other => Err(format!("there is no crate for the product {other}")),
    }
}

fn client(case: &Value) -> Result<blocking::Client, acs_client::Error> {
    let access_key = Credentials::new(KEY_ID, SECRET);
    let credentials = match text(case, "credentials", "key") {
        "token" => access_key.with_security_token(TOKEN),
        "bearer" => Credentials::bearer(BEARER),
        _ => access_key,
    };
    let builder = Client::builder()
        .credentials(credentials)
        .endpoint(format!("127.0.0.1:{}", case["port"]))
        .plaintext_loopback();
    match text(case, "signature", "V3") {
        "V1" => builder.signature(SignatureVersion::V1).build_blocking(),
        _ => builder.build_blocking(),
    }
}

impl Case {
    fn requests(&self) -> Vec<ReceivedRequest> {
        self.requests
            .lock()
            .expect("no thread panics while it holds the lock")
            .clone()
    }
}
