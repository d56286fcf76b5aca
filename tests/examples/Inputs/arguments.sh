#!/bin/sh
# SPDX-License-Identifier: MIT
set -eu
program=$1

# refused STATUS ARGUMENT...
refused() {
    expected=$1
    shift
    status=0
    message=$("$program" "$@" 2>&1 >/dev/null) || status=$?
    if [ "$status" -ne "$expected" ] || [ "$(printf '%s\n' "$message" | grep -c '^bochs-display: ')" -ne 1 ] ||
        [ "$(printf '%s\n' "$message" | wc -l)" -ne 1 ]; then
        echo "$* gave status $status and: $message" >&2
        exit 1
    fi
}

refused 1 --device nonsense
refused 1 --device 0000:00:02.0/../x
refused 1 --device ffff:ff:1f.7
refused 2 --device
refused 2 --mode 640
refused 2 --mode 640x480x
refused 2 --mode 64x64
refused 2 --depth many
refused 1 --depth 8
refused 1 --mode 161x120
refused 1 --mode 2048x2048
refused 2 --nonsense 1
refused 2 dance
refused 1 read-back
refused 1 blit read-back

"$program" --help | grep -q '^usage: bochs-display'
"$program" blit text read-back >/dev/null
