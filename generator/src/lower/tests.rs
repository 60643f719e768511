//! What the emitted tests of an operation do.
//!
//! **Invariant:** a test is planned only where what must come out is known from the description or its samples.

use serde_json::Value as Json;

use super::lookup::Resolver;
use super::samples;
use super::signature::{Signed, authorization, encoded};
use super::token::FILLED_IN;
use super::{LoweringContext, OperationDraft, examples, page_tests, sent};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Format, Parameter, ParameterLocation, Sample, ServiceStyle};
use crate::names;
use crate::plan::{self, AuthRequirement, ErrorTest, Literal, RequestTest, ResponseTest, Tests};

/// What is decided about an operation before its tests are planned.
pub(super) struct Decided<'p> {
    pub(super) parameters: &'p [plan::Parameter],
    pub(super) token: Option<&'p plan::ClientToken>,
    pub(super) route: &'p plan::HttpBinding,
    pub(super) required_by_name: bool,
}

/// Everything that can be tested about an operation.
pub(super) fn lower<'s>(
    drafted: &OperationDraft<'s>,
    lowering: &LoweringContext<'s>,
    decided: &Decided<'_>,
    diagnostics: &mut Diagnostics,
) -> Tests {
    Tests {
        example: built(drafted, &lowering.lookup(drafted), decided, Vec::new()),
        requests: requests(drafted, lowering, decided),
        captured_requests: sent::tests(
            drafted,
            &lowering.lookup(drafted),
            decided.required_by_name,
        ),
        responses: replies(drafted, lowering, diagnostics),
        errors: errors(drafted, lowering),
        pagination: drafted
            .paging
            .as_ref()
            .filter(|_| decided.route.auth == AuthRequirement::Default)
            .and_then(|paging| page_tests::pages(paging, drafted, lowering, decided)),
    }
}

/// The request with what it requires, and with everything that has an example.
fn requests(
    drafted: &OperationDraft<'_>,
    lowering: &LoweringContext<'_>,
    decided: &Decided<'_>,
) -> Vec<RequestTest> {
    let plain = |parameter: &Parameter| {
        matches!(
            parameter.location,
            ParameterLocation::Query | ParameterLocation::Form
        )
    };
    // Other proofs put a nonce, a date and a signature into the query.
    if lowering.service.style != ServiceStyle::Rpc
        || decided.route.auth != AuthRequirement::Default
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
    drafted: &OperationDraft<'s>,
    lowering: &LoweringContext<'s>,
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
            .find(|one| one.wire_name == parameter.name)
            .and_then(|one| one.default);
        let value = if known {
            examples::value(&parameter.schema, &lookup).1
        } else if decided
            .token
            .is_some_and(|one| one.wire_name == parameter.name)
        {
            Json::from(format!("{FILLED_IN}1"))
        } else {
            preset.map_or(Json::Null, Json::from)
        };
        let into = if parameter.location == ParameterLocation::Form {
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
        .form_body
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
        name: names::escape(name),
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
    drafted: &OperationDraft<'s>,
    lookup: &Resolver<'_, 's>,
    decided: &Decided<'_>,
    setters: Vec<(proc_macro2::Ident, Literal)>,
) -> Literal {
    let arguments = drafted.required().map(|one| {
        // Examples of hosts hold what no host may have.
        let value = match one.location {
            ParameterLocation::Host => Literal::Text("example".to_owned()),
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
    drafted: &OperationDraft<'_>,
    lowering: &LoweringContext<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<ResponseTest> {
    let operation = drafted.operation;
    let Some(reply) = &operation.response else {
        return Vec::new();
    };
    let lookup = lowering.lookup(drafted);
    let mut tests: Vec<ResponseTest> = Vec::new();
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
                diagnostics.warning(
                    DiagnosticCode::UnreadableSample,
                    &operation.declared_at,
                    message,
                    "it is left out of the tests",
                );
            }
        }
    }
    for sample in &operation.external_samples.responses {
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
    before: &[ResponseTest],
    drafted: &OperationDraft<'_>,
    checks: Vec<plan::Assertion>,
) -> ResponseTest {
    let (kind, serve) = match sample.format {
        Format::Json => ("json", "json"),
        Format::Xml => ("xml", "xml"),
    };
    let independent = !prefix.is_empty();
    let alike = |test: &&ResponseTest| test.serve == serve && test.independent == independent;
    let count = before.iter().filter(alike).count() + 1;
    let module = drafted.module.to_string();
    ResponseTest {
        name: names::escape(&format!("{prefix}{kind}_sample_{count}")),
        file: format!("{prefix}{}_{count}.{kind}", module.trim_end_matches('_')),
        text: sample.text.trim_end().to_owned() + "\n",
        serve: names::escape(serve),
        assertions: checks,
        independent,
    }
}

fn errors(drafted: &OperationDraft<'_>, lowering: &LoweringContext<'_>) -> Vec<ErrorTest> {
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
