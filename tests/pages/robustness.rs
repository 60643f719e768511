//! Truncated, huge and hostile pages neither make the reader fail nor slow it down.

use std::fs;
use std::path::PathBuf;

use super::support::{BOATS, sources};
use crate::corpus;

const REQUEST_HEAD: &str = "\
# PutBoat

## Request parameters

|Parameter|Type|Required|Example|Description|
|---|---|---|---|---|
";

const RESPONSE_HEAD: &str = "\
## Response parameters

|Parameter|Type|Description|
|---|---|---|
";

/// The size of a huge page, in bytes.
const HUGE: usize = if cfg!(debug_assertions) {
    2 << 20
} else {
    50 << 20
};

/// A page with its path.
struct Page {
    path: PathBuf,
    text: String,
}

/// Returns all pages of the corpus, sorted by path; none without a corpus.
fn corpus_pages() -> Vec<Page> {
    let folders = fs::read_dir(corpus::folder().join("pages"))
        .into_iter()
        .flatten()
        .flatten();
    let mut paths: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten())
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            Some(Page { path, text })
        })
        .collect()
}

/// Reads a page. Any result is fine, but the reader must return.
fn read_any(name: &str, text: &str) {
    let _ = acsgen::read(&sources(name, text));
}

/// Reads every prefix of a small page, and every 1009th prefix of the corpus, or every nth with
/// `ACSGEN_PAGE_PREFIXES=n`.
#[test]
fn survives_the_prefixes_of_pages() {
    let corpus_step = std::env::var("ACSGEN_PAGE_PREFIXES")
        .ok()
        .and_then(|step| step.parse().ok())
        .unwrap_or(1009);
    let small = Page {
        path: PathBuf::from("boats.md"),
        text: BOATS.to_owned(),
    };
    let mut pages = vec![small];
    pages.extend(corpus_pages());
    for (index, page) in pages.iter().enumerate() {
        let step = if index == 0 { 1 } else { corpus_step };
        // Each page starts at another offset, so that the pages together cover all offsets.
        for end in (0..page.text.len()).skip(index % step).step_by(step) {
            if let Some(prefix) = page.text.get(..end) {
                read_any(&page.path.to_string_lossy(), prefix);
            }
        }
    }
}

#[test]
fn survives_non_ascii_text_before_a_response_tag() {
    let page = format!("# GetBoat\n\n{RESPONSE_HEAD}\n\n## Examples\n\n```\n船Response>\n```\n");
    read_any("page.md", &page);
}

#[test]
fn reads_huge_requests_in_linear_time() {
    let row = "|Name|String|No|x|Some text about it. |\n";
    for body in [
        row.repeat(HUGE / row.len()),
        "|".repeat(HUGE),
        "[".repeat(HUGE),
        "|a\n".repeat(HUGE / 3),
        "```\n".repeat(HUGE / 4),
    ] {
        read_any("page.md", &format!("{REQUEST_HEAD}{body}"));
    }
}

#[test]
fn reads_huge_responses_in_linear_time() {
    let rows = "|Inner|Struct|One in another. |\n".repeat(HUGE / 40);
    read_any("page.md", &format!("# GetBoat\n\n{RESPONSE_HEAD}{rows}"));
    let sample = "{\"a\":[".repeat(HUGE / 8);
    read_any(
        "page.md",
        &format!("# GetBoat\n\n## Examples\n\n```\n{sample}\n```\n\n{RESPONSE_HEAD}"),
    );
}
