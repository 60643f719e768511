//! Slices of a page that know their offset.
//!
//! This module must never know Markdown.

/// A slice of a page.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::spec) struct Span<'t> {
    pub(in crate::spec) text: &'t str,
    /// The offset of the slice in the page, in bytes.
    pub(in crate::spec) offset: usize,
}

impl Span<'_> {
    /// Returns the span without white space at its start and end.
    pub(in crate::spec) fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        Self {
            offset: self.offset + self.text.len() - text.len(),
            text: text.trim_end(),
        }
    }
}
