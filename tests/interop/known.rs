//! Differences that are known, each with its reason: a case or `*`, what differs, why; parted by tabs.

use crate::compare::Difference;

/// The list, and which of it was of use.
pub struct StringEnum {
    lines: Vec<Line>,
}

struct Line {
    case: String,
    difference: String,
    used: bool,
}

impl StringEnum {
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
                "`known`: expected a case, a difference and a reason: {line}"
            )),
        });
        Ok(Self {
            lines: lines.collect::<Result<_, _>>()?,
        })
    }

    /// The differences of a case that are not known.
    pub fn news(&mut self, case: &str, mut differences: Vec<Difference>) -> Vec<Difference> {
        differences.retain(|(what, _)| {
            let line = self
                .lines
                .iter_mut()
                .find(|line| [case, "*"].contains(&&*line.case) && line.difference == *what);
            line.map(|line| line.used = true).is_none()
        });
        differences
    }

    /// Lines that were of no use.
    pub fn unused(&self) -> Vec<String> {
        let unused = self.lines.iter().filter(|line| !line.used);
        unused
            .map(|line| format!("{}: {}", line.case, line.difference))
            .collect()
    }
}
