//! Writes headers, paths and queries in the canonical forms that the schemes sign.
//!
//! **Invariant**: pure functions of names and values.

/// Returns the headers to sign: names in lowercase, values trimmed, sorted; the values of a repeated name are sorted
/// and joined with commas.
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

/// Writes each header as a line `name:value`.
pub(super) fn header_lines(headers: &[(String, String)]) -> String {
    headers
        .iter()
        .map(|(name, value)| format!("{name}:{value}\n"))
        .collect()
}

/// Writes a path and its query as the older schemes sign them: sorted by name, not encoded.
pub(super) fn canonical_resource(
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

/// Writes `name=value`, or the name alone if the value is empty.
pub(super) fn pair_or_name(name: &str, value: &str) -> String {
    match value.is_empty() {
        true => name.to_owned(),
        false => format!("{name}={value}"),
    }
}
