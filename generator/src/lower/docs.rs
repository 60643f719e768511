//! Documentation of what is generated, out of what a description says.
//!
//! **Invariant:** every item gets a first sentence; where the description is silent it says which wire name it is.

use crate::model::{Field, Operation, Schema, Value};
use crate::plan::Docs;
use crate::prose;

/// Operations of this plan, so that links lead to them.
pub(super) struct DocContext<'k> {
    pub(super) operations: &'k dyn Fn(&str) -> bool,
    /// The operation whose module is documented: it needs no link to itself.
    pub(super) here: Option<&'k str>,
}

impl<'k> DocContext<'k> {
    /// The same, in the module of an operation.
    pub(super) fn inside(&self, operation: &'k str) -> Self {
        Self {
            operations: self.operations,
            here: Some(operation),
        }
    }

    fn lines(&self, text: &str) -> Vec<String> {
        prose::lines(text, &|name| self.path(name))
    }

    fn path(&self, name: &str) -> Option<String> {
        let elsewhere = self.here != Some(name) && (self.operations)(name);
        elsewhere.then(|| format!("super::{name}"))
    }

    /// For a request type, without its example.
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

    /// The section about headers of the reply; empty where none is declared.
    fn headers(&self, operation: &Operation) -> Docs {
        let Some(first) = operation.headers.first() else {
            return Docs::new();
        };
        let mut docs = vec![
            "# Headers".to_owned(),
            String::new(),
            format!(
                "The reply comes with headers: `reply.header({:?})` reads one.",
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

    /// One sentence about an operation.
    pub(super) fn summary(&self, operation: &Operation) -> String {
        let lead = first_of(&operation.summary, &operation.title);
        match prose::sentence(lead, &|name| self.path(name)) {
            sentence if sentence.is_empty() => {
                format!("The operation {}.", prose::code(&operation.name))
            }
            sentence => sentence,
        }
    }

    /// For a parameter or a field.
    pub(super) fn value(&self, schema: &Schema, wire: &str) -> Docs {
        let mut docs = self.described(schema, &format!("{} on the wire.", prose::code(wire)));
        paragraph(&mut docs, overrides(schema));
        docs
    }

    /// For a list that stands inside an object that does nothing but hold it.
    pub(super) fn wrapped(&self, wrapper: &Field, list: &Field) -> Docs {
        let path = format!("{}.{}", wrapper.name, list.name);
        let described = if list.schema.description.trim().is_empty() {
            &wrapper.schema
        } else {
            &list.schema
        };
        let mut docs = self.described(described, &format!("{} on the wire.", prose::code(&path)));
        let mut overrides = overrides(&list.schema);
        overrides.push(format!("On the wire: {}.", prose::code(&path)));
        paragraph(&mut docs, vec![overrides.join(" ")]);
        docs
    }

    /// For a type.
    pub(super) fn ty(&self, schema: &Schema, wire: &str) -> Docs {
        self.described(schema, &format!("What {} holds.", prose::code(wire)))
    }

    /// For the reply of an operation.
    pub(super) fn reply(&self, schema: &Schema, operation: &str) -> Docs {
        self.described(
            schema,
            &format!("What the service replies to {}.", prose::code(operation)),
        )
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

    /// For a documented value.
    pub(super) fn variant(&self, title: &str, wire: &str) -> Docs {
        match prose::sentence(title, &|_| None) {
            sentence if sentence.is_empty() => vec![format!("{} on the wire.", prose::code(wire))],
            sentence => vec![sentence],
        }
    }
}

/// A list or a quotation makes a poor first sentence.
fn starts_block(line: &str) -> bool {
    line.starts_with("- ")
        || line.starts_with("> ")
        || line.starts_with("```")
        || line.starts_with('|')
        || line.starts_with(|c: char| c.is_ascii_digit())
}

fn first_of<'t>(one: &'t str, other: &'t str) -> &'t str {
    if one.trim().is_empty() { other } else { one }
}

/// What follows the first sentence.
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

/// Default, limits and example, as far as they are there.
fn overrides(schema: &Schema) -> Docs {
    let limits = &schema.constraints;
    let mut overrides = Vec::new();
    if schema.deprecated {
        overrides.push("Its publisher advises against it.".to_owned());
    }
    let named = [
        ("Default", &schema.default),
        ("At least", &limits.minimum),
        ("At most", &limits.maximum),
        ("Fewest characters", &limits.min_length),
        ("Most characters", &limits.max_length),
        ("Fewest elements", &limits.min_items),
        ("Most elements", &limits.max_items),
        ("Pattern", &limits.pattern),
        ("Example", &schema.example),
    ];
    for (name, value) in named {
        if let Some(value) = value
            .as_ref()
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
        {
            overrides.push(format!("{name}: {}.", prose::code(&shortened(value))));
        }
    }
    if !limits.values.is_empty() {
        overrides.push(format!("Values: {}.", listed(&limits.values)));
    }
    // One paragraph: a list would run into a list of the description.
    if overrides.is_empty() {
        Vec::new()
    } else {
        vec![overrides.join(" ")]
    }
}

/// The first values with what they mean.
fn listed(values: &[Value]) -> String {
    const MOST: usize = 24;
    let shown = values.iter().take(MOST).map(|value| {
        let title = prose::sentence(&value.title, &|_| None);
        let title = title.trim_end_matches(['.', '。']);
        let text = prose::code(&shortened(&value.text));
        if title.is_empty() || value.title.trim() == value.text.trim() {
            text
        } else {
            format!("{text} ({title})")
        }
    });
    let rest = (values.len() > MOST).then(|| "…".to_owned());
    shown.chain(rest).collect::<Vec<_>>().join(", ")
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &flat[..end]),
        None => flat,
    }
}
