#!/usr/bin/env bash
# Measures a release build of a program that uses a generated crate: CPU time of the ecs crate per operation, CPU time of
# the program per call, and the size that each call adds to the stripped binary. The calls are in a single async function
# and, in a second program, in one function each.
# RUNS sets the number of runs (default: 5), of which the minimum counts. Needs a Rust toolchain and the corpus:
# ACSGEN_CORPUS, or ../shared/corpus beside the repository.
set -euo pipefail
cd "$(dirname "$0")/../.."
. generator/benches/common.sh
runs=${RUNS:-5}
calls=40
ecs=${ACSGEN_CORPUS:-../shared/corpus}/metadata/ecs/2014-05-26/api-docs.json
if [ ! -e "$ecs" ]; then
    echo "no official description of ecs at $ecs: skipped; set ACSGEN_CORPUS to the corpus"
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cargo build --quiet --release -p acsgen
target/release/acsgen generate "$ecs" --out "$scratch" --runtime-path "$PWD/generator/client" >/dev/null 2>&1
mkdir "$scratch/src"
cp Cargo.lock "$scratch/"
cat >"$scratch/Cargo.toml" <<TOML
[workspace]
members = ["ecs-2014-05-26"]
[package]
name = "consumer"
version = "0.0.0"
edition = "2024"
[dependencies]
acs-client = { path = "$PWD/generator/client", default-features = false }
acs-ecs-20140526 = { path = "ecs-2014-05-26", default-features = false, features = ["full"] }
[profile.release]
strip = true
TOML
cd "$scratch"
export CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$scratch/target"

# Chooses requests whose constructors need only text, spread over the alphabet.
sed -nE 's/^    pub fn new\((([a-z0-9_]+: &str(, )?)+)\) -> Self.*/\1/p; s/^pub struct ([A-Za-z0-9]+)\(codegen::Parameters\);/= \1/p' \
    ecs-2014-05-26/src/*.rs |
    awk '/^=/ { name = $2; next } name { gsub(/[a-z0-9_]+: &str/, "\"text\""); print name "::new(" $0 ")"; name = "" }' >requests
step=$(($(wc -l <requests) / (calls + 1)))
awk -v step="$step" 'NR % step == 0' requests | head -n $((calls + 1)) >chosen

# program NUMBER SHAPE: writes a program that makes this number of calls.
program() {
    {
        echo '#![allow(deprecated)]'
        echo 'use acs_client::{Client, Error, Replay, replay::block_on}; use acs_ecs_20140526::*;'
        head -n "$1" chosen | awk -v shape="$2" '
            BEGIN { if (shape == "one") print "async fn all(client: &Client) -> Result<(), Error> {" }
            {
                call = "let response = client.send(" $0 ").await?; println!(\"{:?}\", response.request_id());"
                if (shape == "one") print "{ " call " }"
                else { print "async fn call" NR "(client: &Client) -> Result<(), Error> { " call " Ok(()) }"; each = each "call" NR "(client).await?; " }
            }
            END {
                if (shape == "one") print "Ok(()) }"
                else print "async fn all(client: &Client) -> Result<(), Error> { " each "Ok(()) }"
            }'
        echo 'fn main() { let _ = block_on(all(&Client::replay(&Replay::new()))); }'
    } >src/main.rs
}

build() { cargo build --quiet --release --offline "$@"; }

# rebuild_cost FILE ARGUMENTS...: prints the CPU time of a rebuild after FILE changed, in milliseconds and without the
# time of cargo itself.
rebuild_cost() {
    local file=$1 all cargo
    shift
    build "$@"
    cargo=$(for _ in $(seq "$runs"); do cpu build "$@"; done | sort -n | head -1)
    all=$(for _ in $(seq "$runs"); do touch "$file" && cpu build "$@"; done | sort -n | head -1)
    echo $((all - cargo))
}

program 1 one
build
operations=$(grep -l "const SPEC: " ecs-2014-05-26/src/*.rs | wc -l)
library=$(rebuild_cost ecs-2014-05-26/src/lib.rs --lib --package acs-ecs-20140526 --no-default-features --features full)
row "release build of ecs, ms CPU an operation" "$(awk -v all="$library" -v n="$operations" 'BEGIN { printf "%.0f", all / n }')"
per_call() { awk -v less="$1" -v more="$2" -v n="$calls" 'BEGIN { printf "%.1f", (more - less) / n }'; }
for shape in one own; do
    program 1 $shape
    one=$(rebuild_cost src/main.rs)
    size=$(stat -c %s target/release/consumer)
    program $((calls + 1)) $shape
    many=$(rebuild_cost src/main.rs)
    case $shape in one) in='one function' ;; own) in='a function each' ;; esac
    row "release build of a program, calls in $in, ms CPU a call" "$(per_call "$one" "$many")"
    row "its stripped binary, calls in $in, bytes a call" "$(per_call "$size" "$(stat -c %s target/release/consumer)")"
done
