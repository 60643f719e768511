//! Reads credentials from the JSON objects that services and programs write.
//!
//! **Invariant**: errors name fields and never show their values.

use serde_json::Value;

use crate::identity::Credentials;

/// Reads temporary credentials as the security token service and the metadata service write them.
///
/// # Errors
///
/// Returns an error if a field is missing or the expiration is malformed.
pub(super) fn issued(value: &Value) -> Result<Credentials, String> {
    let fields = FieldNames {
        id: "AccessKeyId",
        secret: "AccessKeySecret",
        token: "SecurityToken",
        expiration: "Expiration",
    };
    let credentials = fields.read(value)?;
    if credentials.token().is_none() {
        return Err(missing(fields.token));
    }
    match credentials.expiration() {
        Some(_) => Ok(credentials),
        None => Err(missing(fields.expiration)),
    }
}

/// Reads temporary credentials from a response whose field `Code` reports success.
///
/// # Errors
///
/// Returns an error if the body is not JSON, if `Code` is not `Success`, or if [`issued`] returns one.
pub(super) fn with_code(body: &[u8]) -> Result<Credentials, String> {
    let value = parse_json(body)?;
    match text(&value, "Code") {
        Some("Success") => issued(&value),
        Some(_) => Err("field `Code` is not `Success`".to_owned()),
        None => Err(missing("Code")),
    }
}

/// Reads credentials as an external program prints them.
///
/// # Errors
///
/// Returns an error if the output is not JSON, or if a field is missing or malformed.
pub(super) fn printed(output: &[u8]) -> Result<Credentials, String> {
    let value = parse_json(output)?;
    let mode = text(&value, "mode");
    let fields = FieldNames {
        id: "access_key_id",
        secret: "access_key_secret",
        token: "sts_token",
        expiration: "expiration",
    };
    let credentials = fields.read(&value)?;
    match mode {
        Some("StsToken") if credentials.token().is_none() => Err(missing(fields.token)),
        None | Some("AK" | "StsToken") => Ok(credentials),
        Some(_) => Err("field `mode` is neither `AK` nor `StsToken`".to_owned()),
    }
}

/// The names of the fields in one of the formats.
struct FieldNames {
    id: &'static str,
    secret: &'static str,
    token: &'static str,
    expiration: &'static str,
}

impl FieldNames {
    fn read(&self, value: &Value) -> Result<Credentials, String> {
        let required = |name| text(value, name).ok_or_else(|| missing(name));
        let mut credentials = Credentials::new(required(self.id)?, required(self.secret)?);
        if let Some(token) = text(value, self.token) {
            credentials = credentials.with_security_token(token);
        }
        if let Some(expiration) = text(value, self.expiration) {
            let time = humantime::parse_rfc3339(expiration).map_err(|_| {
                let name = self.expiration;
                format!("field `{name}` is not a time such as 2026-01-02T03:04:05Z")
            })?;
            credentials = credentials.with_expiration(time);
        }
        Ok(credentials)
    }
}

/// Parses JSON.
///
/// # Errors
///
/// Returns an error with the line and the column if the body is not JSON.
pub(super) fn parse_json(body: &[u8]) -> Result<Value, String> {
    // The message of serde_json is not shown, because it may quote a secret.
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        format!("invalid JSON (line {line}, column {column})")
    })
}

/// Returns the text of a field, or `None` if the field is missing or empty.
fn text<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str().filter(|text| !text.is_empty())
}

fn missing(name: &str) -> String {
    format!("missing field `{name}`")
}
