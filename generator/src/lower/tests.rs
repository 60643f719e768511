//! What the emitted tests of an operation do.
//!
//! **Invariant:** a test is planned only where what must come out is known from the description or its samples.

use serde_json::Value as Json;

use super::lookup::Lookup;
use super::samples;
use super::signature::{Signed, authorization, encoded};
use super::token::FILLED_IN;
use super::{Drafted, Lowering, examples, page_tests, sent};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Format, Parameter, Position, Sample, ServiceStyle};
use crate::names;
use crate::plan::{self, ErrorTest, Literal, Proof, ReplyTest, RequestTest, Tests};

/// What is decided about an operation before its tests are planned.
pub(super) struct Decided<'p> {
    pub(super) parameters: &'p [plan::Parameter],
    pub(super) token: Option<&'p plan::ClientToken>,
    pub(super) route: &'p plan::Route,
    pub(super) required_by_name: bool,
}

/// Everything that can be tested about an operation.
pub(super) fn lower<'s>(
    drafted: &Drafted<'s>,
    lowering: &Lowering<'s>,
    decided: &Decided<'_>,
    problems: &mut Diagnostics,
) -> Tests {
    Tests {
        example: built(drafted, &lowering.lookup(drafted), decided, Vec::new()),
        requests: requests(drafted, lowering, decided),
        sent: sent::tests(drafted, &lowering.lookup(drafted), decided.required_by_name),
        replies: replies(drafted, lowering, problems),
        errors: errors(drafted, lowering),
        pages: drafted
            .paging
            .as_ref()
            .filter(|_| decided.route.proof == Proof::Usual)
            .and_then(|paging| page_tests::pages(paging, drafted, lowering, decided)),
    }
}

/// The request with what it requires, and with everything that has an example.
fn requests(
    drafted: &Drafted<'_>,
    lowering: &Lowering<'_>,
    decided: &Decided<'_>,
) -> Vec<RequestTest> {
    let plain =
        |parameter: &Parameter| matches!(parameter.position, Position::Query | Position::Form);
    // Other proofs put a nonce, a date and a signature into the query.
    if lowering.service.style != ServiceStyle::Rpc
        || decided.route.proof != Proof::Usual
        || !drafted.operation.parameters.iter().all(plain)
    {
        return Vec::new();
    }
    let lookup = lowering.lookup(drafted);
    let given =
        |parameter: &&Parameter| !parameter.schema.required || drafted.turns_pages(&parameter.name);
    let optional: Vec<&Parameter> = drafted
        .operation
        .parameters
        .iter()
        .filter(given)
        .filter(|parameter| examples::can_be_given(&parameter.schema, &lookup))
        .collect();
    let mut tests = vec![request("required_request", &[], drafted, lowering, decided)];
    if !optional.is_empty() {
        tests.push(request(
            "full_request",
            &optional,
            drafted,
            lowering,
            decided,
        ));
    }
    tests
}

fn request<'s>(
    name: &str,
    optional: &[&'s Parameter],
    drafted: &Drafted<'s>,
    lowering: &Lowering<'s>,
    decided: &Decided<'_>,
) -> RequestTest {
    let lookup = lowering.lookup(drafted);
    let (mut query, mut form) = (Vec::new(), Vec::new());
    for parameter in drafted.operation.parameters.iter() {
        let known = optional.iter().any(|one| one.name == parameter.name)
            || drafted.required().any(|one| one.name == parameter.name);
        let preset = decided
            .parameters
            .iter()
            .find(|one| one.wire == parameter.name)
            .and_then(|one| one.preset);
        let value = if known {
            examples::value(&parameter.schema, &lookup).1
        } else if decided.token.is_some_and(|one| one.wire == parameter.name) {
            Json::from(format!("{FILLED_IN}1"))
        } else {
            preset.map_or(Json::Null, Json::from)
        };
        let into = if parameter.position == Position::Form {
            &mut form
        } else {
            &mut query
        };
        examples::pairs(&parameter.name, &value, parameter.style, into);
    }
    query.sort();
    form.sort();
    let query = encoded(&query);
    let body = encoded_form(&form);
    let content_type = decided
        .route
        .form
        .then_some("application/x-www-form-urlencoded");
    let host = lowering
        .service
        .endpoints
        .iter()
        .map(|endpoint| (&endpoint.region, &endpoint.host))
        .min();
    let authorization = host.map(|(_, host)| {
        authorization(&Signed {
            method: &decided.route.method,
            host,
            action: &drafted.operation.name,
            version: &lowering.service.version,
            query: &query,
            body: &body,
            content_type,
        })
    });
    let setters = optional.iter().map(|one| {
        (
            drafted.names[&one.name].clone(),
            examples::value(&one.schema, &lookup).0,
        )
    });
    RequestTest {
        name: names::identifier(name),
        request: built(drafted, &lookup, decided, setters.collect()),
        path: "/".to_owned(),
        query,
        body,
        authorization,
    }
}

/// `application/x-www-form-urlencoded` as the official SDKs write it.
fn encoded_form(pairs: &[(String, String)]) -> String {
    let text = |text: &str| {
        percent_encoding::utf8_percent_encode(text, FORM)
            .to_string()
            .replace("%20", "+")
    };
    pairs
        .iter()
        .map(|(name, value)| format!("{}={}", text(name), text(value)))
        .collect::<Vec<_>>()
        .join("&")
}

const FORM: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The request as Rust.
pub(super) fn built<'s>(
    drafted: &Drafted<'s>,
    lookup: &Lookup<'_, 's>,
    decided: &Decided<'_>,
    setters: Vec<(proc_macro2::Ident, Literal)>,
) -> Literal {
    let arguments = drafted.required().map(|one| {
        // Examples of hosts hold what no host may have.
        let value = match one.position {
            Position::Host => Literal::Text("example".to_owned()),
            _ => examples::value(&one.schema, lookup).0,
        };
        (drafted.names[&one.name].clone(), value)
    });
    Literal::Built {
        name: drafted.name.clone(),
        arguments: arguments.collect(),
        by_name: decided.required_by_name,
        setters,
    }
}

/// Every sample that can be read, the description's own and those of others.
fn replies(
    drafted: &Drafted<'_>,
    lowering: &Lowering<'_>,
    problems: &mut Diagnostics,
) -> Vec<ReplyTest> {
    let operation = drafted.operation;
    let Some(reply) = &operation.reply else {
        return Vec::new();
    };
    let lookup = lowering.lookup(drafted);
    let mut tests: Vec<ReplyTest> = Vec::new();
    for sample in &operation.samples {
        match samples::parse(sample) {
            Some(value) => {
                let checks = samples::checks(reply, &value, &lookup);
                let prefix = "";
                tests.push(reply_test(sample, prefix, &tests, drafted, checks));
            }
            None => {
                let message = format!(
                    "a sample reply of `{}` can be read neither as JSON nor as XML",
                    operation.name
                );
                problems.warning(
                    Code::UnreadableSample,
                    &operation.place,
                    message,
                    "it is left out of the tests",
                );
            }
        }
    }
    for sample in &operation.evidence.replies {
        let Some((sample, value)) = samples::success(sample) else {
            continue;
        };
        let checks = samples::all(reply, &value, &lookup);
        tests.push(reply_test(&sample, "printed_", &tests, drafted, checks));
    }
    tests
}

fn reply_test(
    sample: &Sample,
    prefix: &str,
    before: &[ReplyTest],
    drafted: &Drafted<'_>,
    checks: Vec<plan::Check>,
) -> ReplyTest {
    let (kind, serve) = match sample.format {
        Format::Json => ("json", "json"),
        Format::Xml => ("xml", "xml"),
    };
    let independent = !prefix.is_empty();
    let alike = |test: &&ReplyTest| test.serve == serve && test.independent == independent;
    let count = before.iter().filter(alike).count() + 1;
    let module = drafted.module.to_string();
    ReplyTest {
        name: names::identifier(&format!("{prefix}{kind}_sample_{count}")),
        file: format!("{prefix}{}_{count}.{kind}", module.trim_end_matches('_')),
        text: sample.text.trim_end().to_owned() + "\n",
        serve: names::identifier(serve),
        checks,
        independent,
    }
}

fn errors(drafted: &Drafted<'_>, lowering: &Lowering<'_>) -> Vec<ErrorTest> {
    let errors = drafted.operation.errors.iter().map(|error| ErrorTest {
        status: error
            .status
            .parse()
            .ok()
            .filter(|status| (400..600).contains(status))
            .unwrap_or(400),
        code: error.code.clone(),
        message: error.message.clone(),
        variant: lowering.errors[&error.code].clone(),
    });
    errors.collect()
}
