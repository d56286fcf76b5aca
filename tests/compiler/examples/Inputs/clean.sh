#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/compiler/examples/Inputs/common.sh
. "$(dirname -- "$0")/common.sh"

# clean ARGUMENT...: the driver in this folder compiles in silence.
clean() {
    for file in $(cat sources.txt); do
        compile "$@" -c "$file" -o "$work/object.o" >"$work/log" 2>&1 || fail "$file does not compile, $*: $(cat "$work/log")"
        [ ! -s "$work/log" ] || fail "$file, $*: $(cat "$work/log")"
    done
}

clean_at_every_level() {
    clean plain -O2 "$@"
    for level in 0 1 2 3 s; do
        clean iomem -O$level "$@"
    done
}

clean_at_every_level "$@"
# edu's registers are 64 bits wide.
if compile plain -dM -E -x c /dev/null | grep -q __LP64__; then
    cd ../edu-vfio
    clean_at_every_level
fi
