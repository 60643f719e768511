//! The tests of an operation.
//!
//! **Invariant:** a test is planned only if its expected result is known from the description or from a sample.

mod pagination;
mod requests;

use super::draft::OperationContext;
use super::request::{self, RequestPlan};
use super::{captured_requests, samples};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Format, Sample};
use crate::names;
use crate::plan::{Assertion, ErrorTest, ResponseTest, Tests};

/// Plans every test of an operation.
pub(super) fn lower(
    ctx: &OperationContext<'_, '_>,
    request: &RequestPlan<'_>,
    diagnostics: &mut Diagnostics,
) -> Tests {
    Tests {
        example: request::example(ctx, request, Vec::new()),
        requests: requests::lower(ctx, request),
        captured_requests: captured_requests::tests(ctx, request.required_by_name),
        responses: responses(ctx, diagnostics),
        errors: errors(ctx),
        pagination: pagination::lower(ctx, request),
    }
}

/// Plans a test for each sample response that can be read: those of the description and external ones.
fn responses(ctx: &OperationContext<'_, '_>, diagnostics: &mut Diagnostics) -> Vec<ResponseTest> {
    let operation = ctx.operation();
    let Some(response) = &operation.response else {
        return Vec::new();
    };
    let resolver = ctx.resolver();
    let mut tests = ResponseTests {
        module: ctx.draft.module.to_string(),
        tests: Vec::new(),
    };
    for sample in &operation.samples {
        match samples::parse(sample) {
            Some(value) => {
                let assertions = samples::typed_assertions(&resolver, response, &value);
                tests.add(sample, SampleOrigin::Description, assertions);
            }
            None => {
                let message = format!(
                    "a sample response of `{}` is neither JSON nor XML",
                    operation.name
                );
                diagnostics.warning(
                    DiagnosticCode::UnreadableSample,
                    &operation.declared_at,
                    message,
                    "the sample is left out of the tests",
                );
            }
        }
    }
    for sample in &operation.external_samples.responses {
        if let Some(success) = samples::successful(sample) {
            let assertions = samples::all_assertions(&resolver, response, &success.value);
            tests.add(&success.sample, SampleOrigin::External, assertions);
        }
    }
    tests.tests
}

/// Where a sample comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SampleOrigin {
    Description,
    External,
}

/// Tests of sample responses, numbered by format and origin.
struct ResponseTests {
    module: String,
    tests: Vec<ResponseTest>,
}

impl ResponseTests {
    fn add(&mut self, sample: &Sample, origin: SampleOrigin, assertions: Vec<Assertion>) {
        let format = match sample.format {
            Format::Json => "json",
            Format::Xml => "xml",
        };
        let prefix = match origin {
            SampleOrigin::Description => "",
            SampleOrigin::External => "printed_",
        };
        let independent = origin == SampleOrigin::External;
        let same_kind =
            |test: &&ResponseTest| test.serve == format && test.independent == independent;
        let number = self.tests.iter().filter(same_kind).count() + 1;
        let module = self.module.trim_end_matches('_');
        self.tests.push(ResponseTest {
            name: names::escape(&format!("{prefix}{format}_sample_{number}")),
            file: format!("{prefix}{module}_{number}.{format}"),
            text: sample.text.trim_end().to_owned() + "\n",
            serve: names::escape(format),
            assertions,
            independent,
        });
    }
}

fn errors(ctx: &OperationContext<'_, '_>) -> Vec<ErrorTest> {
    let errors = ctx.operation().errors.iter().map(|error| ErrorTest {
        status: error
            .status
            .parse()
            .ok()
            .filter(|status| (400..600).contains(status))
            .unwrap_or(400),
        code: error.code.clone(),
        message: error.message.clone(),
        variant: ctx.lowering.error_names[&error.code].clone(),
    });
    errors.collect()
}
