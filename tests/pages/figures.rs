//! Counts over the corpus how much of the official descriptions the reference pages of the same operations yield.

mod comparison;
mod corpus_index;
mod paths;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

use acsgen::model::{Operation, Service};

use corpus_index::CorpusPage;

/// The number of correct cases among all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub correct: usize,
    pub total: usize,
}

impl Share {
    fn add(&mut self, is_correct: bool) {
        self.correct += usize::from(is_correct);
        self.total += 1;
    }

    pub fn percent(&self) -> f64 {
        100.0 * self.correct as f64 / self.total.max(1) as f64
    }
}

/// A line of the table of figures.
pub struct Figure {
    pub name: &'static str,
    pub share: Share,
    /// The minimum, in percent.
    pub minimum: f64,
}

/// All counts.
#[derive(Debug, Default)]
pub struct Figures {
    pages: Share,
    identity: Share,
    parameters: Share,
    required: Share,
    parameter_types: Share,
    official_parameters: Share,
    response_rows: Share,
    exact_responses: Share,
    response_types: Share,
    /// The time to read all pages, in seconds.
    seconds: f64,
    /// Differences by their kind.
    pub differences: BTreeMap<&'static str, Vec<String>>,
}

/// The pages that are compared with official descriptions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PageSelection {
    /// Pages of the newest generation whose link names the operation.
    Newest,
    All,
}

/// An official operation with its service.
struct OfficialOperation<'a> {
    operation: &'a Operation,
    service: &'a Service,
}

impl Figures {
    /// Counts over the pages of a corpus. Returns `None` without a corpus.
    pub fn count(corpus: &Path, selection: PageSelection) -> Option<Self> {
        let mut figures = Self::default();
        let mut services: HashMap<String, Option<Service>> = HashMap::new();
        for page in corpus_index::read_pages(corpus)? {
            let Some((service, operation)) = figures.read_page(&page) else {
                continue;
            };
            figures.compare_identity(&page, &service, &operation);
            let Some(reference) = page.official_operation(selection) else {
                continue;
            };
            let official = services
                .entry(reference.folder.clone())
                .or_insert_with(|| corpus_index::load_official(corpus, &reference.folder));
            let Some(official) = official else { continue };
            let Some(official_operation) = official.operation(&reference.name) else {
                continue;
            };
            let official = OfficialOperation {
                operation: official_operation,
                service: official,
            };
            figures.compare_request(&page, &operation, &official);
            figures.compare_response(&page, &operation, &official);
        }
        Some(figures)
    }

    /// Reads a page, and counts the time and whether it describes an operation.
    fn read_page(&mut self, page: &CorpusPage) -> Option<(Service, Operation)> {
        let sources = page.sources();
        let start = Instant::now();
        let result = acsgen::read(&sources);
        self.seconds += start.elapsed().as_secs_f64();
        let read = result.ok().and_then(|(service, _)| {
            let operation = service.operations.first()?.clone();
            Some((service, operation))
        });
        self.pages.add(read.is_some());
        if read.is_none() {
            self.add_difference("page not read", page.file.clone());
        }
        read
    }

    fn add_difference(&mut self, kind: &'static str, difference: String) {
        self.differences.entry(kind).or_default().push(difference);
    }

    /// Returns the figures as lines of a table, each with its minimum.
    pub fn table(&self) -> String {
        let mut text = String::new();
        for Figure {
            name,
            share,
            minimum,
        } in self.figures()
        {
            let _ = writeln!(
                text,
                "| {name} | {:.1} % ({} of {}) | {minimum} % |",
                share.percent(),
                share.correct,
                share.total
            );
        }
        let _ = writeln!(text, "| pages to model | {:.2} s | 1 s |", self.seconds);
        text
    }

    /// Returns all figures, in the order of the table.
    pub fn figures(&self) -> [Figure; 9] {
        let figure = |name, share, minimum| Figure {
            name,
            share,
            minimum,
        };
        [
            figure("operation pages read", self.pages, 99.5),
            figure(
                "operation, product, version as stated",
                self.identity,
                100.0,
            ),
            figure(
                "request parameters that are official (RPC)",
                self.parameters,
                97.5,
            ),
            figure("required flag equal", self.required, 97.5),
            figure("type equal", self.parameter_types, 99.5),
            figure(
                "official request parameters on the page (RPC)",
                self.official_parameters,
                84.0,
            ),
            figure(
                "response rows at their official path",
                self.response_rows,
                95.0,
            ),
            figure(
                "pages with every response row exact",
                self.exact_responses,
                92.0,
            ),
            figure("response type equal", self.response_types, 99.5),
        ]
    }
}

/// Returns how many differences of a kind are printed: 3, or as many as `ACSGEN_PAGE_DIFFERENCES` says.
pub fn shown_differences() -> usize {
    std::env::var("ACSGEN_PAGE_DIFFERENCES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(3)
}
