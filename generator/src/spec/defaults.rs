//! Names that a description may lack: given by the caller, or derived from the path of the description.
//!
//! The metadata service publishes a description at `…/products/PRODUCT/versions/VERSION/api-docs.json`, and a single
//! operation below it at `…/apis/NAME/api.json`. Projects keep descriptions at `PRODUCT/VERSION/…`. Names are derived from
//! such paths only.

/// Names for a description that does not contain them.
///
/// A name in the description takes precedence over a name here, and a name here over one in the path of the description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpecDefaults {
    /// The name of the operation, if the description is a single operation.
    pub operation: Option<String>,
    /// The code of the product, such as `Domain`.
    pub product: Option<String>,
    /// The version of the product, such as `2018-01-29`.
    pub version: Option<String>,
    /// The API style, such as `RPC` or `ROA`.
    pub style: Option<String>,
}

impl SpecDefaults {
    /// Returns these names, with missing ones derived from a path.
    pub(super) fn or_from_path(&self, path: &str) -> Self {
        let derived = Self::from_path(path);
        Self {
            operation: self.operation.clone().or(derived.operation),
            product: self.product.clone().or(derived.product),
            version: self.version.clone().or(derived.version),
            style: self.style.clone(),
        }
    }

    /// Derives names from a path.
    fn from_path(path: &str) -> Self {
        let mut dirs: Vec<&str> = path.split(['/', '\\']).collect();
        let file = dirs.pop().unwrap_or_default();
        let stem = file
            .strip_suffix(".json")
            .or_else(|| file.strip_suffix(".md"));
        let mut operation = stem.filter(|stem| !is_generic(stem));
        if file == "api.json" {
            operation = dirs.pop();
        }
        let is_page = file.ends_with(".md");
        if matches!(dirs.last(), Some(&"apis" | &"pages")) {
            dirs.pop();
        } else if operation.is_some() && !is_page {
            // The file can be in any directory, so only its own name counts.
            dirs.clear();
        }
        let version = dirs.pop().filter(|dir| is_version(dir));
        if dirs.last() == Some(&"versions") {
            dirs.pop();
        }
        let product = dirs.pop().filter(|_| version.is_some());
        let non_empty = |name: &str| (!name.is_empty()).then(|| name.to_owned());
        Self {
            operation: operation.and_then(non_empty),
            product: product.and_then(non_empty),
            version: version.and_then(non_empty),
            style: None,
        }
    }
}

/// Returns whether the name of a file says which kind of file it is, and not which operation it describes.
fn is_generic(stem: &str) -> bool {
    matches!(stem, "api" | "api-docs")
}

/// Returns whether a name is a version: numbers with separators, after at most one word, such as `2018-01-29` or
/// `iap_1.0`.
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
        let derived = SpecDefaults::from_path(path);
        let text = |name: Option<String>| name.unwrap_or_default();
        assert_eq!(
            [
                text(derived.operation),
                text(derived.product),
                text(derived.version)
            ],
            [operation, product, version],
            "{path}"
        );
    }

    #[test]
    fn derives_all_names_from_paths_of_the_metadata_service() {
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
    fn derives_only_the_operation_from_other_paths() {
        check("Ping.json", "Ping", "", "");
        check("drafts/2018-01-29/Ping.json", "Ping", "", "");
        check("drafts/Ping/api.json", "Ping", "", "");
        check("drafts/draft.12/api-docs.json", "", "", "");
        check("api.json", "", "", "");
    }
}
