#!/usr/bin/env bash
# All benchmarks, each figure beside the one committed in `numbers`. Takes about ten minutes; wants a quiet machine.
set -euo pipefail
cd "$(dirname "$0")"
bash client.sh
bash cpu.sh
bash consumer.sh
bash catalogue.sh
