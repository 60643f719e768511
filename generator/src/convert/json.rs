//! JSON values whose members keep their order. Does not depend on the model.

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A JSON value. The members of an object are in the order of insertion.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Value(serde_json::Value),
    List(Vec<Json>),
    Object(JsonMembers),
}

/// A JSON object that is built member by member. The builder methods leave out members without a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct JsonMembers(Vec<(String, Json)>);

impl JsonMembers {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a member.
    #[must_use]
    pub(super) fn with(mut self, name: impl Into<String>, value: impl Into<Json>) -> Self {
        self.insert(name, value);
        self
    }

    /// Adds a member if there is a value.
    #[must_use]
    pub(super) fn maybe(self, name: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a text, unless it is empty.
    #[must_use]
    pub(super) fn text(self, name: &str, text: &str) -> Self {
        self.maybe(name, (!text.is_empty()).then_some(text))
    }

    /// Adds a list, unless it is empty.
    #[must_use]
    pub(super) fn list(self, name: &str, list: Vec<Json>) -> Self {
        self.maybe(name, (!list.is_empty()).then_some(list))
    }

    /// Adds an object, unless it is empty.
    #[must_use]
    pub(super) fn object(self, name: &str, object: JsonMembers) -> Self {
        self.maybe(name, (!object.is_empty()).then_some(object))
    }

    /// Adds `true` if the flag is set.
    #[must_use]
    pub(super) fn flag(self, name: &str, flag: bool) -> Self {
        self.maybe(name, flag.then_some(true))
    }

    /// Appends a member.
    pub(super) fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.0.push((name.into(), value.into()));
    }

    /// Returns the object of a member. The member becomes an empty object if it is missing or not an object.
    pub(super) fn entry(&mut self, name: &str) -> &mut JsonMembers {
        let index = self.position(name).unwrap_or_else(|| {
            self.insert(name, JsonMembers::new());
            self.0.len() - 1
        });
        if !matches!(self.0[index].1, Json::Object(_)) {
            self.0[index].1 = Json::Object(JsonMembers::new());
        }
        match &mut self.0[index].1 {
            Json::Object(object) => object,
            _ => unreachable!("the member has just become an object"),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(member, _)| member == name)
    }
}

impl FromIterator<(String, Json)> for JsonMembers {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

impl From<JsonMembers> for Json {
    fn from(object: JsonMembers) -> Self {
        Self::Object(object)
    }
}

impl From<Vec<Json>> for Json {
    fn from(list: Vec<Json>) -> Self {
        Self::List(list)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Value(text.into())
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Value(text.as_str().into())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Value(text.into())
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Value(flag.into())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self::Value(value)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
            Self::Object(JsonMembers(members)) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

/// Returns the text of an object: indented, with a line break at the end.
pub(super) fn to_text(object: &JsonMembers) -> String {
    let json = Json::Object(object.clone());
    let text = serde_json::to_string_pretty(&json).expect("keys are strings and values are JSON");
    text + "\n"
}
