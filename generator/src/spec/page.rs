//! Reads published reference pages, which are written in Markdown, into the model. Each page describes one operation;
//! every generation of pages since 2017 is accepted.
//!
//! A page is written for people: it lists fields without their hierarchy, in tables that no Markdown parser accepts,
//! next to samples that were edited by hand. Every fact that a page yields carries its provenance, and everything else
//! becomes a warning with its line.
//!
//! # Data flow
//!
//! ```text
//! text ─ markdown::parse_blocks ─▶ blocks ─ document ─▶ PageDocument, sections by the kind of their heading
//!
//! PageDocument ─ identity ──────▶ PageIdentity: name of the operation, product, version, API style
//!              ─ samples ───────▶ Samples: requests, responses, and all names of the responses in one SampleTree
//!                                 (lenient_json and lenient_xml parse damaged samples)
//!              ─ request_line ──▶ RequestLine: method and path
//!              ─ request ───────▶ rows ─ nested_parameters ─▶ parameters
//!              ─ response ──────▶ rows ─ placement ─▶ FieldTree ─ schema ─▶ schema of the response
//!              ─ overview, errors ─▶ prose, related operations, error codes
//!
//! reference_page puts these together; service merges the pages of one product version.
//! ```
//!
//! `row` reads the rows of a table by `columns` and `type_text`; `description_hints` reads values, defaults and bounds
//! from descriptions.
//!
//! # The hierarchy of a response: a beam search
//!
//! The table of a response lists its fields depth first, but rarely states which field contains which.
//! `placement` finds the hierarchy by a beam search over the placements of rows:
//!
//! 1. The search reads the *rows* in page order. Besides them it knows only the `SampleTree`.
//! 2. A *hypothesis* is one placement of all rows read so far. It consists of a stack of *open containers*, which leads
//!    from the response to the container of the latest row, of a *score*, and of a *backpointer* to the hypothesis that
//!    it extends.
//! 3. The next row *expands* each hypothesis in several ways: the row belongs to any of the open containers, which
//!    closes the deeper ones, or to a container below them that only samples show, or it repeats an earlier row.
//! 4. `scoring` rates each expansion: a sample shows the name in this container; siblings are usually sorted by name;
//!    names such as `RequestId` belong to the top level; a container should not stay empty.
//! 5. The `BEAM_WIDTH` best hypotheses survive, because later rows often settle what an earlier row left open.
//! 6. After the last row, and in long tables at intervals, the best hypothesis wins. Its backpointers yield the
//!    *placement* of every row, each with its *evidence*: a sample, the only possible place, or the order of rows.
//!
//! `field_tree` inserts the rows at their placements, adds fields that only samples show, and `response::schema` turns
//! the tree into a schema.
//!
//! This module and its submodules must never know Rust names or types, and never touch a disk.
//!
//! **Invariant:** no page makes the reader fail, and every ignored row is reported.

mod columns;
mod context;
mod description_hints;
mod document;
mod errors;
mod field_tree;
mod identity;
mod lenient_json;
mod lenient_xml;
mod list_element;
mod overview;
mod placement;
mod reference_page;
mod request;
mod request_line;
mod response;
mod row;
mod sample_tree;
mod samples;
mod service;
mod type_text;
mod wire_name;

pub(super) use reference_page::is_page;
pub(super) use service::read;
