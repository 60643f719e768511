//! Method and path of an operation that is called by its path.

use super::super::markdown::Block;
use super::sample::Samples;
use super::section::{Layout, Topic};

/// `POST /openapi/instances/{InstanceId}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) method: String,
    /// With placeholders in braces, without a query.
    pub(super) path: Option<String>,
    /// Names of the query that stands in the path.
    pub(super) query: Vec<String>,
}

/// What the page says; the first sample where no part is about it.
pub(super) fn read(layout: &Layout<'_>, samples: &Samples<'_>) -> Option<Route> {
    let stated = layout
        .of(Topic::Syntax)
        .flat_map(|part| &part.blocks)
        .find_map(|block| match block {
            Block::DiagnosticCode(cell) | Block::Line(cell) => route(cell.text),
            Block::Table(_) | Block::Heading(_) => None,
        });
    stated.or_else(|| samples.requests.iter().find_map(|text| route(text)))
}

/// The first line that starts with methods and a path.
fn route(text: &str) -> Option<Route> {
    text.lines().take(20).find_map(|line| {
        let line = line.trim().trim_matches('`');
        let (methods, rest) = line.split_once([' ', '\t'])?;
        let path = rest.split_whitespace().next()?;
        if !path.starts_with('/') {
            return None;
        }
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let names = query.split('&').filter_map(|pair| pair.split('=').next());
        Some(Route {
            method: method(methods)?,
            path: template(path),
            query: names
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    })
}

/// POST where it is among them, as with the official metadata; else the first.
fn method(text: &str) -> Option<String> {
    const KNOWN: [&str; 7] = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    let methods: Vec<String> = text
        .split(['|', '/', ','])
        .map(|method| method.trim().to_uppercase())
        .collect();
    if methods
        .iter()
        .any(|method| !KNOWN.contains(&method.as_str()))
    {
        return None;
    }
    let post = methods.iter().find(|method| *method == "POST");
    post.or(methods.first()).cloned()
}

/// Placeholders are `{name}`, `[name]` or `<name>`; anything else that is no path is left.
fn template(path: &str) -> Option<String> {
    let braced = path.replace(['[', '<'], "{").replace([']', '>'], "}");
    let well = braced.len() <= 400
        && braced.chars().all(|c| {
            c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    '/' | '-' | '_' | '.' | '{' | '}' | '~' | ':' | '*' | '%' | '$' | '@'
                )
        });
    let open = braced.matches('{').count() == braced.matches('}').count();
    (well && open).then_some(braced)
}
