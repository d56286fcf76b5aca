// SPDX-License-Identifier: MIT
// What no one instruction accesses is an error: wider than a register, or not naturally aligned by its offset in the
// outermost object that is visible.
// RUN: %diagnose -O0
// RUN: %diagnose -O2
#include <iomem.h>
#include <stdint.h>

struct pair {
    uint32_t a, b;
};
struct __attribute__((packed)) packed {
    uint8_t tag;
    unsigned value;
    uint16_t more;
    uint8_t end;
};
struct __attribute__((packed)) five {
    uint32_t value;
    uint8_t tag;
};
struct array {
    struct five p[4];
};
struct inner {
    uint32_t value;
} __attribute__((packed, aligned(1)));
struct outer {
    uint8_t tag;
    struct inner at_1;
    uint8_t pad[3];
    struct inner at_8;
};
typedef uint32_t vector __attribute__((vector_size(16)));
struct wide {
    uint32_t n;
    long double real;
    vector v;
    _Complex float c;
};
struct holder {
    uint32_t n;
    long double real;
};
union both {
    long double real;
    uint32_t word;
};

// expect-text access of type 'unsigned int' to '__iomem' memory is not one instruction: 4 bytes wide at offset 1, where 1 is possible [-Wiomem-width]
unsigned misaligned(struct packed __iomem *io) { return io->value; }                    // expect-error width
// expect-text 2 bytes wide at offset 5, where 1 is possible
void misaligned_store(struct packed __iomem *io) { io->more = 1; }                      // expect-error width
void misaligned_change(struct packed __iomem *io) { io->value++; }                      // expect-error width
uint32_t odd(struct packed __iomem *io) { return io->tag + io->end; }
uint32_t first(struct array __iomem *io) { return io->p[0].value + io->p[1].tag; }
// expect-text 4 bytes wide at offset 5, where 1 is possible
uint32_t second(struct array __iomem *io) { return io->p[1].value; }                    // expect-error width
uint32_t fifth(struct array __iomem *io) { return io->p[4].value; }
// expect-text 4 bytes wide at offset 0 of an element, where 1 is possible
uint32_t any(struct array __iomem *io, int i) { return io->p[i].value; }                // expect-error width
uint32_t any_tag(struct array __iomem *io, int i) { return io->p[i].tag; }
uint32_t nested(struct outer __iomem *io) { return io->at_1.value; }                    // expect-error width
uint32_t nested_fine(struct outer __iomem *io) { return io->at_8.value; }
uint32_t innermost(struct inner __iomem *io) { return io->value; }
/* By a pointer nothing is known but the type. */
uint32_t by_pointer(struct packed __iomem *io) { uint8_t __iomem *p = &io->tag; return *(uint32_t __iomem *)(p + 1); }

// expect-text access of type 'long double' to '__iomem' memory is not one instruction:
long double load(long double __iomem *io) { return *io; }                               // expect-error width
void store(long double __iomem *io) { *io = 1; }                                        // expect-error width
long double member(struct wide __iomem *io) { return io->real; }                        // expect-error width
vector load_vector(vector __iomem *io) { return *io; }                                  // expect-error width
void store_vector(vector __iomem *io, vector v) { io[2] = v; }                          // expect-error width
_Complex float load_complex(_Complex float __iomem *io) { return *io; }                 // expect-error width
void store_complex(struct wide __iomem *io) { io->c = 1; }                              // expect-error width
uint32_t beside(struct wide __iomem *io, union both __iomem *both) { return io->n + both->word; }

// expect-text copying 'struct holder' from or to '__iomem' memory takes an access that is not one instruction:
void object(struct holder __iomem *io, struct holder *ram) { *ram = *io; }              // expect-error width
void object_store(struct holder __iomem *io, struct holder *ram) { *io = *ram; }        // expect-error width
/* What goes by bytes is none of a width. */
void packed(struct packed __iomem *io, struct packed *ram) { *io = *ram; }
void array(struct array __iomem *io, struct array *ram) { *ram = *io; }
void both(union both __iomem *io, union both *ram) { *ram = *io; }

/* Not evaluated, or not accessed. */
unsigned long size(struct packed __iomem *io) { return sizeof io->value + sizeof(*io); }
void __iomem *address(struct wide __iomem *io) { return &io->v; }
struct pair *forced(struct pair __iomem *io) { return (struct pair __force *)io; }
long double ram(struct wide *p, struct packed *q) { return p->real + q->value; }
__typeof__(((struct wide __iomem *)0)->n) typed(struct pair __iomem *io) { return io->a; }
