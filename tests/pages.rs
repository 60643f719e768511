//! Tests of the reader of Markdown reference pages: small pages that each show one form, and the pages of the corpus if
//! it is at hand.

mod content;
mod diagnostics;
mod figures;
mod forms;
mod official;
mod robustness;
mod services;
mod support;
