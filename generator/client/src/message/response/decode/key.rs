//! Which spellings mean the same key.
//!
//! **Invariant**: compares texts; which keys a record declares is `fields`' to know.

/// Whether two keys differ in case and separators only.
pub(super) fn same(a: &str, b: &str) -> bool {
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
