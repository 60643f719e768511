//! Suggestions for a name that does not exist.
//!
//! **Invariant:** this module compares spellings only; it does not know which names they are.

/// Returns the candidate with the smallest edit distance to `name`, unless it differs in more than a third of the
/// characters of `name`.
pub(crate) fn nearest<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let max_distance = name.chars().count().max(3) / 3;
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(candidate, name), candidate))
        .filter(|(distance, _)| *distance <= max_distance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_similar_names_only() {
        let keys = ["waiters", "pagination", "names"];
        assert_eq!(nearest("pagnation", keys), Some("pagination"));
        assert_eq!(nearest("name", keys), Some("names"));
        assert_eq!(nearest("typo", keys), None);
    }
}
