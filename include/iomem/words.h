/* SPDX-License-Identifier: MIT */
/*
 * The words __iomem and __force. iomem.h begins with them; the flags of `iomem-config --cc CC --words`
 * include this file by itself where the compiler doesn't have them from its plugin. It needs no other
 * header than those beside it.
 */
#ifndef IOMEM_WORDS_H
#define IOMEM_WORDS_H

#if !defined __ASSEMBLER__ /* the flags of C source often reach assembly, too */

#if defined __GNUC__
#pragma GCC system_header
#endif

/* `volatile T __iomem *` is no mistake. */
#define IOMEM_VOLATILE \
    _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wduplicate-decl-specifier\"") volatile \
    _Pragma("clang diagnostic pop")

#if defined __CHECKER__ /* sparse */
# if !defined __iomem
#  define __iomem __attribute__((noderef, address_space(__iomem))) volatile
# endif
# if !defined __force
#  define __force __attribute__((force))
# endif
#elif defined IOMEM_UNCHECKED
# if !defined __iomem && defined __clang__
#  define __iomem IOMEM_VOLATILE
# elif !defined __iomem
#  define __iomem volatile
# endif
# if !defined __force
#  define __force
# endif
#elif !defined __IOMEM__
# error "iomem.h needs its compiler plugin: add the flags that `iomem-config --cc CC --cflags` prints, or define IOMEM_UNCHECKED"
#elif defined __clang__
# if defined __iomem
#  warning "__iomem" redefined
#  undef __iomem
# endif
# if defined __force
#  undef __force
# endif

/* The space's number is the one of spaces.def. volatile comes first: after a brace, as in `struct { } __iomem *p`,
   Clang would take a leading attribute for the struct's. */
# define IOMEM_SPACE_DEVICE volatile __attribute__((__address_space__(14)))
# define __iomem IOMEM_VOLATILE __attribute__((__address_space__(14)))
# if defined __cplusplus
#  define __force /* the plugin sees where it stands */
# else
#  define __force __attribute__((__btf_type_tag__("iomem_force")))
# endif

/* Without the passes this doesn't assemble. */
# include "guard.h"
__asm__(IOMEM_GUARD);

/* In C, the plugin makes these itself, at less cost; other tools see them here. */
# if defined __cplusplus || !defined __IOMEM_PLUGIN__
#  include "overloads.h"
# endif
#elif !defined __iomem
# error "the iomem plugin did not run: the flags are there without -fplugin; take all that `iomem-config --cc CC --cflags` prints"
#endif

#if !defined __iomem /* so that the error stays the only one */
# define __iomem
# define __force
#endif
#if !defined IOMEM_SPACE_DEVICE
# define IOMEM_SPACE_DEVICE __iomem
#endif

#endif
#endif
