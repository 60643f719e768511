//! Pages of one product version, as one service.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::super::{SpecDefaults, check_identifier, check_path_name};
use super::identity::Identity;
use super::{Page, page};
use crate::diagnostic::{DiagnosticCode, Diagnostics};
use crate::model::{Operation, Service, ServiceStyle};
use crate::source::{Location, SourceFile};

/// Reads pages. Those of another product or version than most are left out, with a warning each.
pub(in crate::spec) fn read(
    sources: &[Arc<SourceFile>],
    told: &SpecDefaults,
    diagnostics: &mut Diagnostics,
) -> Option<Service> {
    // What is told of an operation is told of one page.
    let alone = sources.len() == 1;
    let origin = if alone {
        told.clone()
    } else {
        SpecDefaults {
            operation: None,
            ..told.clone()
        }
    };
    let mut pages = Vec::new();
    for source in sources {
        let mut found = Diagnostics::default();
        let read = page(source, &origin, &mut found);
        // Folders hold pages of other kinds, too.
        found.downgrade(!alone && read.is_none());
        diagnostics.append(found);
        pages.extend(read);
    }
    let place = pages.first()?.place.clone();
    let first = sources.first()?;
    let (product, version) = names(&pages, alone, &origin, first.name());
    let unnamed = [false, product.is_none(), version.is_none()];
    super::super::missing(place.clone(), unnamed, diagnostics);
    let (product, version) = (product.unwrap_or_default(), version.unwrap_or_default());
    for (what, name) in [("product", &product), ("version", &version)] {
        if !name.is_empty() {
            check_path_name(name, &place, diagnostics, what);
        }
    }
    pages.retain(|page| belongs(page, &product, &version, diagnostics));
    let style = style(&pages);
    Some(Service {
        product,
        version,
        style,
        source: name_of(first, alone),
        endpoints: Vec::new(),
        directories: Vec::new(),
        operations: operations(pages, style, diagnostics),
        components: Vec::new(),
        declared_at: place,
    })
}

/// Product and version. One page is trusted before what is told, as any description; of several, what is told selects.
fn names(
    pages: &[Page],
    alone: bool,
    told: &SpecDefaults,
    path: &str,
) -> (Option<String>, Option<String>) {
    let found = told.or_of_path(path);
    let stated = |of: fn(&Identity) -> Option<&str>| most(pages, |page| of(&page.identity));
    let first_of = |said: Option<String>, told: &Option<String>| match alone {
        true => said.or_else(|| told.clone()),
        false => told.clone().or(said),
    };
    let product = first_of(stated(|page| page.stated.product.as_deref()), &told.product);
    let version = first_of(stated(|page| page.stated.version.as_deref()), &told.version);
    let hint = || stated(|page| page.product_hint.as_deref());
    (
        product.or(found.product).or_else(hint),
        version.or(found.version),
    )
}

/// A page by its name, several by that of their folder.
fn name_of(first: &SourceFile, alone: bool) -> String {
    let folder = first.name().rsplit_once('/').map(|(folder, _)| folder);
    folder.filter(|_| !alone).unwrap_or(first.name()).to_owned()
}

/// What most pages state; the first in order among equals.
fn most<'p>(pages: &'p [Page], stated: impl Fn(&'p Page) -> Option<&'p str>) -> Option<String> {
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for text in pages.iter().filter_map(stated) {
        counts.entry(text.to_lowercase()).or_insert((0, text)).0 += 1;
    }
    let most = counts.values().map(|(count, _)| *count).max()?;
    let (_, text) = counts.values().find(|(count, _)| *count == most)?;
    Some((*text).to_owned())
}

fn belongs(page: &Page, product: &str, version: &str, diagnostics: &mut Diagnostics) -> bool {
    let stated = &page.identity.stated;
    let same = |stated: &Option<String>, ours: &str| {
        stated
            .as_deref()
            .is_none_or(|stated| stated.eq_ignore_ascii_case(ours))
    };
    let ours = same(&stated.product, product) && same(&stated.version, version);
    if !ours {
        let (other, of) = (
            stated.product.as_deref().unwrap_or(product),
            stated.version.as_deref().unwrap_or(version),
        );
        let message = format!(
            "`{}` is an operation of {other} {of}, not of {product} {version}",
            page.operation.name
        );
        let help = "it is left out; generate it alone, or with the other pages of that product and version";
        diagnostics.warning(DiagnosticCode::MismatchedPage, &page.place, message, help);
    }
    ours
}

/// RPC unless most operations have a path.
fn style(pages: &[Page]) -> ServiceStyle {
    let roa = pages
        .iter()
        .filter(|page| page.identity.style == Some(ServiceStyle::Roa))
        .count();
    if roa * 2 > pages.len() {
        ServiceStyle::Roa
    } else {
        ServiceStyle::Rpc
    }
}

/// Each operation once: of several pages about one, the one that says most.
fn operations(
    pages: Vec<Page>,
    style: ServiceStyle,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let mut chosen: HashMap<String, usize> = HashMap::new();
    for (index, page) in pages.iter().enumerate() {
        let best = chosen
            .entry(page.operation.name.to_lowercase())
            .or_insert(index);
        if page.weight > pages[*best].weight {
            *best = index;
        }
    }
    let mut operations = Vec::new();
    let places: Vec<Location> = pages.iter().map(|page| page.place.clone()).collect();
    for (index, page) in pages.into_iter().enumerate() {
        let best = chosen[&page.operation.name.to_lowercase()];
        if best != index {
            let message = format!("a second page of `{}`", page.operation.name);
            let help = format!("it is left out; {} says more", places[best]);
            diagnostics.warning(DiagnosticCode::DuplicatePage, &page.place, message, help);
            continue;
        }
        check_identifier(&page.operation.name, &page.place, diagnostics);
        if page.identity.style != Some(style) {
            let message = format!(
                "`{}` is not called as the other operations are",
                page.operation.name
            );
            let help = format!("it is taken for {style:?}, as most of them; `--style` decides");
            diagnostics.warning(DiagnosticCode::MismatchedPage, &page.place, message, help);
        }
        operations.push(page.operation);
    }
    operations.sort_by(|one, other| one.name.cmp(&other.name));
    operations
}
