//! The parameters of a request as a tree of wire names, as a case lists them or as they were received.
//!
//! A listed tree and a received tree differ only in how their leaves are written, so that a single function builds a typed
//! request from either.

use acs_client::Value;
use percent_encoding::percent_decode_str;
use serde_json::Map;

use crate::loopback::ReceivedRequest;

/// A value anywhere in the parameters.
#[derive(Clone, Debug)]
pub struct Tree(pub Value);

/// The name of a parameter and the function that sets it on a request.
pub type Setter<T> = (&'static str, fn(T, &Tree) -> T);

impl Tree {
    /// Sets every parameter that the tree has.
    pub fn build<T>(&self, base: T, setters: &[Setter<T>]) -> T {
        setters
            .iter()
            .fold(base, |base, (name, set)| match self.get(name) {
                Some(value) => set(base, &value),
                None => base,
            })
    }

    /// Returns the parameter with this name.
    pub fn get(&self, name: &str) -> Option<Tree> {
        self.any().get(name).cloned().map(Tree)
    }

    /// Returns a required parameter as text.
    ///
    /// # Panics
    /// Panics if the parameter is missing.
    #[track_caller]
    pub fn required(&self, name: &str) -> String {
        let value = self.get(name);
        value
            .unwrap_or_else(|| panic!("`{name}` is missing: {self:?}"))
            .text()
    }

    /// Returns the value as text.
    pub fn text(&self) -> String {
        match &self.0 {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// Returns the value as an integer.
    #[track_caller]
    pub fn integer(&self) -> i64 {
        let text = self.text();
        text.parse()
            .unwrap_or_else(|_| panic!("`{text}` is not an integer"))
    }

    /// Returns the value as a boolean. The official SDK writes `True`, like Python.
    #[cfg_attr(
        not(feature = "corpus"),
        expect(dead_code, reason = "no case of Domain has a boolean")
    )]
    #[track_caller]
    pub fn boolean(&self) -> bool {
        let text = self.text().to_lowercase();
        text.parse()
            .unwrap_or_else(|_| panic!("`{text}` is not a boolean"))
    }

    /// Returns the elements of a list, or of an object whose names are `1`, `2`, ….
    pub fn list(&self) -> Vec<Tree> {
        match self.any() {
            Value::Array(elements) => elements.into_iter().map(Tree).collect(),
            Value::Object(entries) => {
                let numbered =
                    (1..=entries.len()).map_while(|index| entries.get(&index.to_string()));
                numbered.cloned().map(Tree).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the elements as text.
    pub fn texts(&self) -> Vec<String> {
        self.list().iter().map(Tree::text).collect()
    }

    /// Converts every element.
    pub fn each<T>(&self, convert: impl Fn(&Tree) -> T) -> Vec<T> {
        self.list().iter().map(convert).collect()
    }

    /// Returns the value; text that holds a JSON object or list is parsed.
    pub fn any(&self) -> Value {
        let text = self.0.as_str().filter(|text| text.starts_with(['{', '[']));
        text.and_then(|text| text.parse().ok())
            .unwrap_or_else(|| self.0.clone())
    }
}

/// Reads the parameters of a request: its query, with dotted names as objects, its path, and its JSON body as `body`.
///
/// # Errors
/// Returns an error if the path does not match the template, or the body is not JSON.
pub fn read_request(request: &ReceivedRequest, path: &str) -> Result<Tree, String> {
    let mut root = Map::new();
    for (name, value) in pairs(&request.query) {
        let (parents, last) = name
            .rsplit_once('.')
            .map_or((vec![], &*name), |(parents, last)| {
                (parents.split('.').collect(), last)
            });
        let mut place = &mut root;
        for parent in parents {
            let entry = place
                .entry(parent)
                .or_insert_with(|| Value::Object(Map::new()));
            place = entry
                .as_object_mut()
                .ok_or_else(|| format!("`{name}` is nested in a text value"))?;
        }
        place.insert(last.to_owned(), Value::String(value));
    }
    for (segment, actual) in path.split('/').zip(request.path.split('/')) {
        match segment
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
        {
            Some(name) => drop(root.insert(name.to_owned(), Value::String(percent_decode(actual)))),
            None if segment == actual => {}
            None => return Err(format!("the path {} does not match {path}", request.path)),
        }
    }
    if !request.body.is_empty() {
        let body = serde_json::from_slice(&request.body);
        root.insert(
            "body".to_owned(),
            body.map_err(|error| format!("the body is not JSON: {error}"))?,
        );
    }
    Ok(Tree(Value::Object(root)))
}

/// Decodes the names and values of a query. A plus sign stands for a space, as in forms.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decode = |text: &str| percent_decode(&text.replace('+', " "));
    pairs
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn percent_decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
