//! Parses the XML of printed samples, with or without one root, and with missing or unmatched end tags.
//!
//! This module must never know what a sample describes.
//!
//! **Invariant:** nesting is bounded.

use quick_xml::Reader;
use quick_xml::events::Event;

/// The maximum nesting: deeper than any response.
const MAX_DEPTH: usize = 60;

/// An element without its text.
#[derive(Debug, Default)]
pub(super) struct XmlElement {
    pub(super) name: String,
    pub(super) children: Vec<XmlElement>,
    has_text: bool,
}

impl XmlElement {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// Parses a text and returns its top-level elements in an element without a name. Returns `None` if there are none.
pub(super) fn parse(text: &str) -> Option<XmlElement> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut stack = vec![XmlElement::default()];
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => open_element(&mut stack, tag.name().as_ref()),
            Ok(Event::Empty(tag)) => add_child(&mut stack, XmlElement::new(tag.name().as_ref())),
            Ok(Event::End(tag)) => close_through(&mut stack, tag.name().as_ref()),
            Ok(Event::Text(text)) => {
                let is_blank = text.chars().all(char::is_whitespace);
                if let Some(innermost) = stack.last_mut() {
                    innermost.has_text |= !is_blank;
                }
            }
            // After a syntax error the rest of the text cannot be trusted.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    while stack.len() > 1 {
        close_innermost(&mut stack);
    }
    stack.pop().filter(|root| !root.children.is_empty())
}

/// Returns whether a text is well-formed XML with one root.
pub(super) fn is_well_formed(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut roots = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                roots += usize::from(depth == 0);
                depth += 1;
            }
            Ok(Event::Empty(_)) => roots += usize::from(depth == 0),
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return depth == 0 && roots == 1,
            Ok(Event::Text(text)) if depth == 0 && !text.chars().all(char::is_whitespace) => {
                return false;
            }
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn open_element(stack: &mut Vec<XmlElement>, name: &str) {
    // In `<A>text<A>` the slash of the end tag is missing.
    let is_end_tag = stack.last().is_some_and(|innermost| {
        innermost.name == name && innermost.has_text && innermost.children.is_empty()
    });
    if is_end_tag {
        close_innermost(stack);
    } else if stack.len() <= MAX_DEPTH {
        stack.push(XmlElement::new(name));
    }
}

/// Closes the innermost element of a name and all elements in it. An end tag without a start tag is ignored.
fn close_through(stack: &mut Vec<XmlElement>, name: &str) {
    if let Some(open) = stack
        .iter()
        .skip(1)
        .rposition(|element| element.name == name)
    {
        while stack.len() > open + 1 {
            close_innermost(stack);
        }
    }
}

fn close_innermost(stack: &mut Vec<XmlElement>) {
    if let Some(element) = stack.pop() {
        add_child(stack, element);
    }
}

fn add_child(stack: &mut [XmlElement], element: XmlElement) {
    if let Some(innermost) = stack.last_mut() {
        innermost.children.push(element);
    }
}
