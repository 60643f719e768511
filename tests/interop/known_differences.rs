//! The list of known differences. A line holds a case or `*`, a difference and a reason, separated by tabs.

use crate::compare::Difference;

/// The list, which remembers the lines that were used.
pub struct KnownDifferences {
    lines: Vec<Line>,
}

/// A difference that is known for a case, or for all cases.
struct Line {
    case: String,
    difference: String,
    used: bool,
}

impl KnownDifferences {
    /// Parses the list. Empty lines and lines that start with `#` are skipped.
    ///
    /// # Errors
    /// Returns an error if a line lacks a difference or a reason.
    pub fn parse(text: &str) -> Result<Self, String> {
        let lines = text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        let lines = lines.map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [case, difference, reason] if !reason.is_empty() => Ok(Line {
                case: case.to_owned(),
                difference: difference.to_owned(),
                used: false,
            }),
            _ => Err(format!(
                "`known`: expected a case, a difference and a reason, separated by tabs: {line}"
            )),
        });
        Ok(Self {
            lines: lines.collect::<Result<_, _>>()?,
        })
    }

    /// Returns the differences of a case that the list does not have.
    pub fn retain_unknown(
        &mut self,
        case: &str,
        mut differences: Vec<Difference>,
    ) -> Vec<Difference> {
        differences.retain(|(name, _)| {
            let line = self
                .lines
                .iter_mut()
                .find(|line| [case, "*"].contains(&&*line.case) && line.difference == *name);
            line.map(|line| line.used = true).is_none()
        });
        differences
    }

    /// Returns the lines that matched no difference.
    pub fn unused(&self) -> Vec<String> {
        let unused = self.lines.iter().filter(|line| !line.used);
        unused
            .map(|line| format!("{}: {}", line.case, line.difference))
            .collect()
    }
}
