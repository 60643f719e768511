//! Which values are secrets, told by their names; and how they look: as nothing.
//!
//! **Invariant**: `Debug` of requests, their parts and replies shows no value whose name is one of these, at any depth.

use std::fmt;

use serde_json::Value;

/// What names of secrets end with, small letters only, in the singular.
const ENDINGS: [&str; 16] = [
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

/// Tokens that only say where to go on, or that a call is the same as before.
const HARMLESS: [&str; 6] = [
    "nexttoken",
    "pagetoken",
    "clienttoken",
    "continuationtoken",
    "previoustoken",
    "httptoken",
];

/// First words of names that ask whether, and do not hold what.
const QUESTIONS: [&str; 7] = ["need", "reset", "is", "has", "enable", "generate", "force"];

/// Whether what stands under this name must not be shown.
pub(crate) fn is_secret(name: &str) -> bool {
    let mut letters: String = name
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if letters.ends_with('s') && !letters.ends_with("ss") {
        letters.pop();
    }
    let ends = |list: &[&str]| list.iter().any(|ending| letters.ends_with(ending));
    let asks = QUESTIONS.iter().any(|word| letters.starts_with(word));
    ends(&ENDINGS) && !ends(&HARMLESS) && !asks
}

/// What stands in place of a secret.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A value as JSON, without its secrets; how deep it goes is bounded by whoever built it.
pub(crate) struct Shown<'a>(pub(crate) &'a Value);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Array(elements) => f.debug_list().entries(elements.iter().map(Shown)).finish(),
            Value::Object(entries) => {
                let mut map = f.debug_map();
                for (name, value) in entries {
                    match is_secret(name) {
                        true => map.entry(name, &Redacted),
                        false => map.entry(name, &Shown(value)),
                    };
                }
                map.finish()
            }
            scalar => write!(f, "{scalar}"),
        }
    }
}

/// A value with its secrets struck out, and still JSON.
pub(crate) struct Struck<'a>(pub(crate) &'a Value);

impl Struck<'_> {
    /// Whether there is anything to strike.
    pub(crate) fn strikes(&self) -> bool {
        match self.0 {
            Value::Array(elements) => elements.iter().any(|element| Struck(element).strikes()),
            Value::Object(entries) => entries
                .iter()
                .any(|(name, value)| is_secret(name) || Struck(value).strikes()),
            _ => false,
        }
    }

    fn value(&self) -> Value {
        match self.0 {
            Value::Array(elements) => elements
                .iter()
                .map(|element| Struck(element).value())
                .collect(),
            Value::Object(entries) => {
                let entries = entries.iter().map(|(name, value)| {
                    let value = match is_secret(name) {
                        true => Value::from("***"),
                        false => Struck(value).value(),
                    };
                    (name.clone(), value)
                });
                Value::Object(entries.collect())
            }
            scalar => scalar.clone(),
        }
    }
}

impl fmt::Display for Struck<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_told_by_their_names() {
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
    fn names_about_secrets_and_other_tokens_are_not() {
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
