//! Runs every fuzz target on its seeds, on every prefix of its seeds, and on mutations that proptest generates.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[path = "../../fuzz/src/lib.rs"]
mod fuzz_crate;

use fuzz_crate::targets::TARGETS;

/// Reads the seeds of a target, in order of their paths.
fn read_seeds(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(name);
    let files =
        fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| (path.clone(), fs::read(path).unwrap());
    paths.into_iter().map(read).collect()
}

#[test]
fn accepts_every_prefix_of_every_seed() {
    for (name, target) in TARGETS {
        let seeds = read_seeds(name);
        assert!(!seeds.is_empty(), "no seeds for {name}");
        for (path, seed) in seeds {
            println!("{}", path.display());
            (0..=seed.len()).for_each(|end| target(&seed[..end]));
        }
    }
}

#[test]
fn accepts_input_nested_far_beyond_the_limit() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(5000), close.repeat(5000));
    for text in [
        deep("[", "]"),
        deep("{\"Itself\":", "}"),
        deep("<Itself>", "</Itself>"),
        deep("[", ""),
    ] {
        TARGETS
            .iter()
            .for_each(|(_, target)| target(text.as_bytes()));
    }
}

/// Generates random bytes, and seeds with a part replaced, removed or repeated.
fn mutations(name: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    let seeds: Vec<_> = read_seeds(name).into_iter().map(|(_, seed)| seed).collect();
    let tokens = [
        "{", "}", "[", "]", "\"", ":", ",", "<", ">", "</", "&", "\\u0000", "null", "1e99", "\n",
        "\u{feff}",
    ];
    let part = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8),
        prop::sample::select(tokens.to_vec()).prop_map(|token| token.as_bytes().to_vec()),
    ];
    let places = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let changed = (prop::sample::select(seeds), places, part, 1..4usize);
    let changed = changed.prop_map(|(mut seed, (from, to), part, times)| {
        let (from, to) = (from.index(seed.len() + 1), to.index(seed.len() + 1));
        let part = part.repeat(times);
        seed.splice(from.min(to)..from.max(to).min(from.min(to) + 16), part);
        seed
    });
    prop_oneof![4 => changed, 1 => prop::collection::vec(any::<u8>(), 0..64)]
}

/// The environment variable `ACS_FUZZ_CASES` sets the number of cases for each target. Default: 400.
#[test]
fn accepts_mutated_seeds() {
    let cases = std::env::var("ACS_FUZZ_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    for (name, target) in TARGETS {
        let config = Config {
            cases: cases.unwrap_or(400),
            failure_persistence: None,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(&mutations(name), |data| {
            target(&data);
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
