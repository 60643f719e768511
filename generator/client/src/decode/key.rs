//! Which keys a record declares, and which spellings mean the same key.

use serde_json::{Map, Value};

use super::object::{DecodeObject, ObjectReader};
use crate::note::DecodeState;

/// How to learn which keys an object has.
#[derive(Clone, Copy)]
pub(super) enum DeclaredKeys {
    /// By running a record's `read`.
    DecodeObject(fn(&mut ObjectReader<'_>)),
    /// It is this one.
    Only(&'static str),
}

/// The `declare` function of a record.
pub(super) fn declare<T: DecodeObject>(fields: &mut ObjectReader<'_>) {
    drop(T::decode_fields(fields));
}

fn names(declare: DeclaredKeys) -> Vec<&'static str> {
    let mut names = Vec::new();
    match declare {
        DeclaredKeys::Only(name) => names.push(name),
        DeclaredKeys::DecodeObject(read) => read(&mut ObjectReader::asked(
            &mut names,
            &mut DecodeState::default(),
        )),
    }
    names
}

/// Whether a record has this key, however spelled.
pub(super) fn declares(declare: DeclaredKeys, key: &str) -> bool {
    names(declare).iter().any(|name| same(name, key))
}

/// The entry whose key is `name` in another spelling, unless another field is spelled just so.
pub(super) fn alike<'a>(
    entries: &'a Map<String, Value>,
    name: &str,
    declare: DeclaredKeys,
) -> Option<(&'a String, &'a Value)> {
    entries
        .iter()
        .filter(|(key, _)| same(key, name))
        .find(|(key, _)| !names(declare).contains(&key.as_str()))
}

/// The keys of an object that no field of a record means.
pub(super) fn undeclared(
    entries: &Map<String, Value>,
    declare: DeclaredKeys,
) -> impl Iterator<Item = &String> {
    let names = names(declare);
    entries
        .keys()
        .filter(move |key| !names.iter().any(|name| same(name, key)))
}

/// Whether two keys differ in case and separators only.
fn same(a: &str, b: &str) -> bool {
    let mut a = significant(a);
    let mut b = significant(b);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(&b) => {}
            _ => return false,
        }
    }
}

fn significant(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' '))
}
