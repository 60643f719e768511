//! Percent-encoding of names, values, paths and queries, as services sign and read them.
//!
//! **Invariant**: pure functions of text.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All characters except the unreserved ones of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');
/// The same characters without `/`, for a path whose slashes separate its segments.
const RESERVED_IN_PATH: &AsciiSet = &RESERVED.remove(b'/');

/// Percent-encodes a text by RFC 3986: a space becomes `%20`, and `~` stays as it is.
///
/// ```
/// use acs_client::sign::percent_encode;
///
/// assert_eq!(percent_encode("a b/c~*"), "a%20b%2Fc~%2A");
/// ```
pub fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Percent-encodes a text except its slashes.
pub(crate) fn percent_encode_path(text: &str) -> String {
    utf8_percent_encode(text, RESERVED_IN_PATH).to_string()
}

/// Writes a query string: sorted by name, names and values percent-encoded, `name=` for an empty value.
///
/// ```
/// use acs_client::sign::query_string;
///
/// let pairs = [("b", "2 3"), ("a", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
/// assert_eq!(query_string(&pairs), "a=&b=2%203");
/// ```
pub fn query_string(pairs: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = pairs.iter().collect();
    sorted.sort();
    let mut query = String::new();
    for (name, value) in sorted {
        if !query.is_empty() {
            query.push('&');
        }
        query.extend(utf8_percent_encode(name, RESERVED));
        query.push('=');
        query.extend(utf8_percent_encode(value, RESERVED));
    }
    query
}
