# What the benchmarks share; they source this file.

# The CPU milliseconds of one command and its children.
cpu() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%d\n", ($1 + $2) * 1000 }'
}

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# One measured figure beside the one in `numbers`: row NAME VALUE.
row() {
    local committed
    committed=$(awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$numbers")
    printf '%-74s %8s  committed: %s\n' "$1" "$2" "${committed:-none}"
}
numbers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/numbers
