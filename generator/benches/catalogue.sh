#!/usr/bin/env bash
# Measures wall time, CPU time and peak memory of generating all official descriptions into an empty directory. Also
# generates half of the descriptions, to check that the time is linear, and counts the crates that a second run rewrites
# after one description changed.
# Works in a temporary directory; set TMPDIR to use another disk. Needs a Rust toolchain and the corpus: ACSGEN_CORPUS, or
# ../shared/corpus beside the repository. Rejected descriptions are skipped and listed.
set -euo pipefail
cd "$(dirname "$0")/../.."
. generator/benches/common.sh
corpus=${ACSGEN_CORPUS:-../shared/corpus}/metadata
if [ ! -d "$corpus" ]; then
    echo "no official descriptions at $corpus: skipped; set ACSGEN_CORPUS to the corpus"
    exit 0
fi
corpus=$(cd "$corpus" && pwd)
cargo build --quiet --release -p acsgen
acsgen=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)/release/acsgen
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$corpus" "$scratch/metadata"
chmod -R u+w "$scratch/metadata"
cd "$scratch/metadata"

all=(*/*/api-docs.json)
rejected=$({ "$acsgen" generate --check --format json --out "$scratch/none" "${all[@]}" 2>&1 >/dev/null || true; } |
    sed -n 's/^{"severity":"error".*"file":"\([^"]*\)".*/\1/p' | sort -u)
specs=()
for spec in "${all[@]}"; do
    if grep -qxF "$spec" <<<"$rejected"; then echo "rejected and skipped: $spec"; else specs+=("$spec"); fi
done

# peak PID: records the peak memory of a process in the background, on systems with /proc.
peak() {
    local peak=0 now
    while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status" 2>/dev/null) && [ -n "$now" ]; do
        peak=$now
        sleep 0.02
    done
    echo "$peak" >"$scratch/peak"
}

# measure DIRECTORY SPECS...: generates into a directory, and sets wall and cpu (seconds), peak (MiB) and operations.
measure() {
    local out=$1 TIMEFORMAT='%R %U %S' user system
    shift
    {
        time {
            "$acsgen" generate --out "$out" --runtime-path /nowhere "$@" >"$scratch/summary" 2>/dev/null &
            peak $! &
            wait $!
            wait
        }
    } 2>"$scratch/time"
    read -r wall user system <"$scratch/time"
    cpu=$(awk -v user="$user" -v kernel="$system" 'BEGIN { print user + kernel }')
    peak=$(($(cat "$scratch/peak") / 1024))
    operations=$(sed -nE 's/^[^ ]+: ([0-9]+) operations?,.*/\1/p' "$scratch/summary" | awk '{ n += $1 } END { print n }')
}

half=()
for index in "${!specs[@]}"; do
    if [ $((index % 2)) = 0 ]; then half+=("${specs[index]}"); fi
done
measure "$scratch/half" "${half[@]}"
half_each=$(awk -v cpu="$cpu" -v n="$operations" 'BEGIN { print cpu / n }')
measure "$scratch/all" "${specs[@]}"
echo "${#specs[@]} descriptions, $operations operations"
row "generate the catalogue, s wall" "$wall"
# Writing tens of thousands of files depends on the disk, so the time to copy them is printed too.
row "copy with cp what was generated, s wall" "$(TIMEFORMAT=%R; { time cp -R "$scratch/all" "$scratch/copy"; } 2>&1)"
row "generate the catalogue, s CPU" "$cpu"
row "generate the catalogue, MiB at the peak" "$peak"
row "CPU an operation: all against half of the catalogue (1 is linear)" \
    "$(awk -v all="$cpu" -v n="$operations" -v half="$half_each" 'BEGIN { printf "%.2f", all / n / half }')"

# Changes descriptions in a single file.
touch "$scratch/before"
sleep 1
changed=ecs/2014-05-26/api-docs.json
sed 's/"description":"/"description":"Changed. /' "$changed" >"$scratch/changed" && mv "$scratch/changed" "$changed"
measure "$scratch/all" "${specs[@]}"
rewritten() { find "$scratch/all" -type f -newer "$scratch/before" | sed "s|$scratch/all/||; s|/.*||" | sort -u | wc -l; }
row "crates with a file rewritten where one description changed" "$(rewritten)"
touch "$scratch/before"
sleep 1
measure "$scratch/all" "${specs[@]}"
row "crates with a file rewritten where none changed" "$(rewritten)"
