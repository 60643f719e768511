//! Codes of diagnostics: short names to search for, to count, and to turn into errors.
//!
//! **Invariant:** each name is declared once, so no two codes share a name, and a published name keeps its meaning.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::suggest::nearest;

/// Declares the codes and their names. A second code with the same name fails to compile as an unreachable pattern.
macro_rules! codes {
    ($($(#[$meta:meta])* $code:ident = $name:literal,)*) => {
        /// The kind of a problem.
        ///
        /// ```
        /// use acsgen::DiagnosticCode;
        ///
        /// let code: DiagnosticCode = "duplicate-parameter".parse()?;
        /// assert_eq!(code, DiagnosticCode::DuplicateParameter);
        /// # Ok::<(), acsgen::UnknownCode>(())
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum DiagnosticCode {
            $($(#[$meta])* $code,)*
        }

        impl DiagnosticCode {
            /// All codes, grouped by topic.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// Returns the name of the code, such as `duplicate-parameter`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)*
                }
            }
        }

        impl FromStr for DiagnosticCode {
            type Err = UnknownCode;

            #[deny(unreachable_patterns)]
            fn from_str(name: &str) -> Result<Self, UnknownCode> {
                match name {
                    $($name => Ok(Self::$code),)*
                    _ => Err(UnknownCode(name.to_owned())),
                }
            }
        }
    };
}

codes! {
    // Files.
    /// A file that cannot be read.
    UnreadableFile = "unreadable-file",
    /// A directory without reference pages instead of a description.
    IsADirectory = "is-a-directory",
    /// A file that is larger than any description.
    FileTooLarge = "file-too-large",
    /// A file that is not UTF-8.
    NotUtf8 = "not-utf8",
    /// A file without content.
    EmptyFile = "empty-file",
    /// A second description of the same product and version.
    DuplicateDescription = "duplicate-description",

    // JSON, and the top level of a description.
    /// A text that is not JSON.
    NotJson = "not-json",
    /// JSON of another type than expected, such as a number instead of a string.
    UnexpectedValue = "unexpected-value",
    /// A member that an object has twice.
    DuplicateMember = "duplicate-member",
    /// A required member that is missing.
    MissingMember = "missing-member",
    /// A file that does not describe operations.
    NotADescription = "not-a-description",
    /// A description without operations.
    NoOperations = "no-operations",
    /// An unknown API style.
    UnknownApiStyle = "unknown-api-style",
    /// An endpoint that is not a host name.
    InvalidHost = "invalid-host",

    // Names.
    /// A name of an operation or an override that cannot be the name of a Rust type.
    InvalidTypeName = "invalid-type-name",
    /// A product or a version that cannot be the name of a directory.
    InvalidDirectoryName = "invalid-directory-name",
    /// A name with characters that services do not use.
    InvalidWireName = "invalid-wire-name",
    /// Two wire names that give the same Rust name; the second one gets another Rust name.
    NameClash = "name-clash",

    // Operations and types.
    /// A method that HTTP does not have.
    UnknownMethod = "unknown-method",
    /// A path without a leading slash; the slash is added.
    RelativePath = "relative-path",
    /// A path parameter without a placeholder in the path.
    MissingPlaceholder = "missing-placeholder",
    /// A placeholder in a path without a path parameter.
    UndeclaredPlaceholder = "undeclared-placeholder",
    /// Successful responses of different types; the response is read as any JSON.
    ConflictingResponses = "conflicting-responses",
    /// A parameter that is declared twice in the same way; the second declaration is left out.
    DuplicateParameter = "duplicate-parameter",
    /// A parameter that is declared twice in different ways; it accepts any JSON.
    ConflictingParameter = "conflicting-parameter",
    /// An unknown location of a parameter.
    UnknownLocation = "unknown-location",
    /// An unknown style of a parameter.
    UnknownStyle = "unknown-style",
    /// A line of a samples file that cannot be read.
    UnreadableExternalSample = "unreadable-external-sample",
    /// A schema without a type; the type is derived from the other members.
    MissingType = "missing-type",
    /// An unknown type; the value is read as any JSON.
    UnknownType = "unknown-type",
    /// A reference to another document; the value is read as any JSON.
    ExternalReference = "external-reference",
    /// A reference to a component that does not exist.
    DanglingReference = "dangling-reference",

    // Reference pages.
    /// A row of a page whose position in the structure is unknown; the row is left out.
    UnplacedRow = "unplaced-row",
    /// A page whose link names another operation than the rest of the page.
    AmbiguousOperation = "ambiguous-operation",
    /// A page of another product, version or style than the other pages.
    MismatchedPage = "mismatched-page",
    /// A second page of an operation; the more detailed page is used.
    DuplicatePage = "duplicate-page",

    // Samples.
    /// Samples of an operation that are not a JSON list; all of them are left out.
    UnreadableSamples = "unreadable-samples",
    /// A sample that is neither JSON nor XML; it is left out.
    UnreadableSample = "unreadable-sample",

    // `acsgen.json` and the command line.
    /// An unknown key in `acsgen.json`.
    UnknownOverride = "unknown-override",
    /// A `names` override of an element that the description does not have.
    UnknownNameTarget = "unknown-name-target",
    /// A `pagination` override of an operation that the description does not have.
    UnknownPaginationTarget = "unknown-pagination-target",
    /// A page size or a page number that is not a count.
    InvalidCount = "invalid-count",
    /// An unknown signature version, or one that the product does not accept.
    InvalidSignature = "invalid-signature",
    /// A `features` override of an operation that the description does not have.
    UnknownFeatureTarget = "unknown-feature-target",
    /// A `features` override that names the feature which the operation has by default.
    UnusedFeature = "unused-feature",
    /// A feature name that Cargo does not accept or that the crate uses for itself.
    InvalidFeature = "invalid-feature",
    /// A fixup without a correction.
    EmptyFixup = "empty-fixup",
    /// A fixup that does not change the description.
    UnusedFixup = "unused-fixup",
    /// A fixup of an element that the description does not have.
    UnknownFixupTarget = "unknown-fixup-target",
    /// A waiter that polls an operation which the description does not have.
    UnknownWaiterTarget = "unknown-waiter-target",
    /// A waiter whose parameters are not the required parameters of its operation.
    InvalidWaiterParameter = "invalid-waiter-parameter",
    /// A waiter whose items are not in the response of its operation.
    InvalidWaiterItems = "invalid-waiter-items",
    /// A waiter whose state is not a field with documented values.
    InvalidWaiterState = "invalid-waiter-state",
    /// A state that is not among the documented values.
    UnknownState = "unknown-state",
    /// A state that a waiter does not classify, or classifies twice.
    UnclassifiedState = "unclassified-state",
    /// A selected operation that the description does not have.
    UnknownOperation = "unknown-operation",
}

impl Serialize for DiagnosticCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl fmt::Display for DiagnosticCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a text that is not the name of a [`DiagnosticCode`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = DiagnosticCode::ALL.iter().map(|code| code.name());
        match nearest(&self.0, names) {
            Some(near) => write!(f, "there is no code `{}`; did you mean `{near}`?", self.0),
            None => write!(f, "there is no code `{}`", self.0),
        }
    }
}

impl std::error::Error for UnknownCode {}
