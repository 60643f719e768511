//! Documentation and deprecation of an item.
//!
//! **Invariant:** lines are Markdown that rustdoc accepts, without the comment marker.

/// Lines of documentation.
pub type Docs = Vec<String>;

/// Advice against an item, for `#[deprecated(note = "…")]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecation {
    /// Text of the note, in plain text without a full stop, such as "use `ListThings` instead".
    pub note: String,
}
