#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/examples/Inputs/common.sh
. "$(dirname -- "$0")/common.sh"

# clean ARGUMENT...: the driver compiles in silence.
clean() {
    for file in $(cat sources.txt); do
        compile "$@" -c "$file" -o "$work/object.o" >"$work/log" 2>&1 || fail "$* does not compile $file: $(cat "$work/log")"
        [ ! -s "$work/log" ] || fail "$* on $file: $(cat "$work/log")"
    done
}

for cc in $compilers; do
    clean "$cc" plain -O2 "$@"
    for level in 0 1 2 3 s; do
        clean "$cc" iomem -O$level "$@"
    done
done
