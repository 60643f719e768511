//! Compares the operations read from pages with the official descriptions of the same operations.

use std::collections::BTreeSet;

use acsgen::{Generator, Sources};

use super::figures::{Figures, PageSelection, shown_differences};
use crate::corpus;
use crate::fresh::load;

/// Returns the generated items of an operation, without documentation and imports. Files cannot be compared: the file
/// of a type depends on the other operations.
fn generated_items(sources: &Sources, operation: &str) -> BTreeSet<String> {
    const FILES: [&str; 2] = [
        "src/save_single_task_for_synchronizing_dns_host.rs",
        "src/types.rs",
    ];
    let generated = Generator::new()
        .operations([operation])
        .generate(sources)
        .unwrap();
    let files = generated
        .files
        .iter()
        .filter(|file| FILES.contains(&file.path.as_str()));
    let code: String = files
        .map(|file| without_comments(&file.text) + "\n\n")
        .collect();
    code.split("\n\n")
        .map(without_imports)
        .filter(|item| !item.is_empty())
        .collect()
}

fn without_comments(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn without_imports(item: &str) -> String {
    let lines = item
        .lines()
        .filter(|line| !line.starts_with("use ") && !line.starts_with("pub use "));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn generates_the_same_client_from_a_page_as_from_its_description() {
    const NAME: &str = "SaveSingleTaskForSynchronizingDnsHost";
    let path = corpus::folder().join(format!("pages/domain/{NAME}.md"));
    let Ok(page) = acsgen::input::load_spec(&path) else {
        println!("skipped: no pages; set ACSGEN_CORPUS to the corpus");
        return;
    };
    let description = load("specs/domain/2018-01-29/api-docs.json");
    assert_eq!(
        generated_items(&page, NAME),
        generated_items(&description, NAME)
    );
}

/// Prints the figures, and with `ACSGEN_ALL_PAGES` also those of all generations, for which no minimum is set.
#[test]
fn reaches_the_minimum_of_every_figure() {
    let Some(figures) = Figures::count(&corpus::folder(), PageSelection::Newest) else {
        println!("skipped: no pages; set ACSGEN_CORPUS to the corpus");
        return;
    };
    println!("{}", figures.table());
    if std::env::var_os("ACSGEN_ALL_PAGES").is_some()
        && let Some(all) = Figures::count(&corpus::folder(), PageSelection::All)
    {
        println!("all generations:\n{}", all.table());
    }
    for (kind, differences) in &figures.differences {
        println!("{kind}: {}", differences.len());
        for difference in differences.iter().take(shown_differences()) {
            println!("  {difference}");
        }
    }
    for figure in figures.figures() {
        assert!(
            figure.share.percent() >= figure.minimum,
            "{}: {:.2} % of {} are less than {} %",
            figure.name,
            figure.share.percent(),
            figure.share.total,
            figure.minimum
        );
    }
}
