/* SPDX-License-Identifier: MIT */
/*
 * iomem: device memory mapped into userspace, handled safely by the compiler.
 *
 *   struct regs __iomem *regs;     regs points at device memory; __iomem implies volatile
 *   (void __force *)regs           a cast that means it
 *
 * Compile with the flags that `iomem-config --cc CC --cflags` prints and link with what
 * `iomem-config --cc CC --libs` prints. The plugin then turns mem*() and str*() calls on __iomem
 * pointers into calls of the functions declared here; a program that calls these by name needs no
 * rewriting.
 *
 * Define IOMEM_NO_SHORT_NAMES before the #include to get only the names that begin with iomem_, and
 * IOMEM_UNCHECKED to compile without a plugin, checking nothing. Under sparse the words are sparse's
 * own attributes; a call that the plugin rewrites is a finding there.
 */
#ifndef IOMEM_H
#define IOMEM_H

#if defined __GNUC__
#pragma GCC system_header
#endif

#include <stddef.h>
#include <stdint.h>

#include <iomem/words.h>

#if defined __clang__ && defined __IOMEM__ && !defined IOMEM_UNCHECKED && !defined __CHECKER__
/* Clang's own declarations of mem*() and str*(), which it makes at a call without one, know no IO result. */
# if __has_include(<string.h>)
#  include <string.h>
# endif
# if __has_include(<strings.h>)
#  include <strings.h>
# endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Prototypes from the table of functions. Every function of it exists as iomem_<symbol> and, unless
 * IOMEM_NO_SHORT_NAMES is defined, as <symbol>: memcpy_toio(io, ram, n), memcpy_fromio(ram, io, n),
 * memset_io(io, c, n), strlen_io(io) and so on. They are native-endian, imply no barrier, access
 * every byte of the IO range once and nothing outside, in ascending order, with naturally aligned
 * accesses of at most a register's width, or of max-width. They keep no state: all but strdup_io() and
 * strndup_io(), which allocate, are async-signal-safe, and any thread may call any of them. What each does
 * beyond that stands above its definition in runtime/. Arguments, results and errors are those of the function without the suffix.
 */
#include <iomem/roles.h>

#define IOMEM_DECLARE_LONG(width, symbol, s1, s2, result, a, b, c, d) \
    extern IOMEM_PROTOTYPE(iomem_##symbol, s1, s2, result, a, b, c, d) __asm__(IOMEM_SYMBOL(#symbol, width));
#ifdef IOMEM_NO_SHORT_NAMES
#define IOMEM_DECLARE(width, symbol, s1, s2, result, a, b, c, d) \
    IOMEM_DECLARE_LONG(width, symbol, s1, s2, result, a, b, c, d)
#else
#define IOMEM_DECLARE(width, symbol, s1, s2, result, a, b, c, d) \
    IOMEM_DECLARE_LONG(width, symbol, s1, s2, result, a, b, c, d) \
    extern IOMEM_PROTOTYPE(symbol, s1, s2, result, a, b, c, d) __asm__(IOMEM_SYMBOL(#symbol, width));
#endif

#define IOMEM_FN1(name, result, a, b, c, d, check, width, io) \
    IOMEM_DECLARE(width, io, DEVICE, RAM, result, a, b, c, d)
#define IOMEM_FN2(name, result, a, b, c, d, check, width, first, second, both) \
    IOMEM_DECLARE(width, first, DEVICE, RAM, result, a, b, c, d) \
    IOMEM_DECLARE(width, second, RAM, DEVICE, result, a, b, c, d) \
    IOMEM_DECLARE(width, both, DEVICE, DEVICE, result, a, b, c, d)
#include <iomem/functions.def>

#undef IOMEM_DECLARE
#undef IOMEM_DECLARE_LONG

/*
 * Map `length` bytes at `offset` of the open file `fd` (a sysfs resourceN, VFIO, UIO or /dev/mem
 * descriptor) shared, with `prot` (PROT_READ, PROT_WRITE) as for mmap(2). The offset is a multiple of
 * the page size. Returns the address of the device memory, or NULL with errno as mmap(2) sets it.
 */
extern void __iomem *iomem_map(int fd, size_t length, int prot, uint64_t offset);

/* Unmap what iomem_map(fd, length, ...) returned. Returns 0, or -1 with errno as munmap(2) sets it. */
extern int iomem_unmap(void __iomem *io, size_t length);

/* One access to a register, a FIFO's and others, and barriers: ioread32(), iowrite32_rep(), __iowrite32_copy(), io_wmb() ... */
#include <iomem/accessors.h>

#ifdef __cplusplus
}
#endif

#endif
