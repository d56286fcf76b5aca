// SPDX-License-Identifier: MIT
// Clang's built-in functions take IO pointers by themselves, and some of them are others by the time the
// passes see them. The fortified ones keep their check.
// REQUIRES: clang
// RUN: %cc -w -fpass-plugin=%iomem_pass -O0 -S -emit-llvm %s -o - | FileCheck --implicit-check-not='{{(call|asm).*@(llvm\.mem|__|mem|str|b)}}' %s
// RUN: %cc -w -fpass-plugin=%iomem_pass -O3 -S -emit-llvm %s -o - | FileCheck --implicit-check-not='{{(call|asm).*@(llvm\.mem|__|mem|str|b)}}' %s
// RUN: %cc -w -fpass-plugin=%iomem_pass -O2 -fno-builtin -ffreestanding -S -emit-llvm %s -o - | FileCheck --implicit-check-not='{{(call|asm).*@(llvm\.mem|__|mem|str|b)}}' %s
#define IO volatile __attribute__((address_space(14)))
typedef __SIZE_TYPE__ size_t;

// CHECK-LABEL: @copies(
// CHECK: @iomem_memcpy_toio(
// CHECK: @iomem_memcpy_fromio(
// CHECK: @iomem_memmove_io(
// CHECK: @iomem_memcpy_toio(
// CHECK: @iomem_memcpy_toio({{.*}}, i{{32|64}} {{.*}}4)
long copies(char IO *io, char *ram, size_t n)
{
    __builtin_memcpy(io, ram, n);
    __builtin_memcpy(ram, io, n);
    __builtin_memmove(io, io + 1, n);
    char IO *end = (char IO *)__builtin_mempcpy(io, ram, n);
    __builtin_memcpy_inline(io, ram, 4);
    return end - io;
}

// CHECK-LABEL: @fills(
// CHECK: @iomem_memset_io({{.*}}, i32 {{.*}}85, i{{32|64}}
// CHECK: @iomem_memset_io({{.*}}, i32 {{.*}}0, i{{32|64}}
void fills(char IO *io, size_t n)
{
    __builtin_memset(io, 0x155, n);
    __builtin_bzero(io, n);
}

// CHECK-LABEL: @compares(
// CHECK: @iomem_memcmp_io(
// CHECK: @iomem_memcmp_ram_io(
// CHECK: @iomem_strcmp_io_io(
// CHECK: @iomem_strlen_io(
int compares(char IO *io, char *ram, size_t n)
{
    return __builtin_memcmp(io, ram, n) + __builtin_bcmp(ram, io, n) + __builtin_strcmp(io, io) + __builtin_strlen(io);
}

// CHECK-LABEL: @finds(
// CHECK: @iomem_memchr_io(
// CHECK: @iomem_strchr_io(
// CHECK: ret
int finds(char IO *io, size_t n)
{
    return (char IO *)__builtin_memchr(io, 1, n) == (char IO *)__builtin_strchr(io, 1);
}

// CHECK-LABEL: @fortified(
// CHECK: @iomem_memcpy_toio_chk({{.*}}, i{{32|64}} {{.*}}, i{{32|64}} {{.*}}8)
// CHECK: @iomem_strcpy_fromio_chk({{.*}}, i{{32|64}} {{.*}}8)
// CHECK: @iomem_memset_io_chk({{.*}}, i{{32|64}} {{.*}}8)
void fortified(char IO *io, char *ram, size_t n)
{
    __builtin___memcpy_chk(io, ram, n, 8);
    __builtin___strcpy_chk(ram, io, 8);
    __builtin___memset_chk(io, 1, n, 8);
}
