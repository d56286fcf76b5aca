// SPDX-License-Identifier: MIT
// RUN: %diagnose
#include <iomem.h>
#include <string.h>

#define IO __iomem
#define POINTER(type) type IO *
#define PASTE(a, b) a##b
#define TEXT(x) #x
#define TEXT2(x) TEXT(x)
#ifdef __iomem
#define FOUND 1
#endif
#if !defined __iomem || !defined __force || FOUND != 1
#error "not defined"
#endif

POINTER(int) a;
int PASTE(__io, mem) *b;
POINTER(POINTER(int)) c;
const char text[] = TEXT(__iomem);
const char expanded[] = TEXT2(__iomem);
_Static_assert(sizeof text == sizeof "__iomem", "");

void f(int *ram)
{
    a = b;
    ram = b;    // expect-error mixing
    ram = a;    // expect-error mixing
    b = *c;
    POINTER(int // expect-error
