//! What a description leaves unsaid about itself: told by a person, else read from where it was found.
//!
//! The metadata service publishes a description at `…/products/PRODUCT/versions/VERSION/api-docs.json`, and one operation
//! alone at `…/apis/NAME/api.json` below; projects keep them at `PRODUCT/VERSION/…`. Only such paths say something.

/// Names that a description may lack. What it says itself comes first, then what stands here, then its path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpecDefaults {
    /// Name of the operation, where the description is one operation alone.
    pub operation: Option<String>,
    /// Code of the product, such as `Domain`.
    pub product: Option<String>,
    /// Version of the product's interface, such as `2018-01-29`.
    pub version: Option<String>,
    /// How requests travel, such as `RPC` or `ROA`.
    pub style: Option<String>,
}

impl SpecDefaults {
    /// Adds what the name of a text says, where nothing is told.
    pub(super) fn or_of_path(&self, path: &str) -> Self {
        let found = of_path(path);
        Self {
            operation: self.operation.clone().or(found.operation),
            product: self.product.clone().or(found.product),
            version: self.version.clone().or(found.version),
            style: self.style.clone(),
        }
    }
}

fn of_path(path: &str) -> SpecDefaults {
    let mut folders: Vec<&str> = path.split(['/', '\\']).collect();
    let file = folders.pop().unwrap_or_default();
    let name = file
        .strip_suffix(".json")
        .or_else(|| file.strip_suffix(".md"));
    let mut operation = name.filter(|name| !is_generic(name));
    if file == "api.json" {
        operation = folders.pop();
    }
    let page = file.ends_with(".md");
    if matches!(folders.last(), Some(&"apis" | &"pages")) {
        folders.pop();
    } else if operation.is_some() && !page {
        // A file of any folder: its name is all it says.
        folders.clear();
    }
    let version = folders.pop().filter(|name| is_version(name));
    if folders.last() == Some(&"versions") {
        folders.pop();
    }
    let product = folders.pop().filter(|_| version.is_some());
    let known = |name: &str| (!name.is_empty()).then(|| name.to_owned());
    SpecDefaults {
        operation: operation.and_then(known),
        product: product.and_then(known),
        version: version.and_then(known),
        style: None,
    }
}

/// Files that are called after what they are.
fn is_generic(name: &str) -> bool {
    matches!(name, "api" | "api-docs")
}

/// Numbers with separators, after a word at most: `2018-01-29`, `iap_1.0`.
fn is_version(name: &str) -> bool {
    let number = name.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_');
    number.contains(['-', '.'])
        && number.starts_with(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, operation: &str, product: &str, version: &str) {
        let found = of_path(path);
        let text = |found: Option<String>| found.unwrap_or_default();
        assert_eq!(
            [
                text(found.operation),
                text(found.product),
                text(found.version)
            ],
            [operation, product, version],
            "{path}"
        );
    }

    #[test]
    fn paths_of_the_metadata_service_say_everything() {
        check(
            "meta/v1/products/Domain/versions/2018-01-29/apis/Ping/api.json",
            "Ping",
            "Domain",
            "2018-01-29",
        );
        check(
            "products/AliGenie/versions/iap_1.0/api-docs.json",
            "",
            "AliGenie",
            "iap_1.0",
        );
        check(
            "specs/domain/2018-01-29/apis/Ping.json",
            "Ping",
            "domain",
            "2018-01-29",
        );
        check(
            "specs/domain/2018-01-29/pages/Ping.md",
            "Ping",
            "domain",
            "2018-01-29",
        );
        check("domain/2018-01-29/Ping.md", "Ping", "domain", "2018-01-29");
        check(
            r"specs\domain\2018-01-29\api-docs.json",
            "",
            "domain",
            "2018-01-29",
        );
    }

    #[test]
    fn other_paths_say_no_more_than_the_files_name() {
        check("Ping.json", "Ping", "", "");
        check("drafts/2018-01-29/Ping.json", "Ping", "", "");
        check("drafts/Ping/api.json", "Ping", "", "");
        check("drafts/draft.12/api-docs.json", "", "", "");
        check("api.json", "", "", "");
    }
}
