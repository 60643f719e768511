#!/usr/bin/env bash
# Measures CPU time (user and system) of generating the committed crate, and of `cargo check` of the crate without its
# dependencies. With the corpus, also measures a crate of hundreds of operations, and a single feature of that crate.
# Prints milliseconds, the median of RUNS runs (default: 11). Needs a Rust toolchain and bash.
set -euo pipefail
cd "$(dirname "$0")/../.."
. generator/benches/common.sh
runs=${RUNS:-11}
crate=generated/domain-2018-01-29
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cargo build --quiet --release -p acsgen
generate() {
    for _ in $(seq "$runs"); do
        rm -rf "$scratch/out"
        cpu target/release/acsgen generate --out "$scratch/out" --runtime-path /nowhere
    done
}
row "generate the committed crate into an empty folder, ms CPU" "$(generate | median)"

# rustc takes time to start and to read the dependencies, whatever the crate holds; a crate that only re-exports them
# measures that time. A check without changes measures the time of cargo itself.
mkdir -p "$scratch/empty/src"
echo 'pub use acs_client::{Client, Error, WaitError, codegen};' >"$scratch/empty/src/lib.rs"
cp Cargo.lock "$scratch/empty/"
cat >"$scratch/empty/Cargo.toml" <<TOML
[package]
name = "empty"
version = "0.0.0"
edition = "2024"
[dependencies]
acs-client = { path = "$PWD/generator/client", default-features = false }
[workspace]
TOML
export CARGO_INCREMENTAL=0
export CARGO_TARGET_DIR="$scratch/target"
check() {
    local check=(cargo check --quiet --offline --no-default-features --features "$2" --manifest-path "$1/Cargo.toml")
    "${check[@]}"
    local cargo again
    cargo=$(for _ in $(seq "$runs"); do cpu "${check[@]}"; done | median)
    again=$(for _ in $(seq "$runs"); do touch "$1/src/lib.rs" && cpu "${check[@]}"; done | median)
    echo $((again - cargo))
}
empty=$(check "$scratch/empty" "")
report() {
    local total operations
    total=$(check "$2" full)
    operations=$(grep -l "const SPEC: " "$2"/src/*.rs | wc -l)
    row "cargo check of $1, ms CPU an operation" \
        "$(awk -v all=$((total - empty)) -v n="$operations" 'BEGIN { printf "%.1f", all / n }')"
}
report Domain "$crate"

# The cost of an operation in a large crate. Official descriptions are not part of the repository.
ecs=${ACSGEN_CORPUS:-../shared/corpus}/metadata/ecs/2014-05-26/api-docs.json
if [ -e "$ecs" ]; then
    target/release/acsgen generate "$ecs" --out "$scratch" --runtime-path "$PWD/generator/client" >/dev/null 2>&1
    cp Cargo.lock "$scratch/ecs-2014-05-26/"
    printf '[workspace]\n' >>"$scratch/ecs-2014-05-26/Cargo.toml"
    report ecs "$scratch/ecs-2014-05-26"
    row "cargo check of ecs with the feature instance alone, ms CPU" "$(check "$scratch/ecs-2014-05-26" instance)"
else
    echo "no official description of ecs at $ecs: skipped"
fi
