//! How much of the official descriptions the reference pages of the same operations yield, counted over the corpus.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Instant;

use acsgen::model::{
    Operation, ParameterLocation, Provenance, Schema, SchemaKind, Service, ServiceStyle,
};
use acsgen::{SourceFile, Sources, SpecDefaults};
use serde_json::Value;

/// A count of how many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    pub right: usize,
    pub all: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    pub fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// Everything that is counted.
#[derive(Debug, Default)]
pub struct Figures {
    pub pages: Share,
    pub identity: Share,
    pub parameters: Share,
    pub required: Share,
    pub types: Share,
    pub official: Share,
    pub rows: Share,
    pub exact: Share,
    pub reply_types: Share,
    /// Rows by how they were placed.
    pub grounds: BTreeMap<String, Share>,
    /// ROA requests, which the official descriptions put into bodies that pages do not have.
    pub roa: Share,
    pub seconds: f64,
    /// What differs, by kind.
    pub differences: BTreeMap<&'static str, Vec<String>>,
}

struct Entry {
    file: String,
    line: Value,
}

/// Which pages are held against the official descriptions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Those of the newest generation whose link names the operation.
    Newest,
    All,
}

/// Counts over the pages of a corpus.
pub fn count(corpus: &Path, chosen: Chosen) -> Option<Figures> {
    let index = fs::read_to_string(corpus.join("pages/index.jsonl")).ok()?;
    let entries: Vec<Entry> = index
        .lines()
        .filter_map(|line| {
            let line: Value = serde_json::from_str(line).ok()?;
            let file = line["file"].as_str()?.to_owned();
            Some(Entry { file, line })
        })
        .collect();
    let mut figures = Figures::default();
    let mut official: HashMap<String, Option<Service>> = HashMap::new();
    let mut texts = Vec::new();
    for entry in entries {
        let text = fs::read_to_string(corpus.join("pages").join(&entry.file)).ok()?;
        texts.push((entry, text));
    }
    for (entry, text) in &texts {
        let sources = sources(entry, text);
        let start = Instant::now();
        let read = acsgen::read(&sources);
        figures.seconds += start.elapsed().as_secs_f64();
        let page = read
            .ok()
            .and_then(|(service, _)| Some((service.operations.first()?.clone(), service)));
        figures.pages.add(page.is_some());
        let Some((operation, service)) = page else {
            figures.differ("page not read", entry.file.clone());
            continue;
        };
        figures.identity(entry, &operation, &service);
        let described = &entry.line["described_in_metadata"];
        let newest = entry.line["variant"]
            .as_str()
            .is_some_and(|variant| variant.starts_with("V4"))
            && described["how"] == "link";
        if described.is_null() || (chosen == Chosen::Newest && !newest) {
            continue;
        }
        let folder = format!(
            "{}/{}",
            described["product"].as_str()?,
            described["version"].as_str()?
        );
        let known = official
            .entry(folder.clone())
            .or_insert_with(|| load(corpus, &folder));
        let Some(known) = known else { continue };
        let Some(wanted) = described["operation"]
            .as_str()
            .and_then(|name| known.operation(name))
        else {
            continue;
        };
        figures.request(entry, &operation, wanted, known, service.style);
        figures.reply(entry, &operation, wanted, known);
    }
    Some(figures)
}

fn load(corpus: &Path, folder: &str) -> Option<Service> {
    let path = corpus.join("metadata").join(folder).join("api-docs.json");
    let sources = acsgen::input::load_spec(&path).ok()?;
    acsgen::read(&sources).ok().map(|(service, _)| service)
}

fn sources(entry: &Entry, text: &str) -> Sources {
    let told = |member: &str| entry.line[member].as_str().is_none();
    Sources {
        description: SourceFile::new(entry.file.as_str(), text),
        pages: Vec::new(),
        overrides: None,
        defaults: SpecDefaults {
            product: told("product").then(|| "Told".to_owned()),
            version: told("version").then(|| "2000-01-01".to_owned()),
            ..SpecDefaults::default()
        },
    }
}

/// A value by the names that lead to it.
#[derive(Debug)]
struct Path_ {
    name: String,
    kind: &'static str,
    required: bool,
    ground: Provenance,
}

/// Everything inside a schema; elements of lists stand where the list does.
fn flat(schema: &Schema, service: &Service, name: &str, depth: usize, out: &mut Vec<Path_>) {
    let resolved = service.resolve(schema).unwrap_or(schema);
    match &resolved.kind {
        _ if depth > 20 => {}
        SchemaKind::List(inner) => flat(inner, service, name, depth + 1, out),
        SchemaKind::Object(fields) => {
            for field in fields {
                let name = if name.is_empty() {
                    field.name.clone()
                } else {
                    format!("{name}.{}", field.name)
                };
                out.push(path(&name, &field.schema, service));
                flat(&field.schema, service, &name, depth + 1, out);
            }
        }
        _ => {}
    }
}

fn path(name: &str, schema: &Schema, service: &Service) -> Path_ {
    let shape = &service.resolve(schema).unwrap_or(schema).kind;
    Path_ {
        name: name.to_owned(),
        kind: kind(shape),
        required: schema.required,
        ground: schema.provenance,
    }
}

fn kind(shape: &SchemaKind) -> &'static str {
    match shape {
        SchemaKind::String(_) | SchemaKind::Bytes { .. } => "string",
        SchemaKind::Integer => "integer",
        SchemaKind::Number => "number",
        SchemaKind::Boolean => "boolean",
        SchemaKind::List(_) => "array",
        SchemaKind::Any | SchemaKind::Object(_) | SchemaKind::Map(_) | SchemaKind::Reference(_) => {
            "object"
        }
    }
}

fn parameters(operation: &Operation, service: &Service) -> Vec<Path_> {
    let mut out = Vec::new();
    for parameter in &operation.parameters {
        let whole = parameter.location == ParameterLocation::Body;
        if !whole {
            out.push(path(&parameter.name, &parameter.schema, service));
        }
        let name = if whole { "" } else { parameter.name.as_str() };
        flat(&parameter.schema, service, name, 0, &mut out);
    }
    out
}

fn is_row(path: &Path_) -> bool {
    !matches!(path.ground, Provenance::Sampled | Provenance::Derived)
}

impl Figures {
    fn differ(&mut self, kind: &'static str, what: String) {
        self.differences.entry(kind).or_default().push(what);
    }

    fn identity(&mut self, entry: &Entry, operation: &Operation, service: &Service) {
        let stated = [
            ("operation", &operation.name),
            ("product", &service.product),
            ("version", &service.version),
        ];
        for (member, ours) in stated {
            if let Some(wanted) = entry.line[member].as_str() {
                let right = wanted == ours;
                self.identity.add(right);
                if !right {
                    self.differ(
                        "identity",
                        format!("{}: {member} {ours}, not {wanted}", entry.file),
                    );
                }
            }
        }
    }

    fn request(
        &mut self,
        entry: &Entry,
        page: &Operation,
        official: &Operation,
        known: &Service,
        style: ServiceStyle,
    ) {
        let wanted = parameters(official, known);
        let by_name: HashMap<&str, &Path_> = wanted
            .iter()
            .map(|path| (path.name.as_str(), path))
            .collect();
        let service = known;
        let found = parameters(page, service);
        let rpc = entry.line["style"] == "RPC";
        let _ = style;
        for path in found.iter().filter(|path| is_row(path)) {
            let official = by_name.get(path.name.as_str());
            if !rpc {
                self.roa.add(official.is_some());
                if official.is_none() {
                    self.differ(
                        "ROA parameter not official",
                        format!("{}: {}", entry.file, path.name),
                    );
                }
                continue;
            }
            self.parameters.add(official.is_some());
            let Some(official) = official else {
                self.differ(
                    "parameter not official",
                    format!("{}: {}", entry.file, path.name),
                );
                continue;
            };
            self.required.add(official.required == path.required);
            if official.required != path.required {
                self.differ(
                    "required",
                    format!("{}: {} {}", entry.file, path.name, path.required),
                );
            }
            self.types.add(official.kind == path.kind);
            if official.kind != path.kind {
                self.differ(
                    "type",
                    format!(
                        "{}: {} {} not {}",
                        entry.file, path.name, path.kind, official.kind
                    ),
                );
            }
        }
        if rpc {
            for parameter in &official.parameters {
                let right = page
                    .parameters
                    .iter()
                    .any(|ours| ours.name == parameter.name);
                self.official.add(right);
                if !right {
                    self.differ("official parameter not on page", parameter.name.clone());
                }
            }
        }
    }

    fn reply(&mut self, entry: &Entry, page: &Operation, official: &Operation, known: &Service) {
        let (Some(ours), Some(theirs)) = (&page.response, &official.response) else {
            return;
        };
        let (mut found, mut wanted) = (Vec::new(), Vec::new());
        flat(ours, known, "", 0, &mut found);
        flat(theirs, known, "", 0, &mut wanted);
        let by_name: HashMap<&str, &Path_> = wanted
            .iter()
            .map(|path| (path.name.as_str(), path))
            .collect();
        let mut exact = true;
        let mut any = false;
        for path in found.iter().filter(|path| is_row(path)) {
            any = true;
            let official = by_name.get(path.name.as_str());
            self.rows.add(official.is_some());
            self.grounds
                .entry(format!("{:?}", path.ground))
                .or_default()
                .add(official.is_some());
            exact &= official.is_some();
            match official {
                None => {
                    let last = path.name.rsplit('.').next().unwrap_or_default();
                    let places: Vec<&str> = wanted
                        .iter()
                        .map(|path| path.name.as_str())
                        .filter(|name| name.rsplit('.').next() == Some(last))
                        .take(4)
                        .collect();
                    let kind = if places.is_empty() {
                        "reply field unknown"
                    } else {
                        "reply field elsewhere"
                    };
                    self.differ(
                        kind,
                        format!(
                            "{}: {} ({:?}), official {places:?}",
                            entry.file, path.name, path.ground
                        ),
                    );
                }
                Some(official) => {
                    self.reply_types.add(official.kind == path.kind);
                    if official.kind != path.kind {
                        self.differ(
                            "reply type",
                            format!(
                                "{}: {} {} not {} {:?}",
                                entry.file, path.name, path.kind, official.kind, path.ground
                            ),
                        );
                    }
                }
            }
        }
        if any {
            self.exact.add(exact);
        }
    }

    /// The figures as lines of a table, each with what it must reach.
    pub fn table(&self) -> String {
        let mut text = String::new();
        for (what, share, least) in self.lines() {
            let _ = writeln!(
                text,
                "| {what} | {:.1} % ({} of {}) | {least} % |",
                share.percent(),
                share.right,
                share.all
            );
        }
        let _ = writeln!(text, "| pages to model | {:.2} s | 1 s |", self.seconds);
        text
    }

    pub fn lines(&self) -> [(&'static str, Share, f64); 9] {
        [
            ("operation pages read", self.pages, 99.5),
            (
                "operation, product, version as stated",
                self.identity,
                100.0,
            ),
            (
                "request parameters that are official (RPC)",
                self.parameters,
                97.5,
            ),
            ("required flag equal", self.required, 97.5),
            ("type equal", self.types, 99.5),
            (
                "official request parameters on the page (RPC)",
                self.official,
                84.0,
            ),
            ("reply rows at their official path", self.rows, 95.0),
            ("pages with every reply row exact", self.exact, 92.0),
            ("reply type equal", self.reply_types, 99.5),
        ]
    }
}

/// How many differences of a kind are shown: a few, or as many as `ACSGEN_PAGE_DIFFERENCES` says.
pub fn shown() -> usize {
    std::env::var("ACSGEN_PAGE_DIFFERENCES")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(3)
}
