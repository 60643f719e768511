#!/usr/bin/env bash
# Measures the CPU time of a call and compares it with bare reqwest; see generator/client/benches/client.rs.
# Needs a Rust toolchain and Linux.
set -euo pipefail
cd "$(dirname "$0")/../.."
. generator/benches/common.sh
cargo bench --quiet -p acs-client --all-features --bench client | while IFS=$'\t' read -r name figure; do
    row "$name" "$figure"
done
