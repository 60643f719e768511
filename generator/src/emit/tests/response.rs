//! Tests of responses decoded from samples.
//!
//! **Invariant:** samples that say the same are checked by one function.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::{format_ident, quote};

use crate::emit::literal;
use crate::plan::{Assertion, Expected, Literal, OperationPlan, PathSegment, ResponseTest, Type};

/// Prints the tests of an operation's samples and the functions that they share.
pub(super) fn decoded(operation: &OperationPlan) -> TokenStream {
    let tests = &operation.tests.responses;
    let bodies: Vec<TokenStream> = tests
        .iter()
        .map(|test| assertions(&test.assertions))
        .collect();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, body) in bodies.iter().enumerate() {
        groups.entry(body.to_string()).or_default().push(index);
    }
    let shared = match &operation.response {
        Type::Structure(name) => Some(name),
        _ => None,
    };
    let checks = check_names(tests, groups.values());
    let printed = tests
        .iter()
        .zip(&bodies)
        .enumerate()
        .map(|(index, (test, body))| {
            let group = &groups[&body.to_string()];
            match shared {
                Some(ty) if group.len() > 1 && !body.is_empty() => {
                    let check = &checks[&group[0]];
                    let function = (group[0] == index).then(|| check_function(check, ty, body));
                    let call = quote! { #check(&response); };
                    let test = decoding(test, &call);
                    quote! { #function #test }
                }
                _ => decoding(test, body),
            }
        });
    quote! { #(#printed)* }
}

/// Names the functions that check groups of samples, by the first test of each group. The name does not contain the format
/// of the sample, unless another group has that name already.
fn check_names<'g>(
    tests: &[ResponseTest],
    groups: impl Iterator<Item = &'g Vec<usize>>,
) -> BTreeMap<usize, Ident> {
    let first_tests: BTreeSet<usize> = groups.map(|group| group[0]).collect();
    let mut used = BTreeSet::new();
    let names = first_tests.into_iter().map(|index| {
        let test = tests[index].name.to_string();
        let short = test.replace("json_", "").replace("xml_", "");
        let name = if used.insert(short.clone()) {
            short
        } else {
            test
        };
        (index, format_ident!("check_{name}"))
    });
    names.collect()
}

fn check_function(name: &Ident, ty: &Ident, body: &TokenStream) -> TokenStream {
    quote! {
        fn #name(response: &#ty) {
            #body
        }
    }
}

fn decoding(test: &ResponseTest, checks: &TokenStream) -> TokenStream {
    let ResponseTest {
        name, file, serve, ..
    } = test;
    let path = format!("../samples/{file}");
    let name = format_ident!("decodes_{name}");
    let (binding, checks) = if checks.is_empty() {
        (None, TokenStream::new())
    } else {
        (
            Some(quote! { let response = }),
            quote! { blank_line!(); #checks },
        )
    };
    quote! {
        #[test]
        fn #name() {
            let replay = Replay::new().#serve(include_str!(#path));

            #binding decode(example(), replay);
            #checks
        }
    }
}

/// A value of the response, with what is expected of it and of the values inside it.
#[derive(Default)]
struct Node<'t> {
    expected: Vec<&'t Expected>,
    children: Vec<(&'t PathSegment, Node<'t>)>,
}

impl<'t> Node<'t> {
    fn child(&mut self, segment: &'t PathSegment) -> &mut Self {
        let position = self
            .children
            .iter()
            .position(|(known, _)| *known == segment);
        let position = position.unwrap_or_else(|| {
            self.children.push((segment, Node::default()));
            self.children.len() - 1
        });
        &mut self.children[position].1
    }

    /// Returns the elements of a list of scalars if they are all expected.
    fn scalars(&self) -> Option<Vec<TokenStream>> {
        let [Expected::Length(length)] = self.expected[..] else {
            return None;
        };
        if *length == 0 || self.children.len() != *length {
            return None;
        }
        let mut children = self.children.iter().enumerate();
        let scalar = |(index, (segment, node)): (usize, &(&PathSegment, Node<'_>))| {
            let in_order = matches!(segment, PathSegment::Index(at) if *at == index);
            match node.expected[..] {
                [expected] if in_order && node.children.is_empty() => scalar(expected),
                _ => None,
            }
        };
        children.by_ref().map(scalar).collect()
    }
}

fn scalar(expected: &Expected) -> Option<TokenStream> {
    match expected {
        Expected::Text(text) => Some(quote! { #text }),
        Expected::Plain(
            value @ (Literal::Text(_)
            | Literal::Integer(_)
            | Literal::Number(_)
            | Literal::Boolean(_)),
        ) => Some(literal::literal(value)),
        _ => None,
    }
}

/// Prints assertions. Objects in lists and in options get names, so that no assertion repeats a path.
fn assertions(assertions: &[Assertion]) -> TokenStream {
    let mut root = Node::default();
    for assertion in assertions {
        let mut node = &mut root;
        for segment in &assertion.path {
            node = node.child(segment);
        }
        node.expected.push(&assertion.expected);
    }
    let mut printer = Printer {
        names: vec!["response".to_owned()],
        text: TokenStream::new(),
        ends_part: false,
    };
    printer.node(
        &root,
        &AssertedValue {
            expression: quote! { response },
            is_reference: true,
            name: "item".to_owned(),
        },
    );
    printer.text
}

/// An expression that leads to a value.
struct AssertedValue {
    expression: TokenStream,
    /// Whether the expression is a reference to the value.
    is_reference: bool,
    /// Name of the field that the value is in.
    name: String,
}

struct Printer {
    /// Names of the values around the current one.
    names: Vec<String>,
    text: TokenStream,
    /// Whether the assertions of an object of the response's own have just ended.
    ends_part: bool,
}

impl Printer {
    fn node(&mut self, node: &Node<'_>, place: &AssertedValue) {
        if let Some(scalars) = node.scalars() {
            let value = place.value();
            self.push(quote! { assert_eq!(#value, [#(#scalars),*]); });
            return;
        }
        for expected in &node.expected {
            self.push(place.assertion(expected));
        }
        for (segment, child) in &node.children {
            let from = &place.expression;
            match segment {
                PathSegment::Field(name) => {
                    let field = AssertedValue {
                        expression: quote! { #from.#name },
                        is_reference: false,
                        name: name.to_string(),
                    };
                    self.node(child, &field);
                }
                PathSegment::Index(index) => {
                    let index = Token::usize_unsuffixed(*index);
                    self.named(child, place, &quote! { &#from[#index] });
                }
                PathSegment::Key(key) => self.named(child, place, &quote! { &#from[#key] }),
                PathSegment::Unwrap => {
                    self.named(child, place, &quote! { #from.as_ref().unwrap() });
                }
            }
        }
    }

    /// Gives a value a name that no value around it has.
    fn named(&mut self, node: &Node<'_>, place: &AssertedValue, value: &TokenStream) {
        let plain = place.name.trim_start_matches("r#");
        let mut name = place.name.clone();
        let mut number = 2;
        while self.names.contains(&name) {
            name = format!("{}_{number}", plain.trim_end_matches('_'));
            number += 1;
        }
        let binding = crate::names::escape(name.trim_start_matches("r#"));
        let is_part = self.names.len() == 1;
        self.ends_part = is_part && !self.text.is_empty();
        self.push(quote! { let #binding = #value; });
        self.names.push(name);
        let inner = AssertedValue {
            expression: quote! { #binding },
            is_reference: true,
            name: place.name.clone(),
        };
        self.node(node, &inner);
        self.names.pop();
        self.ends_part = is_part;
    }

    /// Adds a statement, behind an empty line if it is about another part of the response.
    fn push(&mut self, statement: TokenStream) {
        if std::mem::take(&mut self.ends_part) {
            self.text.extend(quote! { blank_line!(); });
        }
        self.text.extend(statement);
    }
}

impl AssertedValue {
    fn value(&self) -> TokenStream {
        let expression = &self.expression;
        match self.is_reference {
            true => quote! { *#expression },
            false => quote! { #expression },
        }
    }

    fn assertion(&self, expected: &Expected) -> TokenStream {
        let (place, value) = (&self.expression, self.value());
        match expected {
            Expected::Text(text) => quote! { assert_eq!(#value, #text); },
            Expected::Length(length) => {
                let length = Token::usize_unsuffixed(*length);
                quote! { assert_eq!(#place.len(), #length); }
            }
            Expected::Some(expected) => {
                let expected = literal::literal(expected);
                quote! { assert_eq!(#value, Some(#expected)); }
            }
            Expected::Plain(expected) => {
                let expected = literal::literal(expected);
                quote! { assert_eq!(#value, #expected); }
            }
            Expected::Untyped(untyped) => quote! { panic!("{}", #untyped); },
            Expected::Json(text) => {
                let text = crate::format::raw_string(text);
                quote! { assert_eq!(#value, #text.parse::<acs_client::Value>().unwrap()); }
            }
        }
    }
}
