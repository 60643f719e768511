//! Reads the modules of a crate: the paths that each one uses of the others, and the lengths of its functions.
//!
//! **Invariant**: knows no rule about the modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::tokens::{Token, tokens};

/// A module that has a file of its own.
pub struct Module {
    /// The path of the file in the source folder, such as `sign/acs3.rs`.
    pub file: String,
    pub source: String,
    pub uses: Vec<Use>,
    pub functions: Vec<Function>,
}

/// A path to something in the same crate.
#[derive(Debug)]
pub struct Use {
    /// The segments from the root of the crate, such as `["error", "ErrorKind"]`.
    pub path: Vec<String>,
    pub line: usize,
}

/// A function with a body.
pub struct Function {
    pub name: String,
    pub line: usize,
    /// The number of lines from `fn` to the closing brace.
    pub length: usize,
}

/// The modules of a crate by path, such as `sign::acs3`. The path of the root is empty.
pub type Modules = BTreeMap<String, Module>;

/// Reads the modules of a source folder.
pub fn read(folder: &Path) -> Modules {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                files.push((name.to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    modules(files)
}

/// Reads the modules of files that are given by path and text.
pub fn modules(files: impl IntoIterator<Item = (String, String)>) -> Modules {
    let files: Vec<_> = files
        .into_iter()
        .map(|(file, source)| (module_path(&file), file, source))
        .collect();
    let known: BTreeSet<String> = files.iter().map(|(path, ..)| path.join("::")).collect();
    files
        .into_iter()
        .map(|(path, file, source)| {
            let mut reader = ModuleReader {
                known: &known,
                module: path.clone(),
                uses: Vec::new(),
                functions: Vec::new(),
            };
            reader.block(&tokens(&source));
            let module = Module {
                file,
                source,
                uses: reader.uses,
                functions: reader.functions,
            };
            (path.join("::"), module)
        })
        .collect()
}

fn module_path(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs");
    let segments = path.split('/').map(str::to_owned);
    segments
        .filter(|segment| !matches!(segment.as_str(), "lib" | "main" | "mod"))
        .collect()
}

/// Returns the module of the file that a path leads to: the longest prefix of the path that is a module.
pub fn owner<'m>(modules: &'m Modules, path: &[String]) -> Option<&'m str> {
    (1..=path.len())
        .rev()
        .find_map(|length| modules.get_key_value(&path[..length].join("::")))
        .map(|(name, _)| name.as_str())
}

struct ModuleReader<'a> {
    known: &'a BTreeSet<String>,
    /// The path of the module whose tokens are read, including inline modules.
    module: Vec<String>,
    uses: Vec<Use>,
    functions: Vec<Function>,
}

impl ModuleReader<'_> {
    fn block(&mut self, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let text = |offset: usize| tokens.get(at + offset).map_or("", |token| &token.text);
            match (text(0), text(1), text(2)) {
                ("mod", name, "{") => {
                    let end = closing(tokens, at + 2);
                    self.module.push(name.to_owned());
                    self.block(&tokens[at + 3..end]);
                    self.module.pop();
                    at = end;
                }
                ("fn", name, _) if name.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                    self.function(tokens, at);
                    at += 2;
                }
                // The tokens in `quote!` are code of another crate.
                ("quote", "!", _) => at = closing(tokens, at + 2),
                // The name of the crate that a macro is used in, or the rest of a path.
                ("$" | "::", ..) => at += 2,
                (_, "::", _) => at = self.path(tokens, at, &[]).max(at + 1),
                _ => at += 1,
            }
        }
    }

    fn function(&mut self, tokens: &[Token], at: usize) {
        let mut depth = 0;
        for (index, token) in tokens.iter().enumerate().skip(at) {
            match token.text.as_str() {
                "(" | "[" => depth += 1,
                ")" | "]" => depth -= 1,
                ";" if depth == 0 => return,
                "{" if depth == 0 => {
                    let last = closing(tokens, index).min(tokens.len() - 1);
                    self.functions.push(Function {
                        name: tokens[at + 1].text.clone(),
                        line: tokens[at].line,
                        length: tokens[last].line - tokens[at].line + 1,
                    });
                    return;
                }
                _ => {}
            }
        }
    }

    /// Reads a path, or a group of paths after `prefix`, and returns the index after its last token.
    fn path(&mut self, tokens: &[Token], mut at: usize, prefix: &[String]) -> usize {
        let line = tokens[at].line;
        let mut path = prefix.to_vec();
        loop {
            let text = tokens.get(at).map_or("", |token| token.text.as_str());
            if text == "{" && !path.is_empty() {
                let end = closing(tokens, at);
                at += 1;
                while at < end {
                    at = self.path(tokens, at, &path).max(at + 1);
                    // A path may be followed by `as` and a name.
                    while at < end && tokens[at].text != "," {
                        at += 1;
                    }
                    at += 1;
                }
                return end + 1;
            }
            if !text.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                break;
            }
            path.push(text.to_owned());
            at += 1;
            if tokens.get(at).is_none_or(|token| token.text != "::") {
                break;
            }
            at += 1;
        }
        if let Some(path) = self.resolve(&path) {
            self.uses.push(Use { path, line });
        }
        at
    }

    /// Returns the path from the root of the crate, or `None` if it leads to another crate.
    fn resolve(&self, path: &[String]) -> Option<Vec<String>> {
        let mut base = self.module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => (base, rest) = (Vec::new(), &path[1..]),
            "self" => rest = &path[1..],
            "super" => {
                while let Some((first, others)) = rest.split_first()
                    && first == "super"
                {
                    base.pop();
                    rest = others;
                }
            }
            child => {
                let below = [&base[..], &[child.to_owned()]].concat().join("::");
                self.known.get(&below)?;
            }
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }
}

/// Returns the index of the brace, parenthesis or bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len()
}
