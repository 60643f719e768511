# Functions that the benchmarks share. They source this file.

# cpu COMMAND...: prints the CPU time of a command and its children, in milliseconds.
cpu() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%d\n", ($1 + $2) * 1000 }'
}

# Prints the median of the numbers on standard input.
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# row NAME VALUE: prints a figure next to the one committed in `numbers`.
row() {
    local committed
    committed=$(awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$numbers")
    printf '%-74s %8s  committed: %s\n' "$1" "$2" "${committed:-none}"
}
numbers=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/numbers
