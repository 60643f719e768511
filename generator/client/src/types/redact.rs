//! Recognizes secrets by the names of their fields and redacts them.
//!
//! **Invariant**: `Debug` of requests, responses and their parts shows no value whose name is a secret's, at any depth.

use std::fmt;

use serde_json::Value;

/// Endings of names of secrets: lowercase letters only, in the singular.
const SECRET_SUFFIXES: [&str; 16] = [
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "secret",
    "secretkey",
    "secretdata",
    "secretvalue",
    "privatekey",
    "accesskey",
    "accesskeysecret",
    "apikey",
    "credential",
    "plaintext",
    "token",
    "authorization",
];

/// Endings of names of tokens that are not secrets: they mark a page, an idempotent call or a setting.
const HARMLESS_SUFFIXES: [&str; 6] = [
    "nexttoken",
    "pagetoken",
    "clienttoken",
    "continuationtoken",
    "previoustoken",
    "httptoken",
];

/// Beginnings of names of flags, which are about a secret and do not hold one.
const FLAG_PREFIXES: [&str; 7] = ["need", "reset", "is", "has", "enable", "generate", "force"];

/// Returns whether the value of a field with this name must not be shown.
pub(crate) fn is_secret(name: &str) -> bool {
    let mut letters: String = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if letters.ends_with('s') && !letters.ends_with("ss") {
        letters.pop();
    }
    let ends_with = |list: &[&str]| list.iter().any(|suffix| letters.ends_with(suffix));
    let is_flag = FLAG_PREFIXES.iter().any(|word| letters.starts_with(word));
    ends_with(&SECRET_SUFFIXES) && !ends_with(&HARMLESS_SUFFIXES) && !is_flag
}

/// The text shown in place of a secret.
pub(crate) const REDACTED: &str = "***";

/// A placeholder for a secret in `Debug` output: `***`, without quotes.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// A value whose `Debug` output is JSON-like and redacts secrets.
///
/// Formatting recurses as deep as the value; the parsers bound its depth.
pub(crate) struct RedactedDebug<'a>(pub(crate) &'a Value);

impl fmt::Debug for RedactedDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Array(elements) => f
                .debug_list()
                .entries(elements.iter().map(RedactedDebug))
                .finish(),
            Value::Object(entries) => {
                let mut map = f.debug_map();
                for (name, value) in entries {
                    match is_secret(name) {
                        true => map.entry(name, &Redacted),
                        false => map.entry(name, &RedactedDebug(value)),
                    };
                }
                map.finish()
            }
            scalar => write!(f, "{scalar}"),
        }
    }
}

/// A value whose `Display` output is valid JSON and redacts secrets.
pub(crate) struct RedactedJson<'a>(pub(crate) &'a Value);

impl RedactedJson<'_> {
    /// Returns whether the value holds a secret, at any depth.
    pub(crate) fn has_secret(&self) -> bool {
        match self.0 {
            Value::Array(elements) => elements
                .iter()
                .any(|element| RedactedJson(element).has_secret()),
            Value::Object(entries) => entries
                .iter()
                .any(|(name, value)| is_secret(name) || RedactedJson(value).has_secret()),
            _ => false,
        }
    }

    fn redact(&self) -> Value {
        match self.0 {
            Value::Array(elements) => elements
                .iter()
                .map(|element| RedactedJson(element).redact())
                .collect(),
            Value::Object(entries) => {
                let entries = entries.iter().map(|(name, value)| {
                    let value = match is_secret(name) {
                        true => Value::from(REDACTED),
                        false => RedactedJson(value).redact(),
                    };
                    (name.clone(), value)
                });
                Value::Object(entries.collect())
            }
            scalar => scalar.clone(),
        }
    }
}

impl fmt::Display for RedactedJson<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.redact().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn recognizes_names_of_secrets() {
        for name in [
            "Password",
            "PassWord",
            "DBPassword2",
            "SourceEndpoint.Password",
            "AccessKeySecret",
            "client_secret",
            "PrivateKey",
            "SecurityToken",
            "x-acs-airticket-access-token",
            "Credentials",
            "Plaintext",
            "security_token",
        ] {
            assert!(is_secret(name), "{name}");
        }
    }

    #[test]
    fn ignores_names_about_secrets_and_other_tokens() {
        for name in [
            "NextToken",
            "ClientToken",
            "NextPageToken",
            "continuation-token",
            "SecretName",
            "PasswordPolicy",
            "NeedResetPassword",
            "AccessKeyId",
            "HttpTokens",
            "TokenId",
            "Address",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
