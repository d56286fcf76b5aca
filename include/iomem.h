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

#if defined __CHECKER__ /* sparse */
# if !defined __iomem
#  define __iomem __attribute__((noderef, address_space(__iomem))) volatile
# endif
# if !defined __force
#  define __force __attribute__((force))
# endif
#elif defined IOMEM_UNCHECKED
# if !defined __iomem
#  define __iomem volatile
# endif
# if !defined __force
#  define __force
# endif
#else
# if !defined __IOMEM__
#  error "iomem.h needs its compiler plugin: add the flags that `iomem-config --cc CC --cflags` prints, or define IOMEM_UNCHECKED"
# elif !defined __iomem
#  error "the iomem plugin did not run: the flags are there without -fplugin; take all that `iomem-config --cc CC --cflags` prints"
# endif
# if !defined __iomem /* so that the error stays the only one */
#  define __iomem
#  define __force
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
 * accesses of at most 8 bytes (4 on 32-bit targets). What each does beyond that stands above its
 * definition in runtime/. Arguments, results and errors are those of the function without the suffix.
 */
#define IOMEM_SPACE_RAM
#define IOMEM_SPACE_DEVICE __iomem

#define IOMEM_A_OUT1(s1) void IOMEM_SPACE_##s1 *
#define IOMEM_A_IN1(s1) const void IOMEM_SPACE_##s1 *
#define IOMEM_A_SOUT1(s1) char IOMEM_SPACE_##s1 *
#define IOMEM_A_SIN1(s1) const char IOMEM_SPACE_##s1 *
#define IOMEM_B_OUT2(s2) , void IOMEM_SPACE_##s2 *
#define IOMEM_B_IN2(s2) , const void IOMEM_SPACE_##s2 *
#define IOMEM_B_SIN2(s2) , const char IOMEM_SPACE_##s2 *
#define IOMEM_B_INT(s2) , int
#define IOMEM_B_SIZE(s2) , size_t
#define IOMEM_B_NONE(s2)
#define IOMEM_R_VOID(s1) void
#define IOMEM_R_INTEGER(s1) int
#define IOMEM_R_SIZE(s1) size_t
#define IOMEM_R_PTR1(s1) void IOMEM_SPACE_##s1 *
#define IOMEM_R_STR1(s1) char IOMEM_SPACE_##s1 *
#define IOMEM_R_NEWSTR(s1) char *

#define IOMEM_PROTOTYPE(function, s1, s2, result, a, b, c, d) \
    IOMEM_R_##result(s1) function(IOMEM_A_##a(s1) IOMEM_B_##b(s2) IOMEM_B_##c(s2) IOMEM_B_##d(s2))

#ifdef IOMEM_NO_SHORT_NAMES
#define IOMEM_DECLARE(symbol, s1, s2, result, a, b, c, d) \
    extern IOMEM_PROTOTYPE(iomem_##symbol, s1, s2, result, a, b, c, d);
#else
#define IOMEM_DECLARE(symbol, s1, s2, result, a, b, c, d) \
    extern IOMEM_PROTOTYPE(iomem_##symbol, s1, s2, result, a, b, c, d); \
    extern IOMEM_PROTOTYPE(symbol, s1, s2, result, a, b, c, d) __asm__("iomem_" #symbol);
#endif

#define IOMEM_FN1(name, result, a, b, c, d, check, io) \
    IOMEM_DECLARE(io, DEVICE, RAM, result, a, b, c, d)
#define IOMEM_FN2(name, result, a, b, c, d, check, first, second, both) \
    IOMEM_DECLARE(first, DEVICE, RAM, result, a, b, c, d) \
    IOMEM_DECLARE(second, RAM, DEVICE, result, a, b, c, d) \
    IOMEM_DECLARE(both, DEVICE, DEVICE, result, a, b, c, d)
#include <iomem/functions.def>

#ifndef IOMEM_RUNTIME
#undef IOMEM_PROTOTYPE
#undef IOMEM_DECLARE
#undef IOMEM_SPACE_RAM
#undef IOMEM_SPACE_DEVICE
#undef IOMEM_A_OUT1
#undef IOMEM_A_IN1
#undef IOMEM_A_SOUT1
#undef IOMEM_A_SIN1
#undef IOMEM_B_OUT2
#undef IOMEM_B_IN2
#undef IOMEM_B_SIN2
#undef IOMEM_B_INT
#undef IOMEM_B_SIZE
#undef IOMEM_B_NONE
#undef IOMEM_R_VOID
#undef IOMEM_R_INTEGER
#undef IOMEM_R_SIZE
#undef IOMEM_R_PTR1
#undef IOMEM_R_STR1
#undef IOMEM_R_NEWSTR
#endif

/*
 * Map `length` bytes at `offset` of the open file `fd` (a sysfs resourceN, VFIO, UIO or /dev/mem
 * descriptor) shared, with `prot` (PROT_READ, PROT_WRITE) as for mmap(2). The offset is a multiple of
 * the page size. Returns the address of the device memory, or NULL with errno as mmap(2) sets it.
 */
extern void __iomem *iomem_map(int fd, size_t length, int prot, uint64_t offset);

/* Unmap what iomem_map(fd, length, ...) returned. Returns 0, or -1 with errno as munmap(2) sets it. */
extern int iomem_unmap(void __iomem *io, size_t length);

/*
 * Barriers. io_wmb(): earlier writes, to RAM and to devices, reach their place before later ones.
 * io_rmb(): the same of reads. io_mb(): of both, among each other too. Source: the kernel's wmb(),
 * rmb(), mb(). Nothing else in this header implies one.
 */
#if defined __x86_64__
#define io_wmb() __asm__ __volatile__("sfence" : : : "memory")
#define io_rmb() __asm__ __volatile__("lfence" : : : "memory")
#define io_mb() __asm__ __volatile__("mfence" : : : "memory")
#endif

#ifdef __cplusplus
}
#endif

#endif
