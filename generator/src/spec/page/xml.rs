//! XML of printed samples, with or without one root, however it is closed.
//!
//! **Invariant:** nesting is bounded.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Deeper than any reply.
const DEEPEST: usize = 60;

/// An element without its text.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) children: Vec<Element>,
    has_text: bool,
}

/// The elements of a text under one without a name; none where there are none.
pub(super) fn read(text: &str) -> Option<Element> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut stack = vec![Element::default()];
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => start(&mut stack, tag.name().as_ref()),
            Ok(Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_owned();
                add(
                    &mut stack,
                    Element {
                        name,
                        ..Element::default()
                    },
                );
            }
            Ok(Event::End(tag)) => end(&mut stack, tag.name().as_ref()),
            Ok(Event::Text(text)) => {
                let blank = text.chars().all(char::is_whitespace);
                if let Some(top) = stack.last_mut() {
                    top.has_text |= !blank;
                }
            }
            // After an error nothing can be told for certain.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.pop().filter(|root| !root.children.is_empty())
}

/// Whether it is well-formed, with one root.
pub(super) fn is_well_formed(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots) = (0_usize, 0);
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

fn start(stack: &mut Vec<Element>, name: &str) {
    // `<A>text<A>`: a slash is missing.
    let again = stack
        .last()
        .is_some_and(|top| top.name == name && top.has_text && top.children.is_empty());
    if again {
        close(stack);
    } else if stack.len() <= DEEPEST {
        stack.push(Element {
            name: name.to_owned(),
            ..Element::default()
        });
    }
}

fn end(stack: &mut Vec<Element>, name: &str) {
    if let Some(open) = stack
        .iter()
        .skip(1)
        .rposition(|element| element.name == name)
    {
        while stack.len() > open + 1 {
            close(stack);
        }
    }
}

fn close(stack: &mut Vec<Element>) {
    if let Some(element) = stack.pop() {
        add(stack, element);
    }
}

fn add(stack: &mut [Element], element: Element) {
    if let Some(top) = stack.last_mut() {
        top.children.push(element);
    }
}
