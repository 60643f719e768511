//! A vote on the name of an operation.
//!
//! This module must never know how the sources of names are read.

use super::operation_name::can_name_operation;

/// A source on a page that names the operation.
#[derive(Clone, Copy)]
pub(super) enum NameSource {
    /// The title of the page, if it is nothing but a name.
    Title,
    /// A word of the title that looks like a name, such as `ACK` in `Activate ACK`.
    TitleWord,
    /// The row `Action` of the request.
    Row,
    /// The link to the API explorer.
    Link,
    /// A sample of a request or response.
    Sample,
}

impl NameSource {
    /// Returns how much the source counts in the choice of the name.
    fn weight(self) -> usize {
        match self {
            Self::Title => 5,
            Self::Row => 4,
            Self::Link => 3,
            Self::Sample => 2,
            Self::TitleWord => 1,
        }
    }

    /// Returns how much the source counts in the choice of the spelling. Titles and rows are written freely, but links
    /// and samples work only when the case of every letter is right.
    fn spelling_weight(self) -> usize {
        match self {
            Self::Title | Self::TitleWord | Self::Row => 1,
            Self::Sample => 2,
            Self::Link => 5,
        }
    }
}

/// A spelling of a name with its votes.
struct NameCandidate {
    name: String,
    weight: usize,
    spelling_weight: usize,
}

/// The votes of all sources.
#[derive(Default)]
pub(super) struct NameVotes(Vec<NameCandidate>);

impl NameVotes {
    /// Adds the vote of a source. Texts that cannot name an operation are ignored.
    pub(super) fn add(&mut self, source: NameSource, name: &str) {
        match self.0.iter_mut().find(|candidate| candidate.name == name) {
            Some(candidate) => {
                candidate.weight += source.weight();
                candidate.spelling_weight += source.spelling_weight();
            }
            None if can_name_operation(name) => self.0.push(NameCandidate {
                name: name.to_owned(),
                weight: source.weight(),
                spelling_weight: source.spelling_weight(),
            }),
            None => {}
        }
    }

    /// Returns the name with the most votes, and of its spellings the most trusted one. Spellings that differ in case
    /// alone count as one name. In a tie the earliest candidate wins.
    pub(super) fn winner(&self) -> Option<String> {
        let best = self.0.iter().map(|candidate| self.rank(candidate)).max()?;
        let winner = self
            .0
            .iter()
            .find(|candidate| self.rank(candidate) == best)?;
        Some(winner.name.clone())
    }

    fn rank(&self, candidate: &NameCandidate) -> (usize, usize) {
        let spellings = self
            .0
            .iter()
            .filter(|other| other.name.eq_ignore_ascii_case(&candidate.name));
        let weight = spellings.map(|spelling| spelling.weight).sum();
        (weight, candidate.spelling_weight)
    }
}
