//! The form of an operation's name.
//!
//! This module must never know where a name was found.

/// The number of bytes that a name may have.
const NAME_LEN: std::ops::RangeInclusive<usize> = 3..=100;

/// Returns whether a word in prose is the name of an operation: it has an upper-case letter after its first one.
pub(in crate::spec::page) fn is_operation_name(name: &str) -> bool {
    NAME_LEN.contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

/// Returns whether a text can be the name of an operation if it stands in a place for names, such as a title.
pub(super) fn can_name_operation(name: &str) -> bool {
    is_operation_name(name)
        || (NAME_LEN.contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric()))
}
