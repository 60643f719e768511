//! Types as pages spell them.

/// What the type of a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Blank,
    String,
    Integer,
    Number,
    Boolean,
    /// Something with members.
    Object,
    Map,
    /// A list; of what, where the page says it.
    List(Option<Box<Kind>>),
    /// The name of a type that the page or another one describes.
    Named(String),
}

impl Kind {
    /// Whether other rows may describe its members.
    pub(super) fn is_container(&self) -> bool {
        match self {
            Self::Object | Self::Map | Self::Named(_) | Self::List(None) => true,
            Self::List(Some(inner)) => inner.is_container(),
            Self::Blank | Self::String | Self::Integer | Self::Number | Self::Boolean => false,
        }
    }

    /// Whether it is a plain value.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::String | Self::Integer | Self::Number | Self::Boolean
        )
    }

    /// The name of the type of its elements or of itself.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(Some(inner)) => inner.name(),
            _ => None,
        }
    }
}

/// Reads the spelling of a type, without markup.
pub(super) fn kind(text: &str) -> Kind {
    nested(text, 4)
}

fn nested(text: &str, depth: usize) -> Kind {
    let text = text.trim().trim_matches(['`', '*', '.', '。']).trim();
    let lower = text.to_lowercase();
    if depth == 0 || text.is_empty() || !text.is_ascii() {
        return chinese(text);
    }
    if let Some(known) = scalar(&lower) {
        return known;
    }
    if let Some(list) = list(text, &lower, depth) {
        return list;
    }
    match lower.as_str() {
        "array" | "list" | "repeatlist" | "repeat list" | "set" | "jsonarray" | "json array"
        | "collection" | "arraylist" => Kind::List(None),
        "struct" | "object" | "container" | "dict" | "structure" | "data" | "jsonobject"
        | "dictionary" | "json object" => Kind::Object,
        "map" | "hashmap" | "mapping" => Kind::Map,
        _ if lower.starts_with("map<")
            || lower.starts_with("map of")
            || lower.starts_with("map[") =>
        {
            Kind::Map
        }
        _ => {
            let name = text.split([' ', '(', ',', '/']).next().unwrap_or(text);
            match scalar(&name.to_lowercase()) {
                Some(known) => known,
                None if super::entry::is_name(name) => Kind::Named(name.to_owned()),
                None => Kind::Blank,
            }
        }
    }
}

/// `Array of X`, `List<X>`, `X[]`.
fn list(text: &str, lower: &str, depth: usize) -> Option<Kind> {
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
            return Some(Kind::List(Some(Box::new(element(inner, depth)))));
        }
    }
    for suffix in ["[]", " array", " list", "\\[\\]"] {
        if lower.ends_with(suffix) {
            let inner = &text[..text.len() - suffix.len()];
            return Some(Kind::List(Some(Box::new(element(inner, depth)))));
        }
    }
    None
}

/// Elements of which nothing is said are open.
fn element(text: &str, depth: usize) -> Kind {
    match nested(text.trim().trim_start_matches("the "), depth - 1) {
        Kind::Blank => Kind::Object,
        Kind::Named(name) => {
            // `Array of Strings`.
            let singular = name.strip_suffix('s').map(str::to_lowercase);
            singular
                .and_then(|name| scalar(&name))
                .unwrap_or(Kind::Named(name))
        }
        other => other,
    }
}

fn scalar(lower: &str) -> Option<Kind> {
    Some(match lower {
        "string" | "str" | "stirng" | "sting" | "text" | "date" | "datetime" | "time" | "enum"
        | "json" | "char" | "jsonstring" | "json string" | "timestamp" | "varchar" | "file"
        | "binary" | "url" | "strings" | "enumeration" | "uuid" | "ip" => Kind::String,
        "integer" | "int" | "long" | "int32" | "int64" | "short" | "interger" | "bigint"
        | "integar" | "integers" => Kind::Integer,
        "float" | "double" | "decimal" | "bigdecimal" | "number" | "numeric" => Kind::Number,
        "boolean" | "bool" | "booleans" | "booleen" | "boolen" => Kind::Boolean,
        _ => return None,
    })
}

fn chinese(text: &str) -> Kind {
    match text {
        "字符串" => Kind::String,
        "整型" | "整数" | "长整型" => Kind::Integer,
        "浮点型" | "浮点数" => Kind::Number,
        "布尔" | "布尔型" => Kind::Boolean,
        "数组" | "列表" => Kind::List(None),
        "对象" | "结构体" => Kind::Object,
        _ => Kind::Blank,
    }
}
