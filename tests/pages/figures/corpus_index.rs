//! The pages of the corpus, as its index lists them.

use std::fs;
use std::path::Path;

use acsgen::model::Service;
use acsgen::{SourceFile, Sources, SpecDefaults};
use serde_json::Value;

use super::PageSelection;

/// A page of the corpus.
pub struct CorpusPage {
    /// The path of the page in the folder of pages.
    pub file: String,
    /// The line of the index about the page.
    index: Value,
    text: String,
}

/// The official operation that a page describes.
pub struct OfficialReference {
    /// The folder of its description: `PRODUCT/VERSION`.
    pub folder: String,
    pub name: String,
}

/// Reads all pages of the index. Returns `None` without a corpus, or if a page is missing.
pub fn read_pages(corpus: &Path) -> Option<Vec<CorpusPage>> {
    let folder = corpus.join("pages");
    let index = fs::read_to_string(folder.join("index.jsonl")).ok()?;
    let mut pages = Vec::new();
    for line in index.lines() {
        let Ok(index) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let Some(file) = index["file"].as_str().map(str::to_owned) else {
            continue;
        };
        let text = fs::read_to_string(folder.join(&file)).ok()?;
        pages.push(CorpusPage { file, index, text });
    }
    Some(pages)
}

/// Reads an official description.
pub fn load_official(corpus: &Path, folder: &str) -> Option<Service> {
    let path = corpus.join("metadata").join(folder).join("api-docs.json");
    let sources = acsgen::input::load_spec(&path).ok()?;
    acsgen::read(&sources).ok().map(|(service, _)| service)
}

impl CorpusPage {
    /// Returns what the index states about the page: its `operation`, `product`, `version` or `style`.
    pub fn stated(&self, member: &str) -> Option<&str> {
        self.index[member].as_str()
    }

    /// Returns the page as input, with a made-up operation, product and version for those that the index knows to be
    /// missing on the page. A user passes them as options.
    pub fn sources(&self) -> Sources {
        let default_for = |member: &str, default: &str| {
            let is_missing = self.stated(member).is_none();
            is_missing.then(|| default.to_owned())
        };
        Sources {
            description: SourceFile::new(self.file.as_str(), self.text.as_str()),
            pages: Vec::new(),
            overrides: None,
            defaults: SpecDefaults {
                operation: default_for("operation", "UnstatedOperation"),
                product: default_for("product", "Unstated"),
                version: default_for("version", "2000-01-01"),
                ..SpecDefaults::default()
            },
        }
    }

    /// Returns the official operation that the page is compared with, if the selection includes the page.
    pub fn official_operation(&self, selection: PageSelection) -> Option<OfficialReference> {
        let described = &self.index["described_in_metadata"];
        let is_newest = self
            .stated("variant")
            .is_some_and(|variant| variant.starts_with("V4"))
            && described["how"] == "link";
        if selection == PageSelection::Newest && !is_newest {
            return None;
        }
        let (product, version) = (
            described["product"].as_str()?,
            described["version"].as_str()?,
        );
        Some(OfficialReference {
            folder: format!("{product}/{version}"),
            name: described["operation"].as_str()?.to_owned(),
        })
    }
}
