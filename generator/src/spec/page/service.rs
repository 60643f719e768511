//! Merges the pages of one product version into one service.
//!
//! This module must never know how a page is read.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::super::SpecDefaults;
use super::super::check::{MissingNames, check_identifier, check_path_name};
use super::identity::{PageIdentity, ProductVersion};
use super::reference_page::{ReferencePage, read_page};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{ApiStyle, Operation, Service};
use crate::source::{Location, SourceFile};

/// Reads pages into a service. Pages of another product or version than most are ignored, with a warning each. Returns
/// `None` if no page describes an operation.
pub(in crate::spec) fn read(
    sources: &[Arc<SourceFile>],
    defaults: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Option<Service> {
    let first = sources.first()?;
    let is_single = sources.len() == 1;
    let mut defaults = defaults.clone();
    if !is_single {
        // The name of an operation can only be meant for a single page.
        defaults.operation = None;
    }
    let mut pages = read_all(sources, &defaults, diagnostics);
    let place = pages.first()?.place.clone();
    let names = choose_product_version(&pages, is_single, &defaults, first.name());
    let missing = MissingNames {
        operation: false,
        product: names.product.is_none(),
        version: names.version.is_none(),
    };
    missing.report(diagnostics, &place);
    let product = names.product.unwrap_or_default();
    let version = names.version.unwrap_or_default();
    for (what, name) in [("product", &product), ("version", &version)] {
        if !name.is_empty() {
            check_path_name(diagnostics, name, what, &place);
        }
    }
    pages.retain(|page| check_product_version(page, &product, &version, diagnostics));
    let style = majority_style(&pages);
    Some(Service {
        product,
        version,
        style,
        source: service_source(first, is_single),
        endpoints: Vec::new(),
        directories: Vec::new(),
        operations: merge_operations(pages, style, diagnostics),
        components: Vec::new(),
        declared_at: place,
    })
}

fn read_all(
    sources: &[Arc<SourceFile>],
    defaults: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Vec<ReferencePage> {
    let mut pages = Vec::new();
    for source in sources {
        let mut page_diagnostics = Diagnostics::default();
        let page = read_page(source, defaults, &mut page_diagnostics);
        // A folder may hold pages that describe no operation: their errors become warnings.
        page_diagnostics.downgrade(sources.len() > 1 && page.is_none());
        diagnostics.append(page_diagnostics);
        pages.extend(page);
    }
    pages
}

/// Chooses the product and version of the service. A single page takes precedence over the defaults, as any description
/// does; of several pages, the defaults select some.
fn choose_product_version(
    pages: &[ReferencePage],
    is_single: bool,
    defaults: &SpecDefaults,
    path: &str,
) -> ProductVersion {
    let most_stated = |name: fn(&PageIdentity) -> Option<&str>| {
        most_common(pages.iter().filter_map(|page| name(&page.identity)))
    };
    let prefer = |stated: Option<String>, default: &Option<String>| {
        if is_single {
            stated.or_else(|| default.clone())
        } else {
            default.clone().or(stated)
        }
    };
    let product = prefer(
        most_stated(|identity| identity.stated.product.as_deref()),
        &defaults.product,
    );
    let version = prefer(
        most_stated(|identity| identity.stated.version.as_deref()),
        &defaults.version,
    );
    let from_path = defaults.or_from_path(path);
    ProductVersion {
        product: product
            .or(from_path.product)
            .or_else(|| most_stated(|identity| identity.product_hint.as_deref())),
        version: version.or(from_path.version),
    }
}

/// Returns the name of the service's source: the page, or the folder of several pages.
fn service_source(first: &SourceFile, is_single: bool) -> String {
    let folder = first.name().rsplit_once('/').map(|(folder, _)| folder);
    folder
        .filter(|_| !is_single)
        .unwrap_or(first.name())
        .to_owned()
}

/// Returns the most common name without regard to case; in a tie the first in alphabetical order.
fn most_common<'p>(names: impl Iterator<Item = &'p str>) -> Option<String> {
    let mut spellings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names {
        spellings.entry(name.to_lowercase()).or_default().push(name);
    }
    let most = spellings.values().map(Vec::len).max()?;
    let winner = spellings.values().find(|names| names.len() == most)?;
    winner.first().map(|name| (*name).to_owned())
}

/// Returns whether a page belongs to a product and version. Otherwise a warning is reported.
fn check_product_version(
    page: &ReferencePage,
    product: &str,
    version: &str,
    diagnostics: &mut Diagnostics,
) -> bool {
    let stated_product = page.identity.stated.product.as_deref().unwrap_or(product);
    let stated_version = page.identity.stated.version.as_deref().unwrap_or(version);
    let belongs = stated_product.eq_ignore_ascii_case(product)
        && stated_version.eq_ignore_ascii_case(version);
    if !belongs {
        let message = format!(
            "`{}` is an operation of {stated_product} {stated_version}, not of {product} {version}",
            page.operation.name
        );
        let help = "the page is ignored; generate the page alone, or with the other pages of its product and version";
        diagnostics.warning(DiagnosticCode::MismatchedPage, &page.place, message, help);
    }
    belongs
}

/// Returns ROA if most operations have a path, otherwise RPC.
fn majority_style(pages: &[ReferencePage]) -> ApiStyle {
    let roa = pages
        .iter()
        .filter(|page| page.identity.style == Some(ApiStyle::Roa))
        .count();
    if roa * 2 > pages.len() {
        ApiStyle::Roa
    } else {
        ApiStyle::Rpc
    }
}

/// Returns each operation once, sorted by name: of several pages about one, the most complete page wins.
fn merge_operations(
    pages: Vec<ReferencePage>,
    style: ApiStyle,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let most_complete = most_complete_pages(&pages);
    let places: Vec<Location> = pages.iter().map(|page| page.place.clone()).collect();
    let mut operations = Vec::new();
    for (index, page) in pages.into_iter().enumerate() {
        let name = &page.operation.name;
        let best = most_complete[&name.to_lowercase()];
        if best != index {
            let message = format!("a second page describes `{name}`");
            let help = format!("the page is ignored; {} is more complete", places[best]);
            diagnostics.warning(DiagnosticCode::DuplicatePage, &page.place, message, help);
            continue;
        }
        check_identifier(diagnostics, name, &page.place);
        if page.identity.style != Some(style) {
            let message = format!("`{name}` has another API style than most operations");
            let help = format!(
                "the operation is read as {style:?}, the style of the others; pass `--style` to choose another"
            );
            diagnostics.warning(DiagnosticCode::MismatchedPage, &page.place, message, help);
        }
        operations.push(page.operation);
    }
    operations.sort_by(|first, second| first.name.cmp(&second.name));
    operations
}

/// Returns the index of the most complete page of each operation, by the operation's name in lower case. In a tie the
/// first page wins.
fn most_complete_pages(pages: &[ReferencePage]) -> HashMap<String, usize> {
    let mut best_pages: HashMap<String, usize> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        let best = best_pages
            .entry(page.operation.name.to_lowercase())
            .or_insert(index);
        if page.completeness > pages[*best].completeness {
            *best = index;
        }
    }
    best_pages
}
