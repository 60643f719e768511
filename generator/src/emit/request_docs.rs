//! Documentation of a request, of its parameters and of its response.
//!
//! **Invariant:** adds what follows from the plan to the description's own words and never changes those.

use quote::quote;

use super::{DocExamples, imports, literal};
use crate::format;
use crate::plan::{Docs, Enumeration, Item, OperationPlan, ParameterPlan, Plan, Type};

/// Maximum number of values that a setter lists.
const MAX_VALUES: usize = 12;

/// Returns the documentation of a request: the description's words, what it returns, its errors and an example.
pub(super) fn request(operation: &OperationPlan, plan: &Plan, examples: DocExamples) -> Docs {
    let mut lines = operation.docs.clone();
    let sections = lines
        .iter()
        .position(|line| line.starts_with("# "))
        .unwrap_or(lines.len());
    let mut returns = vec![returns(operation)];
    if operation.pagination.is_some() {
        returns.push(
            "To read all pages, call [`Client::paginate`](super::Client::paginate).".to_owned(),
        );
    }
    let mut paragraph = vec![returns.join(" ")];
    if sections < lines.len() {
        paragraph.push(String::new());
    } else {
        paragraph.insert(0, String::new());
    }
    lines.splice(sections..sections, paragraph);
    lines.extend(example(operation, plan, examples));
    lines
}

fn returns(operation: &OperationPlan) -> String {
    match (&operation.response, operation.response.named()) {
        (Type::Unit, _) => "Returns no data.".to_owned(),
        (Type::List(_), Some(name)) => format!("Returns a list of [`{name}`]."),
        (Type::Map(_), Some(name)) => format!("Returns a map of [`{name}`]."),
        (_, Some(name)) => format!("Returns [`{name}`]."),
        (Type::String, None) => "Returns text.".to_owned(),
        (Type::Bytes, None) => "Returns bytes.".to_owned(),
        (Type::Integer | Type::Number, None) => "Returns a number.".to_owned(),
        (Type::Boolean, None) => "Returns a boolean.".to_owned(),
        (Type::List(_), None) => "Returns a list.".to_owned(),
        (Type::Map(_), None) => "Returns a map.".to_owned(),
        (_, None) => "Returns JSON.".to_owned(),
    }
}

fn example(operation: &OperationPlan, plan: &Plan, examples: DocExamples) -> Docs {
    let library = quote::format_ident!("{}", plan.library);
    let name = &operation.name;
    let request = literal::literal(&operation.tests.example);
    let imports = imports::example(operation, plan);
    let body = format::snippet(&quote! {
        use #library::#name;
        #imports
        blank_line!();
        let request = #request;
        let response = client.send(request).await?;
        println!("{response:?}");
    });
    let fence = match examples {
        DocExamples::Compiled => "```no_run",
        DocExamples::Shown => "```ignore",
    };
    let head = ["", "# Example", "", fence].map(str::to_owned);
    let signature = format!(
        "# async fn example(client: &{0}::Client) -> Result<(), {0}::Error> {{",
        plan.library
    );
    let end = ["# Ok(())", "# }", "```"].map(str::to_owned);
    let lines = head.into_iter().chain([signature]);
    lines.chain(body).chain(end).collect()
}

/// Returns the documentation of the setter or the argument of a parameter.
pub(super) fn parameter(parameter: &ParameterPlan, operation: &OperationPlan, plan: &Plan) -> Docs {
    let mut lines = parameter.docs.clone();
    if let Some(default) = parameter.default.filter(|_| !parameter.required) {
        add_default(&mut lines, default);
    }
    if let Some(values) = values(&parameter.ty, operation, plan) {
        lines.extend([String::new(), values]);
    }
    lines
}

/// Adds the value that `new` sets, in front of the limits and the example if they end the description.
fn add_default(lines: &mut Docs, default: i64) {
    const FACTS: [&str; 5] = [
        "Example: ",
        "Maximum: ",
        "Minimum: ",
        "Values: ",
        "Wire name: ",
    ];
    let is_stated = |text: &str| lines.iter().any(|line| line.contains(text));
    if is_stated(&format!("Default: `{default}`")) {
        return;
    }
    let sentence = match is_stated("Default: ") {
        true => format!("[`new`](Self::new) sets it to {default}."),
        false => format!("Default: {default}."),
    };
    match lines.last_mut() {
        Some(last) if FACTS.iter().any(|fact| last.starts_with(fact)) => {
            *last = format!("{sentence} {last}");
        }
        _ => lines.extend([String::new(), sentence]),
    }
}

/// Lists the documented values of a parameter that is an enumeration or a list of one.
fn values(ty: &Type, operation: &OperationPlan, plan: &Plan) -> Option<String> {
    let (intro, name) = match ty {
        Type::Enumeration(name) => ("One of", name),
        Type::List(inner) => match &**inner {
            Type::Enumeration(name) => ("Each is one of", name),
            _ => return None,
        },
        _ => return None,
    };
    let shared = plan.types.iter().map(|shared| &shared.item);
    let mut items = operation.items.iter().chain(shared);
    let Enumeration { variants, .. } = items.find_map(|item| match item {
        Item::Enumeration(enumeration) if enumeration.name == *name => Some(enumeration),
        _ => None,
    })?;
    let values = variants.iter().take(MAX_VALUES);
    let values: Vec<String> = values
        .map(|variant| crate::prose::code(&variant.wire_name))
        .collect();
    let rest = if variants.len() > MAX_VALUES {
        ", …"
    } else {
        ""
    };
    Some(format!(
        "{intro} {}{rest}: see [`{name}`].",
        values.join(", ")
    ))
}

/// Returns the documentation of `new`: each argument with its description.
pub(super) fn constructor(operation: &OperationPlan, plan: &Plan) -> Docs {
    let mut required = operation.required().peekable();
    if required.peek().is_none() {
        return vec!["Creates a request.".to_owned()];
    }
    let mut lines = vec!["Creates a request from its required parameters.".to_owned()];
    for argument in required {
        let docs = parameter(argument, operation, plan);
        let (first, rest) = docs
            .split_first()
            .map_or(("", &docs[..]), |(first, rest)| (first.as_str(), rest));
        lines.extend([String::new(), format!("`{}`: {first}", argument.name)]);
        lines.extend_from_slice(rest);
    }
    lines
}

/// Returns the documentation of a response, with a link to its request.
pub(super) fn response(docs: &Docs, operation: &OperationPlan) -> Docs {
    let mut lines = docs.clone();
    let plain = format!("Response of {}.", crate::prose::code(&operation.wire_name));
    let link = format!("Response of [`{}`].", operation.name);
    if lines.first() == Some(&plain) {
        lines[0] = link;
    } else {
        lines.extend([String::new(), link]);
    }
    lines
}
