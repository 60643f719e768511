//! How schemes write headers, paths and queries before they sign them.
//!
//! **Invariant**: pure functions of names and values.

/// Headers to sign: in small letters, trimmed, sorted; the values of a repeated name sorted and joined with a comma.
pub(super) fn canonical_headers(
    headers: &[(String, String)],
    signed: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let mut sorted: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .filter(|(name, _)| signed(name))
        .collect();
    sorted.sort();
    let mut joined: Vec<(String, String)> = Vec::with_capacity(sorted.len());
    for (name, value) in sorted {
        match joined.last_mut() {
            Some((last, values)) if *last == name => {
                values.push(',');
                values.push_str(&value);
            }
            _ => joined.push((name, value)),
        }
    }
    joined
}

/// `name:value`, a line each.
pub(super) fn lines(headers: &[(String, String)]) -> String {
    headers
        .iter()
        .map(|(name, value)| format!("{name}:{value}\n"))
        .collect()
}

/// A path and its query as the older schemes sign them: sorted by name, not encoded.
pub(super) fn resource(
    path: &str,
    query: &[(String, String)],
    pair: fn(&str, &str) -> String,
) -> String {
    let mut sorted: Vec<_> = query.iter().collect();
    sorted.sort();
    let pairs: Vec<_> = sorted
        .into_iter()
        .map(|(name, value)| pair(name, value))
        .collect();
    match pairs.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", pairs.join("&")),
    }
}

/// `name=value`, but a name without a value stands alone.
pub(super) fn bare_pair(name: &str, value: &str) -> String {
    match value.is_empty() {
        true => name.to_owned(),
        false => format!("{name}={value}"),
    }
}
