#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/compiler/examples/Inputs/common.sh
. "$(dirname -- "$0")/common.sh"

# expect CLASS SEVERITY TEXT: on the one line of careless.c that holds TEXT.
expect() {
    number=$(grep -nF -- "$3" careless.c | cut -d : -f 1)
    case $number in
    '' | *[!0-9]*) fail "not one line of careless.c holds: $3" ;;
    esac
    echo "$number $2 $1"
}

{
    expect cast warning '(uint8_t *)b->registers'
    expect mixing error 'void *row = b->pixels'
    expect mixing error '*pixel = b->pixels'
    expect call error 'checksum(b->pixels'
    expect call error 'write(fd, b->pixels'
    expect vararg warning 'printf("label: %s\n", label)'
} | sort -n >"$work/expected"
{
    cat "$work/expected"
    expect cast-to warning '(uint8_t __iomem *)mapping'
} | sort -n >"$work/expected-all"

# check NAME EXPECTED ARGUMENT...
check() {
    name=$1
    expected=$2
    shift 2
    ! compile iomem "$@" -O2 -c careless.c -o "$work/careless.o" 2>"$work/$name.log" || fail "$name: it compiles"
    "$source/examples/diagnostics" <"$work/$name.log" |
        awk -F '\t' '{ print ($3 == "careless.c" ? $4 : $3), $2, $1 }' | sort -n >"$work/$name.classes"
    diff -u "$expected" "$work/$name.classes" || fail "$name: other diagnostics than expected"
}

check default "$work/expected"
check cast-to "$work/expected-all" -fplugin-arg-iomem-Wcast-to
compile plain -O2 -Werror -c careless.c -o "$work/careless.o"
