// SPDX-License-Identifier: MIT
// Calls that a compiler folds on RAM: with constant lengths, empty strings, equal arguments, in
// conditions, as arguments and sizes. None may become an access of its own.
// DEFINE: %{unwanted} = --implicit-check-not='{{(call|jmp)[ \t]+(mem|str|__mem|__str)}}'
// RUN: %cc %iomem_cflags -O2 -w -S %s -o - | FileCheck %{unwanted} %s
// RUN: %cc %iomem_cflags -O0 -w -S %s -o - | FileCheck %{unwanted} %s
// RUN: %cc %iomem_cflags -O3 -w -D_FORTIFY_SOURCE=2 -S %s -o - | FileCheck %{unwanted} %s
#include <iomem.h>
#include <string.h>

#define TEST(name, expression) \
    long name(char __iomem *io, char *ram, size_t n) { return (long)(expression); }

// CHECK-LABEL: compare_one:
// CHECK: iomem_memcmp_io
// CHECK-LABEL: .size compare_one
TEST(compare_one, memcmp(io, ram, 1))
// CHECK-LABEL: compare_four:
// CHECK: iomem_memcmp_ram_io
// CHECK-LABEL: .size compare_four
TEST(compare_four, memcmp("abcd", io, 4) == 0)
// CHECK-LABEL: compare_itself:
// CHECK: iomem_memcmp_io_io
// CHECK-LABEL: .size compare_itself
TEST(compare_itself, memcmp(io, io, n))
// CHECK-LABEL: compare_empty:
// CHECK: iomem_strcmp_io
// CHECK-LABEL: .size compare_empty
TEST(compare_empty, strcmp(io, ""))
// CHECK-LABEL: span_empty:
// CHECK: iomem_strspn_io
// CHECK-LABEL: .size span_empty
TEST(span_empty, strspn(io, ""))
// CHECK-LABEL: find_one:
// CHECK: iomem_strpbrk_io
// CHECK-LABEL: .size find_one
TEST(find_one, (unsigned long)strpbrk(io, "x"))
// CHECK-LABEL: find_end:
// CHECK: iomem_strchr_io
// CHECK-LABEL: .size find_end
TEST(find_end, (unsigned long)strchr(io, 0))
// CHECK-LABEL: copy_four:
// CHECK: iomem_memcpy_fromio
// CHECK-LABEL: .size copy_four
TEST(copy_four, ({ unsigned x; memcpy(&x, io, sizeof x); x; }))
// CHECK-LABEL: move_four:
// CHECK: iomem_memmove_io
// CHECK-LABEL: .size move_four
TEST(move_four, (unsigned long)memmove(io, io + 1, 4))
// CHECK-LABEL: clear_four:
// CHECK: iomem_memset_io
// CHECK-LABEL: .size clear_four
TEST(clear_four, (memset(io, 0, 4), 0))
// CHECK-LABEL: literal:
// CHECK: iomem_strcpy_toio
// CHECK-LABEL: .size literal
TEST(literal, (strcpy(io, "ab"), 0))
// CHECK-LABEL: in_condition:
// CHECK: iomem_strlen_io
// CHECK-LABEL: .size in_condition
TEST(in_condition, strlen(io) ? 1 : 2)
// CHECK-LABEL: nested:
// CHECK: iomem_strlen_io
// CHECK: iomem_memcpy_fromio
// CHECK-LABEL: .size nested
TEST(nested, (memcpy(ram, io, strlen(io)), 0))
// CHECK-LABEL: array_size:
// CHECK: iomem_strlen_io
// CHECK: iomem_strcpy_fromio
// CHECK-LABEL: .size array_size
TEST(array_size, ({ char copy[strlen(io) + 1]; strcpy(copy, io); copy[0]; }))
// CHECK-LABEL: at_a_constant:
// CHECK: iomem_memset_io
// CHECK-LABEL: .size at_a_constant
TEST(at_a_constant, (memset((void __iomem *)0x1000, 1, 8), 0))
// CHECK-LABEL: through_a_cast:
// CHECK: iomem_memcpy_toio
// CHECK-LABEL: .size through_a_cast
TEST(through_a_cast, (memcpy((void *)io, ram, n), 0))
// CHECK-LABEL: through_two_casts:
// CHECK: iomem_memcpy_io
// CHECK-LABEL: .size through_two_casts
TEST(through_two_casts, (memcpy((char *)(void *)io, (const int *)(io + 8), n), 0))
// CHECK-LABEL: times_zero:
// CHECK: iomem_strlen_io
// CHECK-LABEL: .size times_zero
TEST(times_zero, strlen(io) * 0)
// CHECK-LABEL: either_way:
// CHECK: iomem_strlen_io
// CHECK-LABEL: .size either_way
TEST(either_way, strlen(io) ? 1 : 1)
// CHECK-LABEL: always_true:
// CHECK: iomem_strlen_io
// CHECK-LABEL: .size always_true
TEST(always_true, strlen(io) >= 0)
// CHECK-LABEL: masked:
// CHECK: iomem_strlen_io
// CHECK: iomem_memcmp_io
// CHECK-LABEL: .size masked
TEST(masked, (strlen(io) & 0) + memcmp(io, "abc", 3) % 1)
// CHECK-LABEL: unused:
// CHECK: iomem_strcmp_io
// CHECK: iomem_memcmp_io
// CHECK-LABEL: .size unused
TEST(unused, (strcmp(io, "a"), memcmp(io, "b", 1), 0))
// CHECK-LABEL: unused_constant:
// CHECK: iomem_strlen_io
// CHECK-LABEL: .size unused_constant
TEST(unused_constant, strlen((char __iomem *)0x1000) * 0)
// CHECK-LABEL: indexed:
// CHECK: iomem_strlen_io
// CHECK-LABEL: .size indexed
TEST(indexed, ram[strlen(io) * 0])
// CHECK-LABEL: unevaluated:
// CHECK-NOT: iomem_
// CHECK-LABEL: .size unevaluated
TEST(unevaluated, sizeof strlen(io))
