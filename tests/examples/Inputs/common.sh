#!/bin/sh
# SPDX-License-Identifier: MIT
# For the scripts here, which are called with iomem-config, the top of the sources, a path for what
# they make, and what each says besides.
set -eu
export LC_ALL=C
config=$1
source=$2
work=$3
shift 3

mkdir -p "$work"
cd "$source/examples/bochs-display"

fail() {
    echo "$1" >&2
    exit 1
}

# compile CC FORM ARGUMENT...
compile() {
    cc=$1
    form=$2
    shift 2
    "$source/examples/compile" "$config" "$cc" "$form" -std=gnu11 -Wall -Wextra "$@"
}

compilers=$("$config" --list | cut -d ' ' -f 1 | sort -u)
[ -n "$compilers" ] || fail "no compiler has a plugin here"
