//! Compares the spellings of keys.
//!
//! **Invariant**: compares texts. The keys that an object declares are known to `fields`.

/// Returns whether two keys differ only in case and separators.
pub(super) fn is_same_key(a: &str, b: &str) -> bool {
    let mut a = significant_chars(a);
    let mut b = significant_chars(b);
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(&b) => {}
            _ => return false,
        }
    }
}

fn significant_chars(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|c| !matches!(c, '_' | '-' | '.' | ' '))
}
