//! Requests as official SDKs signed them, recomputed.

use std::collections::BTreeMap;
use std::path::Path;

use acs_client::sign::{SignableRequest, acs3, oss4, roa1, rpc1, sls};
use acs_client::{Credentials, Value};

/// One signed request.
struct Recorded {
    scheme: String,
    credentials: Credentials,
    message: SignableRequest,
    /// As it was sent: the value of a header, or the parameter `SignatureVersion`.
    signature: String,
}

impl Recorded {
    fn read(record: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let sent = record["headers"].as_object().expect("a record has headers");
        let credential = &record["credential"];
        let mut message = SignableRequest {
            method: text(&record["method"]),
            path: text(&record["raw_path"]),
            host_label: bucket(&text(&sent["host"])),
            query: text(&record["raw_query"])
                .split('&')
                .filter_map(pair)
                .collect(),
            headers: sent
                .iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
            body: text(&record["body"]).into(),
            ..SignableRequest::default()
        };
        let in_query = message.query.iter().find(|(name, _)| name == "Signature");
        let signature = match in_query {
            Some((_, signature)) => signature.clone(),
            // Some write a space after the comma, some do not.
            None => text(&sent["authorization"]).replace(", ", ","),
        };
        message.query.retain(|(name, _)| name != "Signature");
        Self {
            scheme: text(&record["scheme"]),
            credentials: Credentials::new(
                text(&credential["access_key_id"]),
                text(&credential["access_key_secret"]),
            ),
            message,
            signature,
        }
    }

    fn sign(&self) -> String {
        let (message, credentials) = (&self.message, &self.credentials);
        match self.scheme.as_str() {
            "ACS3-HMAC-SHA256" => {
                let (_, names) = self
                    .signature
                    .split_once("SignedHeaders=")
                    .expect("a record lists the signed headers");
                let (names, _) = names.split_once(',').expect("the signature comes last");
                let signed = |name: &str| names.split(';').any(|one| one == name);
                acs3::authorization(message, signed, credentials)
            }
            "RPC V1 (query Signature)" => rpc1::signature(message, credentials),
            "ROA V1 (acs)" => roa1::authorization(message, credentials),
            "OSS4" => oss4::authorization(message, "cn-hangzhou", credentials),
            "SLS (LOG)" => sls::authorization(message, credentials),
            other => panic!("unknown scheme {other}"),
        }
    }
}

/// The label before an endpoint of object storage; no other scheme asks for it.
fn bucket(host: &str) -> Option<String> {
    let (label, endpoint) = host.split_once('.')?;
    endpoint.starts_with("oss-").then(|| label.to_owned())
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
    let mut counts = BTreeMap::new();
    for line in records.lines() {
        let record: Value = line.parse().expect("the corpus is JSON lines");
        let recorded = Recorded::read(&record);
        assert_eq!(recorded.sign(), recorded.signature, "{record}");
        *counts.entry(recorded.scheme).or_insert(0) += 1;
    }
    println!("signatures recomputed: {counts:?}");
    assert_eq!(counts.len(), 5, "a scheme has no records: {counts:?}");
}
