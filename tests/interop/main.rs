//! The official Python SDK and our client, case by case, against one server on loopback that checks signatures:
//! what the one sends is read into our requests, what both send is compared, and so is what both make of the reply.

mod ask;
mod compare;
#[cfg(feature = "corpus")]
mod cs;
mod domain;
#[cfg(feature = "corpus")]
mod ecs;
mod known;
#[path = "../../generator/client/tests/support/loopback.rs"]
mod loopback;
mod signature;
mod tree;

use std::error::Error;
use std::io::Write;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex};
use std::{env, fs};

use acs_client::{Client, Credentials, SignatureVersion, Value, blocking};
use serde_json::json;

use ask::{Answered, Ask};
use compare::Difference;
use known::StringEnum;
use loopback::{Answer, RawResponse};
use signature::{BEARER, KEY_ID, SECRET, TOKEN};
use tree::Tree;

type Requests = Arc<Mutex<Vec<RawResponse>>>;

/// A case, its own server, and what that has got.
struct Case {
    said: Value,
    requests: Requests,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [python, folder] = &arguments[..] else {
        eprintln!("usage: interop PYTHON FOLDER; the script `run` knows both");
        return ExitCode::FAILURE;
    };
    match run(python, folder) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(python: &str, folder: &str) -> Result<bool, Box<dyn Error>> {
    let cases: Vec<Value> =
        serde_json::from_str(&fs::read_to_string(format!("{folder}/cases.json"))?)?;
    let mut known = StringEnum::parse(&fs::read_to_string(format!("{folder}/known"))?)?;
    let at_hand = |case: &Value| cfg!(feature = "corpus") || case["product"] == "domain";
    let cases: Vec<Case> = cases.into_iter().filter(at_hand).map(served).collect();
    let told = official(python, folder, &cases)?;
    let (mut held, mut different) = (true, 0);
    for (case, theirs) in cases.iter().zip(&told) {
        let name = case.said["name"].as_str().unwrap_or_default();
        match judged(case, theirs) {
            Ok(differences) => {
                let news = known.news(name, differences);
                different += usize::from(!news.is_empty());
                news.iter()
                    .for_each(|(what, details)| println!("{name}: {what}: {details}"));
            }
            Err(why) => {
                held = false;
                println!("{name}: {why}");
            }
        }
    }
    let whole = cfg!(feature = "corpus");
    let unused: Vec<_> = if whole { known.unused() } else { Vec::new() };
    unused
        .iter()
        .for_each(|line| println!("`known` lists what no longer differs: {line}"));
    println!(
        "{} calls of the official SDK and as many of ours; {different} differ unexpectedly",
        cases.len()
    );
    Ok(held && different == 0 && unused.is_empty())
}

/// Starts the server of a case; it refuses what is not signed as the case says.
fn served(mut said: Value) -> Case {
    let requests = Requests::default();
    let (record, case) = (Arc::clone(&requests), said.clone());
    let address = loopback::serve(move |request| {
        let refused = signature::verify(
            &request,
            text(&case, "signature", "V3"),
            text(&case, "credentials", "key"),
        );
        record
            .lock()
            .expect("no thread panics while it holds this")
            .push(request);
        match refused {
            Ok(()) => answer(&case["reply"]),
            Err(why) => Answer {
                status: 403,
                ..Answer::json(json!({ "Code": "SignatureDoesNotMatch", "Message": why, "RequestId": "refused" }).to_string())
            },
        }
    });
    said["port"] = address.port().into();
    Case { said, requests }
}

fn answer(reply: &Value) -> Answer {
    let body = reply["text"]
        .as_str()
        .map_or_else(|| reply["body"].to_string(), str::to_owned);
    let status = reply["status"]
        .as_u64()
        .and_then(|status| status.try_into().ok());
    Answer {
        status: status.unwrap_or(200),
        ..Answer::json(body)
    }
}

fn text<'a>(case: &'a Value, name: &str, default: &'a str) -> &'a str {
    case[name].as_str().unwrap_or(default)
}

/// Lets the official SDK send all cases; what it answered, in their order.
fn official(python: &str, folder: &str, cases: &[Case]) -> Result<Vec<Value>, Box<dyn Error>> {
    let said: Value = cases.iter().map(|case| case.said.clone()).collect();
    let mut child = Command::new(python)
        .arg(format!("{folder}/official.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .ok_or("python takes no input")?
        .write_all(said.to_string().as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("the official SDK cannot send the cases; what python says is above".into());
    }
    let told: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    match told.len() == cases.len() {
        true => Ok(told),
        false => Err(format!(
            "{} cases, {} answers of the official SDK",
            cases.len(),
            told.len()
        )
        .into()),
    }
}

/// Asks the same with our client; all that differs.
fn judged(case: &Case, theirs: &Value) -> Result<Vec<Difference>, String> {
    let [official] = &case.seen()[..] else {
        return Err(format!(
            "the official SDK sent {} requests: {theirs}",
            case.seen().len()
        ));
    };
    let sent_as = (
        text(&case.said, "signature", "V3"),
        text(&case.said, "credentials", "key"),
    );
    signature::verify(official, sent_as.0, sent_as.1)
        .map_err(|why| format!("the official SDK's request is refused: {why}"))?;
    let ours = ours(case, official)?;
    let seen = case.seen();
    let [_, sent] = &seen[..] else {
        return Err(format!("we sent {} requests: {ours:?}", seen.len() - 1));
    };
    signature::verify(sent, sent_as.0, sent_as.1)
        .map_err(|why| format!("our request is refused: {why}"))?;
    let mut differences = compare::requests(official, sent);
    differences.extend(compare::replies(theirs, &ours));
    Ok(differences)
}

fn ours(case: &Case, official: &RawResponse) -> Result<Answered, String> {
    let client = client(&case.said).map_err(|error| error.to_string())?;
    let ask = Ask {
        operation: text(&case.said, "operation", ""),
        client: &client,
        given: &Tree(case.said["params"].clone()),
        arrived: &tree::read(official, text(&case.said, "path", "/"))?,
    };
    match text(&case.said, "product", "") {
        "domain" => domain::ask(&ask),
        #[cfg(feature = "corpus")]
        "ecs" => ecs::ask(&ask),
        #[cfg(feature = "corpus")]
        "cs" => cs::ask(&ask),
        other => Err(format!("no crate of ours is for {other}")),
    }
}

fn client(case: &Value) -> Result<blocking::Client, acs_client::Error> {
    let key = Credentials::new(KEY_ID, SECRET);
    let credentials = match text(case, "credentials", "key") {
        "token" => key.with_security_token(TOKEN),
        "bearer" => Credentials::bearer(BEARER),
        _ => key,
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
    fn seen(&self) -> Vec<RawResponse> {
        self.requests
            .lock()
            .expect("no thread panics while it holds this")
            .clone()
    }
}
