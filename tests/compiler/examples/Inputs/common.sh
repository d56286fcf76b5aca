#!/bin/sh
# SPDX-License-Identifier: MIT
# For the scripts here, which are called with iomem-config, the compiler, the top of the sources, a path for
# what they make, and what each says besides.
set -eu
export LC_ALL=C
config=$1
cc=$2
source=$3
work=$4
shift 4

mkdir -p "$work"
cd "$source/examples/bochs-display"

fail() {
    echo "$1" >&2
    exit 1
}

# compile FORM ARGUMENT...
compile() {
    form=$1
    shift
    "$source/examples/compile" "$config" "$cc" "$form" -std=gnu11 -Wall -Wextra "$@"
}
