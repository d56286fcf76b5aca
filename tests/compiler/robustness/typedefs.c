// SPDX-License-Identifier: MIT
// RUN: %diagnose
// RUN: %diagnose -std=c99 -O2 -w
struct regs { unsigned a, b; unsigned char name[8]; };
typedef struct regs __iomem io_regs;
typedef unsigned __iomem io_array[4];
typedef io_array io_matrix[2];
typedef struct regs plain_regs;
typedef plain_regs __iomem *io_pointer;
typedef io_pointer pointers[3];
#ifdef __clang__ /* which has no parameter that is an array in another address space */
typedef unsigned __iomem *array_parameter;
typedef io_array *matrix_parameter;
#else
typedef io_array array_parameter;
typedef io_matrix matrix_parameter;
#endif
typedef void (*callback)(io_regs *, array_parameter);

extern io_regs board;
extern io_array words;
extern io_matrix matrix;

unsigned f(io_regs *r, io_array *a, io_pointer p, pointers *t, callback c, matrix_parameter m)
{
    p = r;
    r = p + 1;
    (*t)[1] = r;
    c(r, words);
    c(p, &matrix[1][2]);
    c(&board, *a);
    return r->a + (*a)[3] + p->name[1] + m[1][2] + board.b + words[1] + matrix[1][1];
}

unsigned *g(io_regs *r, array_parameter a, matrix_parameter m, int n)
{
    if (n == 1)
        return &r->a;       // expect-error mixing
    if (n == 2)
        return a;           // expect-error mixing
    if (n == 3)
        return m[1];        // expect-error mixing
    if (n == 4)
        return words;       // expect-error mixing
    return &board.b;        // expect-error mixing
}
