/* SPDX-License-Identifier: MIT */
/*
 * A line of assembly that iomem's words leave in every file that Clang compiles, so that a compilation
 * without the plugin fails: it doesn't assemble. Here because the header and the plugin must agree on it.
 */
#define IOMEM_GUARD \
    ".error \"the iomem plugin did not run: take all that `iomem-config --cc CC --cflags` prints\""

/*
 * What the checks put in its place and the passes take out. It fails only when an object is written, so
 * that -save-temps can write bitcode before its passes run.
 */
#define IOMEM_GUARD_CHECKED \
    ".pushsection \".iomem: the passes of the iomem plugin did not run\"; .byte 0; .org 0; .popsection"
