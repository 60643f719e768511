//! Notes of what a publisher advises against.
//!
//! **Invariant:** a replacement is named only if the description names it; nothing is guessed from similar names.

use crate::model::{Operation, Schema};
use crate::plan::Deprecation;

/// Words in front of a replacement, as descriptions write them.
const CUES: [&str; 6] = ["请使用", "改用", "推荐使用", "use ", "Use ", "replaced by "];

/// Returns the deprecation of an operation.
pub(super) fn from_operation(operation: &Operation) -> Option<Deprecation> {
    let prose = [&operation.title, &operation.summary, &operation.description];
    operation.deprecated.then(|| {
        let mut prose = prose.into_iter();
        note(prose.find_map(|text| replacement(text)))
    })
}

/// Returns the deprecation of a parameter or a field.
pub(super) fn from_schema(schema: &Schema) -> Option<Deprecation> {
    schema
        .deprecated
        .then(|| note(replacement(&schema.description)))
}

fn note(replacement: Option<&str>) -> Deprecation {
    Deprecation {
        note: match replacement {
            Some(name) => format!("use `{name}` instead"),
            None => "the publisher advises against it".to_owned(),
        },
    }
}

/// Returns the first name that stands in backquotes right behind a cue.
fn replacement(text: &str) -> Option<&str> {
    let behind = |cue: &&str| {
        let mut rest = text
            .match_indices(*cue)
            .map(|(at, _)| &text[at + cue.len()..]);
        rest.find_map(quoted_name)
    };
    CUES.iter().find_map(behind)
}

/// Returns the name in backquotes that a text begins with.
fn quoted_name(text: &str) -> Option<&str> {
    let (name, _) = text.trim_start().strip_prefix('`')?.split_once('`')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_replacement_that_the_prose_names() {
        let cases = [
            (
                "已废弃。请使用`Permissions.N.SourceCidrIp`来指定。",
                Some("Permissions.N.SourceCidrIp"),
            ),
            ("Deprecated. Use `ListThings` instead.", Some("ListThings")),
            ("You can use this parameter with `Other`.", None),
            ("Use `a name` instead.", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(replacement(text), expected, "{text}");
        }
    }
}
