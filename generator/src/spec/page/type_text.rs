//! Parses the type of a parameter or field from the many spellings that pages use.
//!
//! This module must never know the rest of the row.

use super::wire_name::is_wire_name;

/// The maximum number of types inside each other, such as lists of lists.
const MAX_DEPTH: usize = 4;

/// A type as a row states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypeText {
    /// The row states no type.
    Blank,
    String,
    Integer,
    Number,
    Boolean,
    /// An object with members.
    Object,
    Map,
    /// A list, with the type of its elements if the row states it.
    List(Option<Box<TypeText>>),
    /// The name of a type that this page or another one describes.
    Named(String),
}

impl TypeText {
    /// Parses the spelling of a type, without markup.
    pub(super) fn parse(text: &str) -> Self {
        parse_nested(text, MAX_DEPTH)
    }

    /// Returns whether other rows may describe members of this type.
    pub(super) fn is_container(&self) -> bool {
        match self {
            Self::Object | Self::Map | Self::Named(_) | Self::List(None) => true,
            Self::List(Some(inner)) => inner.is_container(),
            Self::Blank | Self::String | Self::Integer | Self::Number | Self::Boolean => false,
        }
    }

    /// Returns whether the type is a string, a number or a boolean.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::String | Self::Integer | Self::Number | Self::Boolean
        )
    }

    /// Returns the name of the type, or of the elements' type in the case of a list.
    pub(super) fn type_name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(Some(inner)) => inner.type_name(),
            _ => None,
        }
    }
}

/// Parses a type that may have up to `depth` levels.
fn parse_nested(text: &str, depth: usize) -> TypeText {
    let text = text.trim().trim_matches(['`', '*', '.', '。']).trim();
    let lower = text.to_lowercase();
    if depth == 0 || text.is_empty() || !text.is_ascii() {
        return parse_chinese(text);
    }
    if let Some(scalar) = parse_scalar(&lower) {
        return scalar;
    }
    if let Some(list) = parse_list(text, &lower, depth) {
        return list;
    }
    match lower.as_str() {
        "array" | "list" | "repeatlist" | "repeat list" | "set" | "jsonarray" | "json array"
        | "collection" | "arraylist" => TypeText::List(None),
        "struct" | "object" | "container" | "dict" | "structure" | "data" | "jsonobject"
        | "dictionary" | "json object" => TypeText::Object,
        "map" | "hashmap" | "mapping" => TypeText::Map,
        _ if lower.starts_with("map<")
            || lower.starts_with("map of")
            || lower.starts_with("map[") =>
        {
            TypeText::Map
        }
        _ => parse_name(text),
    }
}

/// Parses the first word of a type.
fn parse_name(text: &str) -> TypeText {
    let name = text.split([' ', '(', ',', '/']).next().unwrap_or(text);
    match parse_scalar(&name.to_lowercase()) {
        Some(scalar) => scalar,
        None if is_wire_name(name) => TypeText::Named(name.to_owned()),
        None => TypeText::Blank,
    }
}

/// Parses `Array of X`, `List<X>` and `X[]`.
fn parse_list(text: &str, lower: &str, depth: usize) -> Option<TypeText> {
    for prefix in [
        "array of ",
        "list of ",
        "arrays of ",
        "array<",
        "list<",
        "array[",
        "list[",
        "set<",
        "[]",
    ] {
        if lower.starts_with(prefix) {
            let inner = text[prefix.len()..].trim_end_matches(['>', ']', ')']);
            return Some(list_of(inner, depth));
        }
    }
    for suffix in ["[]", " array", " list", "\\[\\]"] {
        if lower.ends_with(suffix) {
            return Some(list_of(&text[..text.len() - suffix.len()], depth));
        }
    }
    None
}

/// Creates a list from the text of its elements' type. Elements whose type is not stated are objects.
fn list_of(text: &str, depth: usize) -> TypeText {
    let element = match parse_nested(text.trim().trim_start_matches("the "), depth - 1) {
        TypeText::Blank => TypeText::Object,
        TypeText::Named(name) => {
            // `Array of Strings` names its elements in the plural.
            let singular = name.strip_suffix('s').map(str::to_lowercase);
            singular
                .and_then(|name| parse_scalar(&name))
                .unwrap_or(TypeText::Named(name))
        }
        other => other,
    };
    TypeText::List(Some(Box::new(element)))
}

/// Parses the lower-case name of a scalar. Misspelt names are from published pages.
fn parse_scalar(lower: &str) -> Option<TypeText> {
    Some(match lower {
        "string" | "str" | "stirng" | "sting" | "text" | "date" | "datetime" | "time" | "enum"
        | "json" | "char" | "jsonstring" | "json string" | "timestamp" | "varchar" | "file"
        | "binary" | "url" | "strings" | "enumeration" | "uuid" | "ip" => TypeText::String,
        "integer" | "int" | "long" | "int32" | "int64" | "short" | "interger" | "bigint"
        | "integar" | "integers" => TypeText::Integer,
        "float" | "double" | "decimal" | "bigdecimal" | "number" | "numeric" => TypeText::Number,
        "boolean" | "bool" | "booleans" | "booleen" | "boolen" => TypeText::Boolean,
        _ => return None,
    })
}

fn parse_chinese(text: &str) -> TypeText {
    match text {
        "字符串" => TypeText::String,
        "整型" | "整数" | "长整型" => TypeText::Integer,
        "浮点型" | "浮点数" => TypeText::Number,
        "布尔" | "布尔型" => TypeText::Boolean,
        "数组" | "列表" => TypeText::List(None),
        "对象" | "结构体" => TypeText::Object,
        _ => TypeText::Blank,
    }
}
