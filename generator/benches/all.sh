#!/usr/bin/env bash
# Runs all benchmarks and prints each figure next to the one committed in `numbers`. Takes about ten minutes on an
# otherwise idle machine.
set -euo pipefail
cd "$(dirname "$0")"
bash client.sh
bash cpu.sh
bash consumer.sh
bash catalogue.sh
