//! Writes an error as one line.
//!
//! **Invariant**: writes what the accessors of an error return, and not its source.

use std::fmt;

use super::error::Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{operation}: ")?;
        }
        if let Some(code) = self.code() {
            write!(f, "{code}: ")?;
        }
        f.write_str(self.message())?;
        let details = [
            self.status().map(|status| format!("status {status}")),
            self.request_id().map(|id| format!("request {id}")),
            Some(self.attempts())
                .filter(|attempts| *attempts > 1)
                .map(|attempts| format!("{attempts} attempts")),
        ];
        let details: Vec<_> = details.into_iter().flatten().collect();
        match details.is_empty() {
            true => Ok(()),
            false => write!(f, " ({})", details.join(", ")),
        }
    }
}
