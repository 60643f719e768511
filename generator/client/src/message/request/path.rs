//! Expands path templates, which may end with a fixed query.
//!
//! **Invariant**: an expanded path starts with `/` and has no dot segments.

use crate::types::{percent_encode, percent_encode_path};

/// Replaces each `{name}` in a path template by its value.
pub(super) fn expand_path(
    template: &str,
    values: &[(&'static str, String)],
    keep_slashes: bool,
) -> Result<String, String> {
    let mut path = String::new();
    let mut rest = template;
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            break;
        };
        let Some((_, value)) = values.iter().find(|(set, _)| *set == name) else {
            return Err(format!("path parameter `{name}` has no value"));
        };
        path.push_str(&percent_encode_path(literal));
        path.push_str(&if keep_slashes {
            percent_encode_path(value)
        } else {
            percent_encode(value)
        });
        rest = tail;
    }
    path.push_str(&percent_encode_path(rest));
    // A parameter may be the whole path; without a slash it would continue the host name.
    if !path.starts_with('/') {
        return Err(format!("the path `{path}` must start with `/`"));
    }
    // URL parsers resolve dot segments, which would address another resource.
    match path
        .split('/')
        .find(|segment| matches!(*segment, "." | ".."))
    {
        Some(segment) => Err(format!("a path parameter must not be `{segment}`")),
        None => Ok(path),
    }
}

/// Parses the fixed query at the end of some paths, such as `/?policy`.
pub(super) fn query_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    })
}
