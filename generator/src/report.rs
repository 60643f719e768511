//! What a change means to those who call the generated code: items and features added, removed, changed.
//!
//! Read from the Rust on both sides, so it tells the truth about files of any earlier version.
//!
//! **Invariant:** only public items count, and documentation does not.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use quote::ToTokens;

/// The file with the features of a crate.
pub const MANIFEST: &str = "Cargo.toml";

/// Public items that differ between two versions of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiDiff {
    /// New ones.
    pub added: Vec<String>,
    /// Gone ones: callers break.
    pub removed: Vec<String>,
    /// Those with another signature: callers may break.
    pub changed: Vec<String>,
}

impl ApiDiff {
    /// Compares public items and features of two versions, each a list of path and text. Files that are the same in both
    /// need not be among them.
    #[must_use]
    pub fn between(before: &[(&str, &str)], after: &[(&str, &str)]) -> Self {
        let (before, after) = (items(before), items(after));
        let mut report = Self::default();
        for (name, signature) in &after {
            match before.get(name) {
                None => report.added.push(name.clone()),
                Some(old) if old != signature => report.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        report.removed = before
            .into_keys()
            .filter(|name| !after.contains_key(name))
            .collect();
        report.folded()
    }

    /// Whether no caller can tell the two apart.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// A new or gone type says all about its members.
    fn folded(mut self) -> Self {
        for list in [&mut self.added, &mut self.removed] {
            let all: HashSet<String> = list.iter().cloned().collect();
            list.retain(|name| !owners(name).any(|owner| all.contains(owner)));
        }
        self
    }
}

/// Whatever a member's name says that it belongs to: `a::B` and `a` of `a::B.c`.
fn owners(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices(['.', ':'])
        .map(|(at, _)| name[..at].trim_end_matches(':'))
}

impl fmt::Display for ApiDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (sign, list) in [
            ("added", &self.added),
            ("removed", &self.removed),
            ("changed", &self.changed),
        ] {
            for name in list {
                writeln!(f, "  {sign:<8}{name}")?;
            }
        }
        Ok(())
    }
}

/// Public items with their signatures, by path.
fn items(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut items = BTreeMap::new();
    for (path, text) in files {
        if *path == MANIFEST {
            items.extend(features(text).map(|feature| (feature, String::new())));
            continue;
        }
        let module = path
            .rsplit('/')
            .next()
            .and_then(|file| file.strip_suffix(".rs"))
            .unwrap_or_default();
        let module = if module == "lib" {
            String::new()
        } else {
            format!("{module}::")
        };
        // A file somebody else wrote into may not parse; then it has no items of ours.
        if let Ok(file) = syn::parse_file(text) {
            file.items
                .iter()
                .for_each(|item| collect(item, &module, &mut items));
        }
    }
    items
}

/// The features of a manifest that we wrote: a line each, or a list from its line on.
fn features(manifest: &str) -> impl Iterator<Item = String> {
    manifest
        .lines()
        .skip_while(|line| *line != "[features]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(format!("feature {}", line.split_once(" = ")?.0)))
}

fn collect(item: &syn::Item, module: &str, items: &mut BTreeMap<String, String>) {
    match item {
        syn::Item::Struct(structure) if is_public(&structure.vis) => {
            let name = format!("{module}{}", structure.ident);
            for field in structure
                .fields
                .iter()
                .filter(|field| is_public(&field.vis))
            {
                let field_name = field
                    .ident
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                items.insert(format!("{name}.{field_name}"), signature(&field.ty));
            }
            items.insert(name, String::new());
        }
        syn::Item::Type(alias) if is_public(&alias.vis) => {
            items.insert(format!("{module}{}", alias.ident), signature(&alias.ty));
        }
        syn::Item::Enum(enumeration) if is_public(&enumeration.vis) => {
            let name = format!("{module}{}", enumeration.ident);
            for variant in &enumeration.variants {
                items.insert(
                    format!("{name}::{}", variant.ident),
                    signature(&variant.fields),
                );
            }
            items.insert(name, String::new());
        }
        syn::Item::Impl(block) if block.trait_.is_none() => {
            let owner = signature(&block.self_ty);
            for item in &block.items {
                if let syn::ImplItem::Fn(function) = item
                    && is_public(&function.vis)
                {
                    items.insert(
                        format!("{module}{owner}::{}", function.sig.ident),
                        signature(&function.sig),
                    );
                }
            }
        }
        _ => {}
    }
}

fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn signature(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}
