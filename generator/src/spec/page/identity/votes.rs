//! A vote on the name of an operation.

/// What votes for a name, with how much it counts, and how far its spelling is trusted: people write as they like, code
/// must be right.
#[derive(Clone, Copy)]
pub(super) enum Voice {
    Title,
    Row,
    Link,
    DiagnosticCode,
}

impl Voice {
    fn weight(self) -> usize {
        match self {
            Self::Title => 5,
            Self::Row => 4,
            Self::Link => 3,
            Self::DiagnosticCode => 2,
        }
    }

    fn spelling(self) -> usize {
        match self {
            Self::Title | Self::Row => 1,
            Self::DiagnosticCode => 2,
            Self::Link => 5,
        }
    }
}

/// Names with their votes and how their spelling is trusted.
#[derive(Default)]
pub(super) struct Votes(Vec<(String, usize, usize)>);

impl Votes {
    pub(super) fn add(&mut self, name: &str, voice: Voice) {
        match self.0.iter_mut().find(|(known, ..)| known == name) {
            Some((_, votes, spelling)) => {
                *votes += voice.weight();
                *spelling += voice.spelling();
            }
            None if is_word(name) => {
                self.0
                    .push((name.to_owned(), voice.weight(), voice.spelling()));
            }
            None => {}
        }
    }

    /// Spellings that differ in case alone are one name; the first among equals.
    pub(super) fn winner(&self) -> Option<String> {
        let of_all = |name: &str| -> usize {
            let same = self
                .0
                .iter()
                .filter(|(known, ..)| known.eq_ignore_ascii_case(name));
            same.map(|(_, votes, _)| votes).sum()
        };
        let rank = |(name, _, spelling): &(String, usize, usize)| (of_all(name), *spelling);
        let most = self.0.iter().map(rank).max()?;
        let first = self.0.iter().find(|candidate| rank(candidate) == most);
        first.map(|(name, ..)| name.clone())
    }
}

/// A word that can name a type.
pub(in crate::spec::page) fn is_operation(name: &str) -> bool {
    name.len() >= 3
        && name.len() <= 100
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().skip(1).any(|c| c.is_ascii_uppercase())
}

/// A word that names an operation where nothing else can stand.
pub(super) fn is_word(name: &str) -> bool {
    is_operation(name)
        || (name.len() >= 3
            && name.len() <= 100
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_alphanumeric()))
}
