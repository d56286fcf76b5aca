#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/compiler/examples/Inputs/common.sh
. "$(dirname -- "$0")/common.sh"

# clean ARGUMENT...: the driver compiles in silence.
clean() {
    for file in $(cat sources.txt); do
        compile "$@" -c "$file" -o "$work/object.o" >"$work/log" 2>&1 || fail "$file does not compile, $*: $(cat "$work/log")"
        [ ! -s "$work/log" ] || fail "$file, $*: $(cat "$work/log")"
    done
}

clean plain -O2 "$@"
for level in 0 1 2 3 s; do
    clean iomem -O$level "$@"
done
