//! Groups the blocks of a page into sections, and classifies the sections by their headings in English and Chinese.
//!
//! This module must never know what the blocks of a section hold.

use super::super::markdown::inline::plain_text;
use super::super::markdown::{Block, Span};

/// The subject of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionKind {
    /// The description of the operation: the text before the first section, and sections called description.
    Overview,
    /// How to try the operation online.
    Debugging,
    /// The request line.
    RequestSyntax,
    RequestHeaders,
    /// The request parameters.
    Request,
    RequestBody,
    /// The response fields.
    Response,
    Samples,
    Errors,
    /// Any other subject. The title may be the name of a type.
    Other,
}

/// A section of a page.
#[derive(Debug)]
pub(super) struct Section<'t> {
    pub(super) kind: SectionKind,
    /// The heading without its anchor and markup.
    pub(super) title: String,
    /// The anchor that links use.
    pub(super) anchor: Option<&'t str>,
    pub(super) blocks: Vec<Block<'t>>,
}

/// A page: its title and its sections.
#[derive(Debug)]
pub(super) struct PageDocument<'t> {
    /// The first heading, unless it starts a section of a known kind.
    pub(super) title: Option<Span<'t>>,
    pub(super) sections: Vec<Section<'t>>,
}

impl<'t> PageDocument<'t> {
    /// Groups the blocks of a page. The first section is the text below the title.
    pub(super) fn from_blocks(blocks: Vec<Block<'t>>) -> Self {
        let mut document = PageDocument {
            title: None,
            sections: vec![Section::new(SectionKind::Overview, "", None)],
        };
        for block in blocks {
            match block {
                Block::Heading(heading) => document.add_heading(heading),
                block => document.add_block(block),
            }
        }
        document
    }

    fn add_block(&mut self, block: Block<'t>) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn add_heading(&mut self, heading: Span<'t>) {
        let (text, anchor) = split_anchor(heading.text);
        let title = plain_text(text);
        let kind = SectionKind::from_title(&title);
        let is_first = self.sections.len() == 1 && self.title.is_none();
        if is_first && kind == SectionKind::Other {
            self.title = Some(Span {
                text,
                offset: heading.offset,
            });
            return;
        }
        // Samples have headings of their own, such as the name of a format.
        let current = self.sections.last().map(|section| section.kind);
        if current == Some(SectionKind::Samples) && kind == SectionKind::Other {
            self.add_block(Block::Line(heading));
            return;
        }
        self.sections.push(Section::new(kind, &title, anchor));
    }

    /// Returns the offset of the title, or 0 if the page has none.
    pub(super) fn title_offset(&self) -> usize {
        self.title.map_or(0, |title| title.offset)
    }

    /// Returns the sections of a kind, in page order.
    pub(super) fn sections_of(&self, kind: SectionKind) -> impl Iterator<Item = &Section<'t>> {
        self.sections
            .iter()
            .filter(move |section| section.kind == kind)
    }

    /// Returns the blocks of all sections of a kind, in page order.
    pub(super) fn blocks_of(&self, kind: SectionKind) -> impl Iterator<Item = &Block<'t>> {
        self.sections_of(kind).flat_map(|section| &section.blocks)
    }
}

impl<'t> Section<'t> {
    fn new(kind: SectionKind, title: &str, anchor: Option<&'t str>) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            anchor,
            blocks: Vec::new(),
        }
    }
}

/// Splits a heading such as `Rules {#section_x .section}` into its title and its anchor, `section_x`.
fn split_anchor(text: &str) -> (&str, Option<&str>) {
    match text.rfind('{') {
        Some(brace) if text.trim_end().ends_with('}') => {
            let attributes = text[brace + 1..].trim_end().trim_end_matches('}').trim();
            let anchor = attributes
                .strip_prefix('#')
                .and_then(|attributes| attributes.split(' ').next());
            (text[..brace].trim_end(), anchor)
        }
        _ => (text.trim_end(), None),
    }
}

impl SectionKind {
    /// Classifies a title without markup. `pramet` is a misspelling on published pages.
    fn from_title(title: &str) -> Self {
        let title = title.to_lowercase();
        let title = title.trim_end_matches(['.', ':', '：', ' ']);
        let contains = |words: &[&str]| words.iter().any(|word| title.contains(word));
        let equals = |words: &[&str]| words.contains(&title);
        let about_response = contains(&["response", "return", "返回", "响应"]);
        let about_request = contains(&["request", "请求"]);
        let about_samples = contains(&["sample", "example", "示例"]);
        let lists_parameters = contains(&["param", "pramet", "参数", "数据", "element"]);
        if contains(&["error", "错误"]) {
            return if about_samples {
                Self::Samples
            } else {
                Self::Errors
            };
        }
        if contains(&["debug", "调试"]) || title.starts_with("make the api call") {
            Self::Debugging
        } else if about_samples {
            Self::Samples
        } else if about_request && contains(&["body", "请求体"]) {
            Self::RequestBody
        } else if about_request && contains(&["header", "请求头"]) {
            Self::RequestHeaders
        } else if about_request && contains(&SYNTAX_WORDS) {
            Self::RequestSyntax
        } else if lists_parameters && about_response {
            Self::Response
        } else if lists_parameters
            && (about_request || equals(&["parameters", "参数", "input parameters"]))
        {
            Self::Request
        } else if title.starts_with("description")
            || equals(&["interface description", "描述", "接口说明"])
        {
            Self::Overview
        } else {
            Self::Other
        }
    }
}

/// Words that, next to "request", announce the request line.
const SYNTAX_WORDS: [&str; 7] = [
    "syntax",
    "structure",
    "format",
    "line",
    "语法",
    "结构",
    "行",
];
