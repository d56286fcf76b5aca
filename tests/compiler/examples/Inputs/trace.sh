#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/compiler/examples/Inputs/common.sh
. "$(dirname -- "$0")/common.sh"

sources=$(cat sources.txt)

# run FORM: all operations at each depth, "depth operation accesses twice ...".
run() {
    for depth in 16 24 32; do
        "$work/$1" --depth $depth >"$work/seen" || fail "$1 at $depth bits failed"
        sed "1d; s/^/$depth /" "$work/seen"
    done >"$work/$1.seen"
    [ "$(wc -l <"$work/$1.seen")" -eq 15 ] || fail "$1 did not do five operations at three depths"
}

# shellcheck disable=SC2086
compile plain -O2 $sources -o "$work/plain" "$@"
run plain
# If the tracer sees nothing wrong with libc's copies, it would see nothing wrong with ours.
awk '$3 == 0 || $6 != 0 { exit 1 }
     $2 == "blit" { seen += $4 > 0 && $7 > 0 && $8 > 8 }
     $2 == "read-back" { outside += $5 > 0 }
     END { if (seen != 3 || outside != 3) exit 1 }' "$work/plain.seen" ||
    fail "the plain driver was not seen as it is: $(cat "$work/plain.seen")"

for level in 0 1 2 3 s; do
    # shellcheck disable=SC2086
    compile iomem -O$level $sources -o "$work/iomem" "$@"
    run iomem
    awk '$3 == 0 || $4 != 0 || $5 != 0 || $6 != 0 || $7 != 0 || $8 > 8 { print; bad = 1 } END { exit bad }' \
        "$work/iomem.seen" >"$work/bad" ||
        fail "-O$level: accesses that should not be (depth operation accesses twice outside missed misaligned widest memory): $(cat "$work/bad")"
    awk '{ print $1, $2, $NF }' "$work/plain.seen" >"$work/plain.memory"
    awk '{ print $1, $2, $NF }' "$work/iomem.seen" | diff "$work/plain.memory" - ||
        fail "-O$level: video memory differs from what plain C leaves there"
done
