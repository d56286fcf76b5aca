// SPDX-License-Identifier: MIT
// In a macro's expansion no token is read between taking memcpy's address and the next call.
// RUN: not %cc %iomem_cflags -c %s -o %t.o 2>&1 | FileCheck %s
#include <iomem.h>
#include <string.h>

#define THROUGH(f, io, ram) ((f) = memcpy, (f)(io, ram, 1))
#define THEN_ASSIGN(io, ram) (memcpy(ram, io, 1), ram = io)
#define THEN_COMPARE(io, ram) (memcpy(ram, io, 1), ram == io)
#define THEN_FORCE(io, ram) (ram = (char __force *)io, ram = io)

int through(char __iomem *io, char *ram)
{
    __typeof__(memcpy) *same = memcpy;
    void *(*copy)(void *, const void *, size_t) = memcpy;
    // CHECK-DAG: [[@LINE+1]]:{{.*}}error: {{.*(\[-Wiomem-call\]|changes address space)}}
    THROUGH(copy, io, ram);
    // CHECK-DAG: error: passing {{.*(through a function pointer \[-Wiomem-call\]|changes address space)}}
    THROUGH(same, io, ram);
    // CHECK-DAG: [[@LINE+1]]:{{.*}}error: {{.*}} {{.*(\[-Wiomem-(call|mixing)\]|changes address space)}}
    THEN_ASSIGN(io, ram);
    // CHECK-DAG: {{in expansion of|expanded from}} macro 'THEN_FORCE'
    THEN_FORCE(io, ram);
    // CHECK-DAG: {{in expansion of|expanded from}} macro 'THEN_COMPARE'
    return THEN_COMPARE(io, ram);
}
