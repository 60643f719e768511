//! API differences: public items and features that a change adds to, removes from or changes in a generated crate.
//!
//! Both versions are read from their Rust code, so the comparison does not depend on which version of the generator
//! wrote them.
//!
//! **Invariant:** only public items count, and documentation does not.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use quote::ToTokens;

use crate::emit::File;

/// The file that declares the features of a crate.
pub const MANIFEST: &str = "Cargo.toml";

/// The public items that differ between two versions of a crate.
///
/// ```
/// use acsgen::File;
/// use acsgen::api_diff::ApiDiff;
///
/// let file = |text: &str| File { path: "src/lib.rs".to_owned(), text: text.to_owned() };
/// let diff = ApiDiff::between(&[file("pub struct Old;")], &[file("pub struct New;")]);
/// assert_eq!(diff.added, ["New"]);
/// assert_eq!(diff.removed, ["Old"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiDiff {
    /// New items.
    pub added: Vec<String>,
    /// Removed items: callers that use them fail to compile.
    pub removed: Vec<String>,
    /// Items with another signature: callers that use them may fail to compile.
    pub changed: Vec<String>,
}

impl ApiDiff {
    /// Compares the public items and the features of two versions. Files that are the same in both may be left out.
    #[must_use]
    pub fn between<'f>(
        before: impl IntoIterator<Item = &'f File>,
        after: impl IntoIterator<Item = &'f File>,
    ) -> Self {
        let (before, after) = (public_items(before), public_items(after));
        let mut diff = Self::default();
        for (name, signature) in &after {
            match before.get(name) {
                None => diff.added.push(name.clone()),
                Some(old) if old != signature => diff.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        diff.removed = before
            .into_keys()
            .filter(|name| !after.contains_key(name))
            .collect();
        diff.without_members()
    }

    /// Returns whether both versions have the same public items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Leaves out members of types and modules that are added or removed themselves.
    fn without_members(mut self) -> Self {
        for list in [&mut self.added, &mut self.removed] {
            let all: HashSet<String> = list.iter().cloned().collect();
            list.retain(|name| !owners(name).any(|owner| all.contains(owner)));
        }
        self
    }
}

/// Returns the names of the items that contain an item: `a` and `a::B` for `a::B.c`.
fn owners(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices(['.', ':'])
        .map(|(at, _)| name[..at].trim_end_matches(':'))
}

impl fmt::Display for ApiDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (verb, list) in [
            ("added", &self.added),
            ("removed", &self.removed),
            ("changed", &self.changed),
        ] {
            for name in list {
                writeln!(f, "  {verb:<8}{name}")?;
            }
        }
        Ok(())
    }
}

/// Returns public items and features by path, each with its signature.
fn public_items<'f>(files: impl IntoIterator<Item = &'f File>) -> BTreeMap<String, String> {
    let mut items = BTreeMap::new();
    for File { path, text } in files {
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
        // A file that was edited by hand may not parse; its items are then left out.
        if let Ok(file) = syn::parse_file(text) {
            file.items
                .iter()
                .for_each(|item| collect(item, &module, &mut items));
        }
    }
    items
}

/// Returns the features of a generated manifest, where each feature starts a line.
fn features(manifest: &str) -> impl Iterator<Item = String> {
    manifest
        .lines()
        .skip_while(|line| *line != "[features]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(format!("feature {}", line.split_once(" = ")?.0)))
}

/// Adds an item and its members, if they are public.
fn collect(item: &syn::Item, module: &str, items: &mut BTreeMap<String, String>) {
    match item {
        syn::Item::Struct(structure) if is_public(&structure.vis) => {
            let name = format!("{module}{}", structure.ident);
            let fields = structure.fields.iter();
            for field in fields.filter(|field| is_public(&field.vis)) {
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
