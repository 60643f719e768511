//! README.md, the guides and CONTRIBUTING.md: their links, their length, and those of their code blocks that no compiler checks.

use std::fs;
use std::path::Path;

use crate::fresh::root;

const DOCUMENTS: [&str; 8] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "generator/docs/clients.md",
    "generator/docs/generating.md",
    "generator/docs/testing.md",
    "generator/docs/architecture.md",
    "generator/docs/benchmarks.md",
];

const README_MAX_LINES: usize = 130;

fn read(document: &str) -> String {
    let path = root().join(document);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The code blocks of a document: the words after the fence, and the code.
fn code_blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let code = lines.by_ref().take_while(|line| *line != "```");
            blocks.push((language, code.collect::<Vec<_>>().join("\n")));
        }
    }
    blocks
}

/// The targets of the links of a document.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let targets = text.split("](").skip(1);
    targets.filter_map(|rest| rest.split(')').next())
}

/// The anchors of the headings of a document, as GitHub derives them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|heading| {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = heading
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.collect::<String>().replace(' ', "-")
        })
        .collect()
}

#[test]
fn links_lead_to_files_and_headings() {
    for document in DOCUMENTS {
        let text = read(document);
        let folder = Path::new(document).parent().unwrap();
        for link in links(&text).filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match path {
                "" => document.to_owned(),
                path => folder.join(path).to_string_lossy().into_owned(),
            };
            assert!(
                root().join(&target).exists(),
                "{document}: {link} leads nowhere"
            );
            if !anchor.is_empty() {
                assert!(
                    anchors(&read(&target)).iter().any(|found| found == anchor),
                    "{document}: {target} has no heading for {link}"
                );
            }
        }
    }
}

/// Paths of the repository that a document names in backquotes, outside of code blocks; `a/{b,c}` is two paths.
///
/// Placeholders such as `specs/PRODUCT/VERSION/` are skipped.
fn paths(text: &str) -> Vec<String> {
    let prose: String = text.split("\n```").step_by(2).collect();
    let spans = prose.split('`').skip(1).step_by(2);
    let is_path = |span: &&str| {
        ["generator/", "tests/", "specs/", "generated/", ".ci/"]
            .iter()
            .any(|folder| span.starts_with(folder))
            && !span.contains(|c: char| c.is_ascii_uppercase() || c.is_whitespace())
    };
    spans.filter(is_path).flat_map(alternatives).collect()
}

fn alternatives(span: &str) -> Vec<String> {
    let parts = span
        .split_once('{')
        .and_then(|(start, rest)| Some((start, rest.split_once('}')?)));
    match parts {
        Some((start, (names, end))) => names
            .split(',')
            .map(|name| format!("{start}{name}{end}"))
            .collect(),
        None => vec![span.to_owned()],
    }
}

#[test]
fn named_paths_exist() {
    // The changelog also names what is gone.
    for document in DOCUMENTS
        .into_iter()
        .filter(|document| *document != "CHANGELOG.md")
    {
        for path in paths(&read(document)) {
            assert!(
                root().join(&path).exists(),
                "{document}: there is no {path}"
            );
        }
    }
}

#[test]
fn the_readme_is_one_page() {
    let lines = read("README.md").lines().count();
    assert!(
        lines <= README_MAX_LINES,
        "{lines} lines; move some into a guide"
    );
}

#[test]
fn every_rust_block_is_compiled() {
    for document in DOCUMENTS {
        for (language, code) in code_blocks(&read(document)) {
            assert!(
                !language.contains("ignore") && !language.contains("compile_fail"),
                "{document}: this block is not compiled:\n{code}"
            );
            assert!(
                !language.is_empty(),
                "{document}: name the language of this block:\n{code}"
            );
        }
    }
}

#[test]
fn json_blocks_are_json() {
    for document in DOCUMENTS {
        for (_, code) in code_blocks(&read(document))
            .into_iter()
            .filter(|(language, _)| *language == "json")
        {
            let values = serde_json::Deserializer::from_str(&code).into_iter::<serde_json::Value>();
            for value in values {
                value.unwrap_or_else(|error| panic!("{document}: {error}:\n{code}"));
            }
        }
    }
}

#[test]
fn the_guide_shows_the_overrides_of_domain() {
    let guide = read("generator/docs/generating.md");
    let committed = read("specs/domain/2018-01-29/acsgen.json");
    let shown = code_blocks(&guide)
        .into_iter()
        .any(|(language, code)| language == "json" && code.trim() == committed.trim());
    assert!(
        shown,
        "copy specs/domain/2018-01-29/acsgen.json into generator/docs/generating.md"
    );
}
