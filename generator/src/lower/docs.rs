//! Documentation of generated items, from the prose of the description.
//!
//! **Invariant:** every item gets a first sentence. If the description has none, the sentence names the item on the wire.

use crate::model::{Field, Operation, Schema, Value};
use crate::plan::Docs;
use crate::prose;

/// The operations that documentation may link to.
pub(super) struct DocContext<'k> {
    /// Returns whether an operation is part of the generated crate.
    pub(super) is_generated: &'k dyn Fn(&str) -> bool,
    /// The operation whose module is documented; its documentation does not link to itself.
    pub(super) current_operation: Option<&'k str>,
}

impl<'k> DocContext<'k> {
    /// Returns the context for the module of an operation.
    pub(super) fn inside<'o>(&self, operation: &'o str) -> DocContext<'o>
    where
        'k: 'o,
    {
        DocContext {
            is_generated: self.is_generated,
            current_operation: Some(operation),
        }
    }

    fn lines(&self, text: &str) -> Vec<String> {
        prose::lines(text, &|name| self.path(name))
    }

    fn path(&self, name: &str) -> Option<String> {
        let elsewhere = self.current_operation != Some(name) && (self.is_generated)(name);
        elsewhere.then(|| format!("super::{name}"))
    }

    /// Documents a request type, without its example.
    pub(super) fn operation(&self, operation: &Operation, errors: Docs) -> Docs {
        let mut docs = vec![self.summary(operation)];
        let lead = first_of(&operation.summary, &operation.title);
        for text in [rest_of(lead), &operation.description] {
            paragraph(&mut docs, self.lines(text));
        }
        paragraph(&mut docs, self.headers(operation));
        paragraph(&mut docs, errors);
        docs
    }

    /// Returns the section about the response's headers. The section is empty if no header is declared.
    fn headers(&self, operation: &Operation) -> Docs {
        let Some(first) = operation.headers.first() else {
            return Docs::new();
        };
        let mut docs = vec![
            "# Headers".to_owned(),
            String::new(),
            format!(
                "The response has the following headers; `response.header({:?})` returns the value of one.",
                first.name
            ),
            String::new(),
        ];
        docs.extend(operation.headers.iter().map(|header| {
            let name = prose::code(&header.name);
            match prose::sentence(&header.schema.description, &|name| self.path(name)) {
                sentence if sentence.is_empty() => format!("- {name}"),
                sentence => format!("- {name}: {sentence}"),
            }
        }));
        docs
    }

    /// Returns one sentence about an operation.
    pub(super) fn summary(&self, operation: &Operation) -> String {
        let lead = first_of(&operation.summary, &operation.title);
        match prose::sentence(lead, &|name| self.path(name)) {
            sentence if sentence.is_empty() => {
                format!("Calls the operation {}.", prose::code(&operation.name))
            }
            sentence => sentence,
        }
    }

    /// Documents a parameter or a field.
    pub(super) fn value(&self, schema: &Schema, wire: &str) -> Docs {
        let mut docs = self.described(schema, &wire_name(wire));
        paragraph(&mut docs, constraint_lines(schema));
        docs
    }

    /// Documents a field whose object only wraps a list.
    pub(super) fn wrapped(&self, wrapper: &Field, list: &Field) -> Docs {
        let path = format!("{}.{}", wrapper.name, list.name);
        let described = if list.schema.description.trim().is_empty() {
            &wrapper.schema
        } else {
            &list.schema
        };
        let wire_name = wire_name(&path);
        let mut docs = self.described(described, &wire_name);
        let mut sentences = constraint_lines(&list.schema);
        if docs[0] != wire_name {
            sentences.push(wire_name);
        }
        if !sentences.is_empty() {
            paragraph(&mut docs, vec![sentences.join(" ")]);
        }
        docs
    }

    /// Documents a type.
    pub(super) fn ty(&self, schema: &Schema, wire: &str) -> Docs {
        self.described(schema, &format!("Value of {}.", prose::code(wire)))
    }

    /// Documents the response of an operation.
    pub(super) fn response(&self, schema: &Schema, operation: &str) -> Docs {
        self.described(schema, &format!("Response of {}.", prose::code(operation)))
    }

    fn described(&self, schema: &Schema, otherwise: &str) -> Docs {
        let mut docs = self.lines(&schema.description);
        if docs.is_empty() {
            docs.push(otherwise.to_owned());
        } else if starts_block(&docs[0]) {
            docs.splice(0..0, [otherwise.to_owned(), String::new()]);
        } else if docs.len() == 1 && docs[0].ends_with(|c: char| c.is_ascii_alphanumeric()) {
            docs[0].push('.');
        }
        docs
    }

    /// Documents a documented value.
    pub(super) fn variant(&self, title: &str, wire: &str) -> Docs {
        match prose::sentence(title, &|_| None) {
            sentence if sentence.is_empty() => vec![wire_name(wire)],
            sentence => vec![sentence],
        }
    }
}

/// Names an item on the wire.
fn wire_name(wire: &str) -> String {
    format!("Wire name: {}.", prose::code(wire))
}

/// Returns whether a line begins a block, which cannot be a first sentence.
fn starts_block(line: &str) -> bool {
    line.starts_with("- ")
        || line.starts_with("> ")
        || line.starts_with("```")
        || line.starts_with('|')
        || line.starts_with(|c: char| c.is_ascii_digit())
}

fn first_of<'t>(text: &'t str, otherwise: &'t str) -> &'t str {
    if text.trim().is_empty() {
        otherwise
    } else {
        text
    }
}

/// Returns the text behind the first sentence.
fn rest_of(text: &str) -> &str {
    let end = text.find('。').map(|at| at + '。'.len_utf8());
    let end = end
        .into_iter()
        .chain(text.find(". ").map(|at| at + 1))
        .min()
        .unwrap_or(text.len());
    &text[end..]
}

fn paragraph(docs: &mut Docs, lines: Vec<String>) {
    if !lines.is_empty() {
        docs.push(String::new());
        docs.extend(lines);
    }
}

/// Returns a line with the default, the limits and the example, as far as the description gives them.
fn constraint_lines(schema: &Schema) -> Docs {
    let limits = &schema.constraints;
    let mut sentences = Vec::new();
    // Optional values have the attribute; an argument of a constructor cannot.
    if schema.deprecated && schema.required {
        sentences.push("Deprecated.".to_owned());
    }
    let named = [
        ("Default", &schema.default),
        ("Minimum", &limits.minimum),
        ("Maximum", &limits.maximum),
        ("Minimum length", &limits.min_length),
        ("Maximum length", &limits.max_length),
        ("Minimum number of elements", &limits.min_items),
        ("Maximum number of elements", &limits.max_items),
        ("Pattern", &limits.pattern),
        ("Example", &schema.example),
    ];
    for (name, value) in named {
        if let Some(value) = value
            .as_ref()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
        {
            sentences.push(format!("{name}: {}.", prose::code(&shortened(value))));
        }
    }
    if !limits.values.is_empty() {
        sentences.push(format!("Values: {}.", listed(&limits.values)));
    }
    // A single paragraph, because a list would continue a list of the description.
    if sentences.is_empty() {
        Vec::new()
    } else {
        vec![sentences.join(" ")]
    }
}

/// Lists the first values with their meanings.
fn listed(values: &[Value]) -> String {
    const MAX_VALUES: usize = 24;
    let shown = values.iter().take(MAX_VALUES).map(|value| {
        let title = prose::sentence(&value.title, &|_| None);
        let title = title.trim_end_matches(['.', '。']);
        let text = prose::code(&shortened(&value.text));
        if title.is_empty() || value.title.trim() == value.text.trim() {
            text
        } else {
            format!("{text} ({title})")
        }
    });
    let rest = (values.len() > MAX_VALUES).then(|| "…".to_owned());
    shown.chain(rest).collect::<Vec<_>>().join(", ")
}

fn shortened(text: &str) -> String {
    const MAX_LEN: usize = 120;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(MAX_LEN) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}
