//! The parameters of a case as a tree of wire names: as they were given, or read back from what came over the wire.
//!
//! **Invariant**: a tree that was given and one that was read differ only in how their leaves are written, so that
//! one function makes our request of either.

use acs_client::Value;
use percent_encoding::percent_decode_str;
use serde_json::Map;

use crate::loopback::RawResponse;

/// A value somewhere in the parameters.
#[derive(Clone, Debug)]
pub struct Tree(pub Value);

/// How a parameter is set on a request.
pub type Setter<T> = (&'static str, fn(T, &Tree) -> T);

impl Tree {
    /// Sets what is there.
    pub fn build<T>(&self, base: T, setters: &[Setter<T>]) -> T {
        setters
            .iter()
            .fold(base, |base, (name, set)| match self.get(name) {
                Some(value) => set(base, &value),
                None => base,
            })
    }

    pub fn get(&self, name: &str) -> Option<Tree> {
        self.any().get(name).cloned().map(Tree)
    }

    /// A parameter that no request goes without, as text.
    #[track_caller]
    pub fn required(&self, name: &str) -> String {
        let value = self.get(name);
        value
            .unwrap_or_else(|| panic!("`{name}` has not arrived: {self:?}"))
            .text()
    }

    pub fn text(&self) -> String {
        match &self.0 {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    #[track_caller]
    pub fn integer(&self) -> i64 {
        let text = self.text();
        text.parse()
            .unwrap_or_else(|_| panic!("`{text}` is no integer"))
    }

    /// The official SDK writes `True`, as its language does.
    #[cfg_attr(
        not(feature = "corpus"),
        expect(dead_code, reason = "no case of Domain has a boolean")
    )]
    #[track_caller]
    pub fn boolean(&self) -> bool {
        let text = self.text().to_lowercase();
        text.parse()
            .unwrap_or_else(|_| panic!("`{text}` is no boolean"))
    }

    /// Elements, in their order: of a list, or of an object whose names are `1`, `2`, ….
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

    pub fn texts(&self) -> Vec<String> {
        self.list().iter().map(Tree::text).collect()
    }

    pub fn each<T>(&self, read: impl Fn(&Tree) -> T) -> Vec<T> {
        self.list().iter().map(read).collect()
    }

    /// Whatever it is; text that is JSON is what it says.
    pub fn any(&self) -> Value {
        let text = self.0.as_str().filter(|text| text.starts_with(['{', '[']));
        text.and_then(|text| text.parse().ok())
            .unwrap_or_else(|| self.0.clone())
    }
}

/// What a request says: its query with dots unfolded, what its path holds, and its JSON body under `body`.
pub fn read(request: &RawResponse, path: &str) -> Result<Tree, String> {
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
                .ok_or_else(|| format!("`{name}` is under a text"))?;
        }
        place.insert(last.to_owned(), Value::String(value));
    }
    for (known, part) in path.split('/').zip(request.path.split('/')) {
        match known
            .strip_prefix('{')
            .and_then(|known| known.strip_suffix('}'))
        {
            Some(name) => drop(root.insert(name.to_owned(), Value::String(decoded(part)))),
            None if known == part => {}
            None => return Err(format!("the path {} is not {path}", request.path)),
        }
    }
    if !request.body.is_empty() {
        let body = serde_json::from_slice(&request.body);
        root.insert(
            "body".to_owned(),
            body.map_err(|error| format!("the body is no JSON: {error}"))?,
        );
    }
    Ok(Tree(Value::Object(root)))
}

/// Names and values of a query, decoded; a plus is a space, as in forms.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decode = |text: &str| decoded(&text.replace('+', " "));
    pairs
        .map(|(name, value)| (decode(name), decode(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
