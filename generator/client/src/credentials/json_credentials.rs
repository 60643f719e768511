//! Credentials as services and programs write them: one JSON object.
//!
//! **Invariant**: errors name fields and never show what is in them.

use serde_json::Value;

use crate::identity::Credentials;

/// As the security token service, metadata and the like write them.
pub(super) fn issued(value: &Value) -> Result<Credentials, String> {
    let names = KeyNames {
        id: "AccessKeyId",
        secret: "AccessKeySecret",
        token: "SecurityToken",
        expiration: "Expiration",
    };
    let credentials = names.read(value)?;
    if credentials.token().is_none() {
        return Err(missing(names.token));
    }
    match credentials.expiration() {
        Some(_) => Ok(credentials),
        None => Err(missing(names.expiration)),
    }
}

/// The same, where success is a field of its own.
pub(super) fn with_code(body: &[u8]) -> Result<Credentials, String> {
    let value = json(body)?;
    match text(&value, "Code") {
        Some("Success") => issued(&value),
        Some(_) => Err("its `Code` is not `Success`".to_owned()),
        None => Err(missing("Code")),
    }
}

/// As an external program prints them.
pub(super) fn printed(output: &[u8]) -> Result<Credentials, String> {
    let value = json(output)?;
    let mode = text(&value, "mode");
    let names = KeyNames {
        id: "access_key_id",
        secret: "access_key_secret",
        token: "sts_token",
        expiration: "expiration",
    };
    let credentials = names.read(&value)?;
    match mode {
        Some("StsToken") if credentials.token().is_none() => Err(missing(names.token)),
        None | Some("AK" | "StsToken") => Ok(credentials),
        Some(_) => Err("its `mode` is neither `AK` nor `StsToken`".to_owned()),
    }
}

/// What the fields are called.
struct KeyNames {
    id: &'static str,
    secret: &'static str,
    token: &'static str,
    expiration: &'static str,
}

impl KeyNames {
    fn read(&self, value: &Value) -> Result<Credentials, String> {
        let need = |name| text(value, name).ok_or_else(|| missing(name));
        let mut credentials = Credentials::new(need(self.id)?, need(self.secret)?);
        if let Some(token) = text(value, self.token) {
            credentials = credentials.with_security_token(token);
        }
        if let Some(expiration) = text(value, self.expiration) {
            let time = humantime::parse_rfc3339(expiration).map_err(|_| {
                let name = self.expiration;
                format!("its `{name}` is no time like 2026-01-02T03:04:05Z")
            })?;
            credentials = credentials.with_expiration(time);
        }
        Ok(credentials)
    }
}

pub(super) fn json(body: &[u8]) -> Result<Value, String> {
    // What serde_json finds wrong could quote what it found.
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("what it says is not JSON (line {line}, column {column})")
    })
}

/// A text that is there; an empty one counts as missing.
fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

fn missing(name: &str) -> String {
    format!("what it says lacks `{name}`")
}
