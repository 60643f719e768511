//! Warnings about wire names that have the same name in Rust.
//!
//! **Invariant:** reports what `names` has settled and settles nothing itself.

use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::names::Clash;
use crate::source::Location;

/// Warns of each clash among the names of `scope`, which is declared at `place`.
pub(super) fn warn(
    clashes: &[Clash],
    place: &Location,
    scope: &str,
    diagnostics: &mut Diagnostics,
) {
    for clash in clashes {
        let message = format!(
            "`{}` and `{}` of {scope} have the same name in Rust",
            clash.winner, clash.renamed
        );
        let help = format!(
            "`{}` becomes `{}`; to choose another name, add it under `names` in acsgen.json",
            clash.renamed, clash.name
        );
        diagnostics.warning(DiagnosticCode::NameClash, place, message, help);
    }
}
