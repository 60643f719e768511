//! What the parts of a page are, by their headings; the same in English and Chinese.

use super::super::markdown::inline::plain;
use super::super::markdown::{Block, Cell};

/// What a part of a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// Before the first heading of a part, and parts called description.
    Prose,
    Debugging,
    Syntax,
    Headers,
    Request,
    Body,
    Reply,
    DocExamples,
    Errors,
    /// Anything else; what it is called may be the name of a type.
    Other,
}

/// A part of a page.
#[derive(Debug)]
pub(super) struct Part<'t> {
    pub(super) topic: Topic,
    /// Its heading without anchor and markup.
    pub(super) title: String,
    /// The anchor that links use.
    pub(super) anchor: Option<&'t str>,
    pub(super) blocks: Vec<Block<'t>>,
}

/// A page in parts, and the heading it has.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    pub(super) title: Option<Cell<'t>>,
    pub(super) parts: Vec<Part<'t>>,
}

impl<'t> Layout<'t> {
    pub(super) fn new(blocks: Vec<Block<'t>>) -> Self {
        let mut layout = Layout {
            title: None,
            parts: vec![Part::new(Topic::Prose, "", None)],
        };
        for block in blocks {
            match block {
                Block::Heading(cell) => layout.heading(cell),
                block => {
                    if let Some(part) = layout.parts.last_mut() {
                        part.blocks.push(block);
                    }
                }
            }
        }
        layout
    }

    fn heading(&mut self, cell: Cell<'t>) {
        let (title, anchor) = split_anchor(cell.text);
        let title = plain(title);
        let topic = topic(&title);
        let untouched = self.parts.len() == 1 && self.title.is_none();
        if untouched && topic == Topic::Other {
            let (text, _) = split_anchor(cell.text);
            self.title = Some(Cell { text, at: cell.at });
            return;
        }
        // Samples have headings of their own, such as the name of a format.
        let inside = self.parts.last().map(|part| part.topic);
        if inside == Some(Topic::DocExamples) && topic == Topic::Other {
            if let Some(part) = self.parts.last_mut() {
                part.blocks.push(Block::Line(cell));
            }
            return;
        }
        self.parts.push(Part::new(topic, &title, anchor));
    }

    /// Every part of a topic, in order.
    pub(super) fn of(&self, topic: Topic) -> impl Iterator<Item = &Part<'t>> {
        self.parts.iter().filter(move |part| part.topic == topic)
    }
}

impl<'t> Part<'t> {
    fn new(topic: Topic, title: &str, anchor: Option<&'t str>) -> Self {
        Self {
            topic,
            title: title.to_owned(),
            anchor,
            blocks: Vec::new(),
        }
    }
}

/// `Rules {#section_x .section}` has the anchor `section_x`.
fn split_anchor(text: &str) -> (&str, Option<&str>) {
    match text.rfind('{') {
        Some(brace) if text.trim_end().ends_with('}') => {
            let inner = text[brace + 1..].trim_end().trim_end_matches('}').trim();
            let anchor = inner
                .strip_prefix('#')
                .and_then(|inner| inner.split(' ').next());
            (text[..brace].trim_end(), anchor)
        }
        _ => (text.trim_end(), None),
    }
}

fn topic(title: &str) -> Topic {
    let title = title.to_lowercase();
    let title = title.trim_end_matches(['.', ':', '：', ' ']);
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let is = |words: &[&str]| words.contains(&title);
    let reply = has(&["response", "return", "返回", "响应"]);
    let request = has(&["request", "请求"]);
    // Misspelt in some pages.
    let parameters = has(&["param", "pramet", "参数", "数据", "element"]);
    if has(&["error", "错误"]) {
        return if has(&["sample", "example", "示例"]) {
            Topic::DocExamples
        } else {
            Topic::Errors
        };
    }
    if has(&["debug", "调试"]) || title.starts_with("make the api call") {
        Topic::Debugging
    } else if has(&["sample", "example", "示例"]) {
        Topic::DocExamples
    } else if request && has(&["body", "请求体"]) {
        Topic::Body
    } else if request && has(&["header", "请求头"]) {
        Topic::Headers
    } else if request
        && has(&[
            "syntax",
            "structure",
            "format",
            "line",
            "语法",
            "结构",
            "行",
        ])
    {
        Topic::Syntax
    } else if parameters && reply {
        Topic::Reply
    } else if parameters && (request || is(&["parameters", "参数", "input parameters"])) {
        Topic::Request
    } else if title.starts_with("description") || is(&["interface description", "描述", "接口说明"])
    {
        Topic::Prose
    } else {
        Topic::Other
    }
}
