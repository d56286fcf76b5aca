// SPDX-License-Identifier: MIT
// What the passes can't rewrite is an error at its place, or without -g at its function: once, though two
// passes find it and the plugin may be loaded twice. Only what can't be it is left alone.
// REQUIRES: clang
// DEFINE: %{flags} =
// DEFINE: %{try} = not %cc -std=gnu89 -w -fno-builtin -fpass-plugin=%iomem_pass %{flags} -c %s -o %t.o 2>&1 | FileCheck --implicit-check-not=error: %s
// REDEFINE: %{flags} = -O0
// RUN: %{try}
// REDEFINE: %{flags} = -O2 -g -DPLACES
// RUN: %{try} --check-prefix=PLACES
// REDEFINE: %{flags} = -O2 -fpass-plugin=%iomem_pass
// RUN: %{try}
#define IO volatile __attribute__((address_space(14)))
typedef __SIZE_TYPE__ size_t;
#if __SIZEOF_POINTER__ == 4
typedef long long other;
#else
typedef int other;
#endif
void *memset(), *memcpy();
int memmem();
int strlcpy(int, char IO *);
int munmap(void IO *, size_t), mlock();

// CHECK: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: '__iomem' access that the iomem pass did not rewrite: a call of 'memset' with an argument of another type
void argument(char IO *io, other n)
{
    // PLACES: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: '__iomem' access that the iomem pass did not rewrite: a call of 'memset' with an argument of another type
    memset(io, 0, n);
}

// CHECK: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}: a call of 'memcpy' with another number of arguments
void number(char IO *io, char *ram)
{
    // PLACES: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}: a call of 'memcpy' with another number of arguments
    memcpy(io, ram);
}

// CHECK: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}: a call of 'memmem' with a result of another type
int result(char IO *io, char *ram)
{
    // PLACES: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}: a call of 'memmem' with a result of another type
    return memmem(io, (size_t)8, ram, (size_t)2);
}

// CHECK: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}: an atomic access
int add(int IO *io)
{
    // PLACES: refused.c:[[@LINE+1]]:{{[0-9]+}}: error: {{.*}}: an atomic access
    return __atomic_fetch_add(io, 1, __ATOMIC_SEQ_CST);
}

void accepted(char IO *io)
{
    memset(io, 0, 4); /* a constant of another width */
    strlcpy(1, io);
    munmap(io, 4);
    mlock(io, 4);
}
