//! Recomputes the signatures of requests that were captured from official SDKs.

use std::collections::BTreeMap;
use std::path::Path;

use acs_client::sign::{SignableRequest, acs3, oss4, roa1, rpc1, sls};
use acs_client::{Credentials, Value};

/// A signed request.
struct Capture {
    scheme: String,
    credentials: Credentials,
    request: SignableRequest,
    /// The signature as it was sent: the header `Authorization`, or the parameter `Signature`.
    signature: String,
}

impl Capture {
    fn from_record(record: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let headers = record["headers"].as_object().expect("a record has headers");
        let credential = &record["credential"];
        let mut request = SignableRequest {
            method: text(&record["method"]),
            path: text(&record["raw_path"]),
            host_label: bucket(&text(&headers["host"])),
            query: text(&record["raw_query"])
                .split('&')
                .filter_map(decode_pair)
                .collect(),
            headers: headers
                .iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
            body: text(&record["body"]).into(),
            ..SignableRequest::default()
        };
        let query_signature = request.query.iter().find(|(name, _)| name == "Signature");
        let signature = match query_signature {
            Some((_, signature)) => signature.clone(),
            // Some SDKs write a space after the comma, others do not.
            None => text(&headers["authorization"]).replace(", ", ","),
        };
        request.query.retain(|(name, _)| name != "Signature");
        Self {
            scheme: text(&record["scheme"]),
            credentials: Credentials::new(
                text(&credential["access_key_id"]),
                text(&credential["access_key_secret"]),
            ),
            request,
            signature,
        }
    }

    fn sign(&self) -> String {
        let (request, credentials) = (&self.request, &self.credentials);
        match self.scheme.as_str() {
            "ACS3-HMAC-SHA256" => {
                let (_, names) = self
                    .signature
                    .split_once("SignedHeaders=")
                    .expect("a record lists the signed headers");
                let (names, _) = names.split_once(',').expect("the signature comes last");
                let is_signed = |name: &str| names.split(';').any(|signed| signed == name);
                acs3::authorization(request, is_signed, credentials)
            }
            "RPC V1 (query Signature)" => rpc1::signature(request, credentials),
            "ROA V1 (acs)" => roa1::authorization(request, credentials),
            "OSS4" => oss4::authorization(request, "cn-hangzhou", credentials),
            "SLS (LOG)" => sls::authorization(request, credentials),
            other => panic!("unknown scheme {other}"),
        }
    }
}

/// Returns the bucket, the label before an endpoint of object storage.
fn bucket(host: &str) -> Option<String> {
    let (label, endpoint) = host.split_once('.')?;
    endpoint.starts_with("oss-").then(|| label.to_owned())
}

/// Decodes a `name=value` pair of a query; returns `None` if the name is empty.
fn decode_pair(text: &str) -> Option<(String, String)> {
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(&text.replace('+', " "))
            .decode_utf8_lossy()
            .into_owned()
    };
    let (name, value) = text.split_once('=').unwrap_or((text, ""));
    (!name.is_empty()).then(|| (decode(name), decode(value)))
}

#[test]
fn recomputes_the_signature_of_every_capture() {
    let corpus = std::env::var("ACSGEN_CORPUS").unwrap_or_else(|_| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpus").to_owned()
    });
    let Ok(records) = std::fs::read_to_string(Path::new(&corpus).join("signatures.jsonl")) else {
        println!("skipped: no signatures.jsonl; set ACSGEN_CORPUS to the directory that holds it");
        return;
    };
    let mut counts = BTreeMap::new();
    for line in records.lines() {
        let record: Value = line.parse().expect("the corpus is JSON lines");
        let capture = Capture::from_record(&record);
        assert_eq!(capture.sign(), capture.signature, "{record}");
        *counts.entry(capture.scheme).or_insert(0) += 1;
    }
    println!("signatures recomputed: {counts:?}");
    assert_eq!(counts.len(), 5, "a scheme has no records: {counts:?}");
}
