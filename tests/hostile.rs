//! Broken, huge and hostile input gives diagnostics, never a panic, and never becomes code.

use acsgen::{Diagnostics, Generated, Generator, SourceFile, Sources, input};

use crate::fresh::{load, root};

fn generate(text: impl Into<String>) -> Result<Generated, Diagnostics> {
    Generator::new().generate(&Sources {
        description: SourceFile::new("api-docs.json", text),
        pages: Vec::new(),
        overrides: None,
        defaults: acsgen::SpecDefaults::default(),
    })
}

/// Returns a description with `text` wherever a description has free text.
fn description_with(text: &str) -> String {
    let value = serde_json::json!({
        "info": { "style": "RPC", "product": "Demo", "version": "2026-01-01" },
        "apis": { "Ping": {
            "summary": text, "description": text, "title": text,
            "parameters": [{ "name": "Text", "in": "query", "schema": {
                "type": "string", "description": text, "example": text, "default": text, "pattern": text,
                "enum": [text], "enumValueTitles": { text: text } } }],
            "responses": { "200": { "schema": { "type": "object", "properties": {
                "Field": { "type": "string", "description": text, "example": text } } } } },
            "errorCodes": { "400": [{ "errorCode": text, "errorMessage": text }] },
            "responseDemo": serde_json::json!([{ "type": "json", "example": serde_json::json!({ "Field": text }).to_string() }]).to_string()
        } },
        "endpoints": [{ "regionId": text, "endpoint": "demo.aliyuncs.com" }]
    });
    value.to_string()
}

const HOSTILE: [&str; 16] = [
    "../x",
    "a\"; panic!()",
    "*/ fn main() {} /*",
    "line\nbreak",
    "carriage\rreturn",
    "\u{202e}right to left",
    "zero\u{200b}width",
    "r#\"",
    "\"#",
    "`",
    "```\nfn main() { panic!() }\n```",
    "    fn main() { panic!() }",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "{}{0}{name}",
    "\u{0}\u{1b}[31m",
];

/// Free text stays text: the output parses, and declares the same items as with a harmless text.
#[test]
fn free_text_never_becomes_code() {
    let harmless = item_counts(&generate(description_with("harmless")).unwrap());
    for text in HOSTILE {
        let generated = generate(description_with(text))
            .unwrap_or_else(|diagnostics| panic!("{text:?}: {diagnostics}"));
        assert_eq!(item_counts(&generated), harmless, "{text:?}");
        for file in generated
            .files
            .iter()
            .filter(|file| file.path.ends_with(".rs"))
        {
            assert!(
                !file
                    .text
                    .contains(['\u{202e}', '\u{200b}', '\u{0}', '\u{1b}', '\r']),
                "{text:?} in {}",
                file.path
            );
            assert!(
                !compiled_examples(&file.text).contains("panic!"),
                "{text:?} in {}",
                file.path
            );
        }
    }
}

/// Returns the number of items in each module of a crate. Hostile text must not add an item.
fn item_counts(generated: &Generated) -> Vec<(String, usize)> {
    let rust = generated
        .files
        .iter()
        .filter(|file| file.path.ends_with(".rs") && file.path.starts_with("src/"));
    rust.map(|file| {
        (
            file.path.clone(),
            syn::parse_file(&file.text).unwrap().items.len(),
        )
    })
    .collect()
}

/// Returns the code in the documentation that rustdoc would compile.
fn compiled_examples(text: &str) -> String {
    let (mut open, mut compiled) = (false, false);
    let mut examples = String::new();
    for line in text.lines().map(str::trim_start) {
        let Some(doc) = line.strip_prefix("///") else {
            continue;
        };
        if let Some(fence) = doc.trim().strip_prefix("```") {
            open = !open;
            compiled = open && fence != "text";
        } else if compiled || doc.starts_with("     ") {
            examples.push_str(doc);
        }
    }
    examples
}

/// A name that would become a type, a file or a directory is rejected.
#[test]
fn hostile_names_are_rejected() {
    let clean = description_with("harmless");
    for name in HOSTILE {
        let quoted = serde_json::to_string(name).unwrap();
        for original in [
            "\"Ping\"",
            "\"Demo\"",
            "\"2026-01-01\"",
            "\"Text\"",
            "\"Field\":",
        ] {
            let hostile = if original.ends_with(':') {
                format!("{quoted}:")
            } else {
                quoted.clone()
            };
            let diagnostics = generate(clean.replace(original, &hostile)).unwrap_err();
            assert!(diagnostics.errors() > 0, "{name:?} for {original}");
            assert!(
                diagnostics
                    .iter()
                    .all(|diagnostic| diagnostic.location().starts_with("api-docs.json:")),
                "{diagnostics}"
            );
            let shown = diagnostics.to_string();
            assert!(
                !shown.contains(['\u{202e}', '\u{0}', '\u{1b}', '\r']),
                "{shown:?}"
            );
        }
    }
}

#[test]
fn every_truncated_description_is_rejected() {
    let golden = load("tests/golden/shapes/api-docs.json")
        .description
        .text()
        .to_owned();
    let whole = load("specs/domain/2018-01-29/api-docs.json")
        .description
        .text()
        .to_owned();
    // Every prefix of the small description, but only every 101st of the large one unless the variable is set, because
    // that is twenty times as long.
    let step = if std::env::var_os("ACSGEN_EVERY_PREFIX").is_some() {
        1
    } else {
        101
    };
    let prefixes = (0..golden.trim_end().len()).filter_map(|end| golden.get(..end));
    let sampled = (0..whole.trim_end().len())
        .step_by(step)
        .filter_map(|end| whole.get(..end));
    for prefix in prefixes.chain(sampled) {
        let diagnostics = generate(prefix).unwrap_err();
        assert!(diagnostics.errors() > 0);
    }
}

#[test]
fn deep_nesting_is_rejected() {
    let brackets = "[".repeat(200 << 20);
    let diagnostics = generate(brackets).unwrap_err();
    assert!(diagnostics.to_string().contains("depth"), "{diagnostics}");
    let objects = "{\"a\":".repeat(1 << 20);
    assert!(generate(objects).unwrap_err().errors() > 0);
}

#[test]
fn unreadable_files_are_rejected() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let error = |path: &std::path::Path| {
        input::load_spec(path)
            .and_then(|sources| Generator::new().generate(&sources))
            .unwrap_err()
            .to_string()
    };
    assert!(error(dir.path()).contains("a directory, not a description"));
    assert!(error(&dir.path().join("missing.json")).contains("cannot be read"));
    assert!(error(&write("empty.json", b"")).contains("the file is empty"));
    assert!(error(&write("latin.json", b"{\n \"a\": \"\xff\" }")).contains("latin.json:2:8"));
    assert!(error(&write("image.json", b"\x89PNG\r\n\x1a\n")).contains("not UTF-8"));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_accepted() {
    let text = std::fs::read_to_string(root().join("tests/golden/tokens/api-docs.json")).unwrap();
    let plain = generate(text.clone()).unwrap();
    let windows = generate(format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    assert_eq!(plain.files, windows.files);
}
