use std::path::Path;

use acs_client::replay::block_on;
use acs_client::sign::acs3::{Signable, authorization, canonical_request, payload_hash};
use acs_client::{Client, Credentials, Replay, Value};

use crate::domain::SaveTask;

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// A request of the official Python SDK, as it went over the wire.
#[test]
fn the_flagship_signs_as_the_official_sdk_does() {
    let query = pairs(&[
        ("Lang", "en"),
        ("InstanceId", "ST2017120814571100001303"),
        ("UserClientIp", "127.0.0.1"),
    ]);
    let headers = pairs(&[
        ("host", "127.0.0.1:18923"),
        ("x-acs-action", "SaveSingleTaskForSynchronizingDnsHost"),
        ("x-acs-version", "2018-01-29"),
        ("x-acs-date", "2026-11-23T15:07:09Z"),
        ("x-acs-signature-nonce", "58fc98c703be4a8529549a29a502e9a7"),
        ("x-acs-content-sha256", &payload_hash(b"")),
        ("x-acs-credentials-provider", "static_ak"),
        ("accept", "application/json"),
        (
            "user-agent",
            "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
        ),
    ]);
    let request = Signable {
        method: "POST",
        path: "/",
        query: &query,
        headers: &headers,
        body: b"",
    };

    assert_eq!(
        payload_hash(canonical_request(&request).as_bytes()),
        "693055db550956a5b47055daff3aadcedbb1f9123d1881f7aa05de3c59872d12"
    );
    let signed = authorization(&request, &Credentials::new("testid", "testsecret"));
    let signature = "Signature=e369c1dc149b718ce7a5173f3ca0d5c43020ad5782155e6b83fa31fb1a94c1a9";
    assert!(signed.ends_with(signature), "{signed}");
}

#[test]
fn a_client_sends_what_the_protocol_wants() {
    let replay = Replay::new().json("{}").json("{}");
    let client = Client::replay(&replay);
    for _ in 0..2 {
        block_on(client.send(SaveTask::new("ST2017").lang("en"))).unwrap();
    }

    let requests = replay.requests();
    let header =
        |index: usize, name: &str| requests[index].headers()[name].to_str().unwrap().to_owned();
    assert_eq!(requests[0].method(), "POST");
    assert_eq!(
        requests[0].uri().path_and_query().unwrap(),
        "/?InstanceId=ST2017&Lang=en"
    );
    assert_eq!(requests[0].body(), "");
    for (name, value) in [
        ("x-acs-action", "SaveSingleTaskForSynchronizingDnsHost"),
        ("x-acs-version", "2018-01-29"),
        ("x-acs-date", "2026-01-02T03:04:05Z"),
        ("x-acs-signature-nonce", "00000000000000000000000000000001"),
        (
            "x-acs-content-sha256",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        ("accept", "application/json"),
        ("user-agent", "acs-client/0.1.0"),
        ("content-length", "0"),
    ] {
        assert_eq!(header(0, name), value);
    }
    assert!(!requests[0].headers().contains_key("content-type"));
    assert_eq!(
        header(1, "x-acs-signature-nonce"),
        "00000000000000000000000000000002"
    );
    let signed = "Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;\
                  x-acs-signature-nonce;x-acs-version,Signature=";
    assert!(header(0, "authorization").starts_with(&format!("ACS3-HMAC-SHA256 {signed}")));
    assert_ne!(header(0, "authorization"), header(1, "authorization"));
}

#[test]
fn stamps_of_the_real_clock_are_well_formed_and_differ() {
    let stamps: Vec<_> = (0..100).map(|_| acs_client::Stamp::now()).collect();
    for (index, stamp) in stamps.iter().enumerate() {
        assert!(
            stamp.nonce().len() == 32 && stamp.nonce().bytes().all(|byte| byte.is_ascii_hexdigit())
        );
        assert!(
            stamps[..index]
                .iter()
                .all(|other| other.nonce() != stamp.nonce())
        );
        assert_eq!((stamp.date().len(), &stamp.date()[19..]), (20, "Z"));
    }
}

#[test]
fn repeated_headers_are_sorted_and_joined() {
    let headers = pairs(&[("X-Acs-B", " 2 "), ("x-acs-a", "0"), ("x-acs-b", "1")]);
    let request = Signable {
        method: "GET",
        path: "/",
        query: &[],
        headers: &headers,
        body: b"",
    };
    assert!(
        canonical_request(&request)
            .starts_with("GET\n/\n\nx-acs-a:0\nx-acs-b:1,2\n\nx-acs-a;x-acs-b\n")
    );
}

/// One signed request of an official SDK.
struct Recorded {
    secret: String,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    id: String,
    authorization: String,
}

impl Recorded {
    fn read(record: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let sent = record["headers"].as_object().expect("a record has headers");
        let authorization = text(&sent["authorization"]);
        let names = authorization
            .split("SignedHeaders=")
            .nth(1)
            .and_then(|rest| rest.split(',').next());
        let names = names.expect("a record lists the signed headers").split(';');
        Self {
            secret: text(&record["credential"]["access_key_secret"]),
            method: text(&record["method"]),
            path: text(&record["raw_path"]),
            query: record["raw_query"]
                .as_str()
                .unwrap_or_default()
                .split('&')
                .filter_map(pair)
                .collect(),
            headers: names
                .map(|name| (name.to_owned(), text(&sent[name])))
                .collect(),
            body: text(&record["body"]).into_bytes(),
            id: text(&record["credential"]["access_key_id"]),
            authorization,
        }
    }

    fn sign(&self) -> String {
        let Self {
            method,
            path,
            query,
            headers,
            body,
            ..
        } = self;
        let request = Signable {
            method,
            path,
            query,
            headers,
            body,
        };
        authorization(&request, &Credentials::new(&self.id, &self.secret))
    }
}

fn pair(text: &str) -> Option<(String, String)> {
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (!name.is_empty()).then(|| (decode(name), decode(value)))
}

#[test]
fn every_recorded_signature_is_recomputed() {
    let corpus = std::env::var("ACSGEN_CORPUS").unwrap_or_else(|_| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus").to_owned()
    });
    let Ok(records) = std::fs::read_to_string(Path::new(&corpus).join("signatures.jsonl")) else {
        println!("skipped: no signatures.jsonl; set ACSGEN_CORPUS to the folder that has it");
        return;
    };
    let records = records
        .lines()
        .map(|line| line.parse::<Value>().expect("the corpus is JSON lines"));
    let mut count = 0;
    for record in records.filter(|record| record["scheme"] == "ACS3-HMAC-SHA256") {
        let recorded = Recorded::read(&record);
        assert_eq!(recorded.sign(), recorded.authorization, "{record}");
        check_sensitive(recorded);
        count += 1;
    }
    println!("{count} signatures recomputed");
    assert!(count > 0);
}

/// Any change to what is signed changes the signature.
#[track_caller]
fn check_sensitive(mut recorded: Recorded) {
    let changes: [fn(&mut Recorded); 6] = [
        |it| it.secret.push('x'),
        |it| it.method.push('X'),
        |it| it.path.push('x'),
        |it| it.query.push(("x".to_owned(), String::new())),
        |it| it.headers[0].1.push('x'),
        |it| it.body.push(b'x'),
    ];
    let mut last = recorded.authorization.clone();
    for change in changes {
        change(&mut recorded);
        let signed = recorded.sign();
        assert_ne!(signed, last);
        last = signed;
    }
}
