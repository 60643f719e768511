//! Every kind of problem by a short name: to look for, to count, to turn into an error.
//!
//! **Invariant:** a name stands here once, so no two kinds share one, and a published name keeps its meaning.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// Declares the kinds and their names. Two of one name would be a pattern that is never reached.
macro_rules! codes {
    ($($(#[$meta:meta])* $code:ident = $name:literal,)*) => {
        /// What kind of problem it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum DiagnosticCode {
            $($(#[$meta])* $code,)*
        }

        impl DiagnosticCode {
            /// All there are, by topic.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// Its name, such as `duplicate-parameter`.
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
    /// A path that cannot be read.
    UnreadableFile = "unreadable-file",
    /// A folder where a description is expected.
    IsADirectory = "is-a-directory",
    /// A file beyond every size that descriptions have.
    FileTooLarge = "file-too-large",
    /// Bytes that are not UTF-8.
    NotUtf8 = "not-utf8",
    /// A file without content.
    EmptyFile = "empty-file",
    /// Two descriptions of one product and version.
    DuplicateDescription = "duplicate-description",

    // JSON, and the frame of a description.
    /// A text that is not JSON.
    NotJson = "not-json",
    /// JSON of another kind than expected, such as a number for a string.
    UnexpectedValue = "unexpected-value",
    /// A name that an object has twice.
    DuplicateMember = "duplicate-member",
    /// A member that must be there and is not.
    MissingMember = "missing-member",
    /// JSON that does not describe operations.
    NotADescription = "not-a-description",
    /// A description without operations.
    NoOperations = "no-operations",
    /// A style of calls that we do not know.
    UnknownServiceStyle = "unknown-service-style",
    /// An endpoint that is not a host name.
    InvalidHost = "invalid-host",

    // Names.
    /// An operation's name that cannot name a type.
    InvalidTypeName = "invalid-type-name",
    /// A product or a version that cannot name a folder.
    InvalidFolderName = "invalid-folder-name",
    /// A name that no service would send.
    InvalidWireName = "invalid-wire-name",
    /// Two names that are one in Rust; the second gets another.
    NameClash = "name-clash",

    // Operations and types.
    /// A method that HTTP does not have.
    UnknownMethod = "unknown-method",
    /// A path that does not start at the root; it is taken to.
    RelativePath = "relative-path",
    /// A path parameter that the path has no place for.
    NoPlaceholder = "no-placeholder",
    /// A placeholder in a path that no parameter fills.
    UndeclaredPlaceholder = "undeclared-placeholder",
    /// Successes whose replies cannot have one type.
    ConflictingReplies = "conflicting-replies",
    /// A parameter that stands twice, word for word; the second is left out.
    DuplicateParameter = "duplicate-parameter",
    /// A parameter that stands twice, and not alike; what it holds is open.
    ConflictingParameter = "conflicting-parameter",
    /// A place of a request that we do not know.
    UnknownLocation = "unknown-location",
    /// A style of a parameter that we do not know.
    UnknownStyle = "unknown-style",
    /// A line that is no sample of others.
    UnreadableExternalSample = "unreadable-external-sample",
    /// A schema without a type; it gets the one that fits, or none.
    MissingType = "missing-type",
    /// A type that we do not know; the value is any JSON.
    UnknownType = "unknown-type",
    /// A reference out of the description; the value is any JSON.
    ExternalReference = "external-reference",
    /// A reference to a component that is not there.
    DanglingReference = "dangling-reference",

    // Reference pages.
    /// A row of a page that cannot be placed; it is left out.
    UnplacedRow = "unplaced-row",
    /// A page whose link names another operation than the rest of it.
    AmbiguousOperation = "ambiguous-operation",
    /// A page of another product, version or style than those beside it.
    MismatchedPage = "mismatched-page",
    /// A second page of an operation; the one that says more is taken.
    DuplicatePage = "duplicate-page",

    // Samples.
    /// Samples of an operation that are not the JSON they should be; they are left out.
    UnreadableSamples = "unreadable-samples",
    /// A sample that is neither JSON nor XML; it is left out.
    UnreadableSample = "unreadable-sample",

    // `acsgen.json` and the command line.
    /// A fact of a kind that we do not know.
    UnknownOverride = "unknown-override",
    /// A name for something that the description does not have.
    UnknownNameTarget = "unknown-name-target",
    /// A fact about pages of an operation that has none.
    UnknownPaginationTarget = "unknown-pagination-target",
    /// A page size that is not a count.
    InvalidPageSize = "invalid-page-size",
    /// A signature that the product does not take, or that nobody knows.
    InvalidSignature = "invalid-signature",
    /// A feature for an operation that the description does not have.
    UnknownFeatureTarget = "unknown-feature-target",
    /// A feature that the operation has without being told.
    UnusedFeature = "unused-feature",
    /// A feature that cargo or the crate itself gives another meaning.
    InvalidFeature = "invalid-feature",
    /// A fixup that says nothing.
    EmptyFixup = "empty-fixup",
    /// A fixup that is not needed any more.
    UnusedFixup = "unused-fixup",
    /// A fixup of something that the description does not have.
    UnknownFixupTarget = "unknown-fixup-target",
    /// A waiter that polls an operation that is not there.
    UnknownWaiterTarget = "unknown-waiter-target",
    /// A waiter that polls by another parameter than the one required.
    WaiterParameter = "waiter-parameter",
    /// A waiter whose list is not in the reply.
    WaiterItems = "waiter-items",
    /// A waiter whose state is not a field with documented values.
    WaiterState = "waiter-state",
    /// A state that the description does not have.
    UnknownState = "unknown-state",
    /// A state that a waiter does not classify once.
    UnclassifiedState = "unclassified-state",
    /// An operation that was asked for and is not there.
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

/// No kind of problem has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode(String);

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let near = DiagnosticCode::ALL
            .iter()
            .map(|code| code.name())
            .min_by_key(|name| strsim::damerau_levenshtein(name, &self.0));
        match near {
            Some(near) => write!(f, "there is no code `{}`; did you mean `{near}`?", self.0),
            None => write!(f, "there is no code `{}`", self.0),
        }
    }
}

impl std::error::Error for UnknownCode {}
