/* SPDX-License-Identifier: MIT */
/*
 * What both plugins ask: rows of the tables, the plugin's options, which runtime symbol a call
 * becomes, which conversion a printf format makes of an argument. Knows no compiler.
 */
#ifndef IOMEM_CORE_H
#define IOMEM_CORE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum iomem_severity { IOMEM_OFF, IOMEM_REMARK, IOMEM_WARNING, IOMEM_ERROR };

enum iomem_class {
#define IOMEM_CLASS(id, name, severity, meaning, way_out) IOMEM_##id,
#include <iomem/diagnostics.def>
    IOMEM_CLASSES
};

enum iomem_role {
    IOMEM_NONE,
    IOMEM_INT,
    IOMEM_SIZE,
    IOMEM_OUT1,
    IOMEM_OUT2,
    IOMEM_SOUT1,
    IOMEM_IN1,
    IOMEM_IN2,
    IOMEM_SIN1,
    IOMEM_SIN2
};

enum iomem_result {
    IOMEM_RESULT_VOID,
    IOMEM_RESULT_INTEGER,
    IOMEM_RESULT_SIZE,
    IOMEM_RESULT_PTR1,
    IOMEM_RESULT_STR1,
    IOMEM_RESULT_NEWSTR
};

enum iomem_check { IOMEM_NOCHECK, IOMEM_SIZED, IOMEM_STRING };

enum iomem_width { IOMEM_BYTES, IOMEM_WORDS };

/* Which pointers of a row are IO, as bits. */
enum { IOMEM_FIRST = 1, IOMEM_SECOND = 2 };

enum { IOMEM_MAX_ARGUMENTS = 4 };

struct iomem_function {
    const char *name;
    enum iomem_result result;
    enum iomem_role role[IOMEM_MAX_ARGUMENTS];
    enum iomem_check check;
    enum iomem_width width;
    const char *symbol[4]; /* by the bits above; [0] is unused, a missing side is NULL */
    int address;           /* the position of an address that isn't touched, or -1 */
};

extern const struct iomem_function iomem_functions[];
extern const size_t iomem_function_count;

enum { IOMEM_SYMBOL_SIZE = 64 };

/* How a function of the table is spelled in the source. */
enum iomem_spelling { IOMEM_PLAIN, IOMEM_FORTIFIED };

/*
 * The row of a function called `name`, which may begin with __builtin_ and may be the fortified
 * __<function>_chk; NULL if there is none. *spelling says which it was.
 */
const struct iomem_function *iomem_find_function(const char *name, enum iomem_spelling *spelling);

/* The names under which that finds the function, from form 0 up; returns 0 when there are no more. */
int iomem_spell(const struct iomem_function *function, unsigned form, char name[IOMEM_SYMBOL_SIZE]);

/* IOMEM_FIRST, IOMEM_SECOND, or 0 if the argument is no pointer that may be IO. */
int iomem_argument_side(const struct iomem_function *function, unsigned argument);

/* Whether the function writes through this argument. */
int iomem_argument_written(const struct iomem_function *function, unsigned argument);

/* The number of arguments without the object size of the fortified form. */
unsigned iomem_argument_count(const struct iomem_function *function);

/* The written argument, which a fortified form is held against; -1 if there is none. */
int iomem_destination(const struct iomem_function *function);

/* The side into which the result points, or 0. */
int iomem_result_side(const struct iomem_function *function);

/*
 * Whether a function of that name with `count` parameters, of which pointer[i] says whether it is a pointer,
 * looks like the row's and not like another one. The array is read up to iomem_argument_count() and the size.
 */
int iomem_shape_p(const struct iomem_function *function, enum iomem_spelling spelling, unsigned count,
                  const unsigned char *pointer, int pointer_result);

/* Which of the runtime's functions for a row a call becomes. */
struct iomem_form {
    int sides;          /* of the pointers that are IO */
    int checked;        /* takes the written object's size as a further argument */
    unsigned max_width; /* as in iomem_options */
    int sanitized;      /* instrumented by AddressSanitizer */
};

/* The symbol of that function, in `symbol`. */
void iomem_runtime_symbol(const struct iomem_function *function, struct iomem_form form,
                          char symbol[IOMEM_SYMBOL_SIZE]);

/*
 * The symbol of the same function instrumented by AddressSanitizer, or with accesses of at most max_width bytes, in
 * `symbol`; returns 0 if `name` is no symbol of a runtime function, or is that form or a narrower one already.
 */
int iomem_sanitized_symbol(const char *name, char symbol[IOMEM_SYMBOL_SIZE]);
int iomem_narrow_symbol(const char *name, unsigned max_width, char symbol[IOMEM_SYMBOL_SIZE]);

/* The width in bytes of what the accessor of this symbol (iomem_ioread64) accesses; 0 if it is no accessor's. */
unsigned iomem_accessor_width(const char *name);

struct iomem_options {
    enum iomem_severity severity[IOMEM_CLASSES];
    /* An error only because -Werror=<class> says so: -w silences it. */
    int promoted[IOMEM_CLASSES];
    /* Whether -Wno-error=<class> keeps it a warning under -Werror. */
    int never_error[IOMEM_CLASSES];
    /* What no access is wider than, in bytes: 4, 2, 1, or 0 for a register's width. */
    unsigned max_width;
};

void iomem_default_options(struct iomem_options *options);

enum { IOMEM_MESSAGE_SIZE = 200 };

/*
 * Take -fplugin-arg-iomem-<key>[=<value>]; value may be NULL. Returns 0, or -1 with one sentence in
 * `message`.
 */
int iomem_set_option(struct iomem_options *options, const char *key, const char *value,
                     char message[IOMEM_MESSAGE_SIZE]);

/*
 * Hold a macro that -D defines, as <name> or <name>=<value>, against the options: one that the header makes its
 * widths of has to say the same. Returns as iomem_set_option().
 */
int iomem_check_macro(const struct iomem_options *options, const char *definition,
                      char message[IOMEM_MESSAGE_SIZE]);

/*
 * What a diagnostic of this class is at a place: `system_header`, whether it lies in one whose warnings
 * nobody asked for; `no_warnings` and `werror`, what -w and -Werror say.
 */
enum iomem_severity iomem_severity_at(const struct iomem_options *options, enum iomem_class c, int system_header,
                                      int no_warnings, int werror);

const char *iomem_class_name(enum iomem_class c);
const char *iomem_class_way_out(enum iomem_class c);

/* What decides which accesses there are: a register's width and max-width (0: a register's), both in bytes. */
struct iomem_machine {
    unsigned word, max_width;
};

/* Where something lies in the outermost object that is visible, in bytes: at `offset`, or behind a multiple of `step`
 * that is not known, unless that is 0. */
struct iomem_position {
    unsigned long long offset, step;
};

/*
 * Whether no one instruction is the access of a scalar of `size` bytes there. `text` says why then, and which widths
 * are possible: "8 bytes wide at offset 4, where 1, 2 and 4 are possible".
 */
int iomem_inexact(struct iomem_machine machine, unsigned long long size, struct iomem_position position,
                  char text[IOMEM_MESSAGE_SIZE]);

/* A member of a structure: positions and lengths in bits, counted from its beginning. */
struct iomem_member {
    unsigned long long position, bits;
    unsigned long long container; /* of a bit-field, the size of its declared type in bytes; of others 0 */
};

/* A bit-field in its container: the container's place in the structure and size in bytes, and what to shift its
 * value by. */
struct iomem_bits {
    unsigned long long offset;
    unsigned size, shift, count;
};

/*
 * The container of the bit-field members[i] of a structure of `size` bytes; `count` is of all members that have a name,
 * of a union 1: what lies in the same place there is not beside it. Returns 0, or -1 with the reason in `text` if there
 * is none of its own. Whether the container is naturally aligned is for iomem_inexact() to say.
 */
int iomem_container(const struct iomem_member *members, size_t count, size_t i, unsigned long long size, int big_endian,
                    struct iomem_bits *bits, char text[IOMEM_MESSAGE_SIZE]);

/*
 * The accesses that copy a whole object, as <iomem/plan.h> writes them. Its members are told in the order of their
 * declaration, with their offsets in bytes from the beginning of the object, or of the element of the innermost array
 * that was begun. What can't be done exactly makes it fail, and the rest is ignored.
 */
struct iomem_layout {
    struct iomem_machine machine;
    unsigned long long alignment;
    char *text;
    size_t length, room;
    unsigned long long cursor;    /* how far in the innermost array's element the text is */
    struct iomem_position base;   /* of that element */
    size_t last;                  /* where the last step begins, which another may prolong; */
    unsigned long long last_count;
    char last_letter;             /* 0 if there is none */
    struct {
        unsigned long long offset; /* of the container that was read last */
        unsigned size;
    } container;
    unsigned depth;
    struct {
        unsigned long long cursor, size, count;
        size_t length;
        int accessed;
        struct iomem_position base;
    } outer[16];
    int accessed;                 /* whether there is an access in it */
    int failed;
    char reason[IOMEM_MESSAGE_SIZE];
};

/* Of an object at that position in the outermost one, whose address is a multiple of `alignment`, a power of two. */
void iomem_layout_begin(struct iomem_layout *layout, struct iomem_machine machine, unsigned long long alignment,
                        struct iomem_position position);

/* `count` scalars of `size` bytes; of 1-byte ones `array` says whether they are declared as an array. Arrays of arrays
 * are one array here. */
void iomem_layout_scalars(struct iomem_layout *layout, unsigned long long offset, unsigned long long size,
                          unsigned long long count, int array);
/* A union, or whatever else goes by bytes. */
void iomem_layout_bytes(struct iomem_layout *layout, unsigned long long offset, unsigned long long size);
/* A bit-field; `bits`, its container, from the beginning of its structure, which lies at `offset`. */
void iomem_layout_bits(struct iomem_layout *layout, unsigned long long offset, const struct iomem_bits *bits);
/* An array of `count` structures or unions of `size` bytes, from here to iomem_layout_end_array(). */
void iomem_layout_array(struct iomem_layout *layout, unsigned long long offset, unsigned long long count,
                        unsigned long long size);
void iomem_layout_end_array(struct iomem_layout *layout);
/* What no plan can say; `reason` is as the text of iomem_inexact(). */
void iomem_layout_fail(struct iomem_layout *layout, const char *reason);

/*
 * The plan, to be freed with free(): "" if there is nothing to access; NULL with the reason in layout->reason.
 */
char *iomem_layout_end(struct iomem_layout *layout);

struct iomem_access {
    unsigned long long offset;
    unsigned size;
};

enum { IOMEM_MAX_INLINE = 16 };

/* The accesses of a plan, if they are known and few enough to be made in place: how many, or -1. */
int iomem_plan_accesses(const char *plan, struct iomem_access accesses[IOMEM_MAX_INLINE]);

/* The runtime's function that copies by a plan, to the device if `writes`. */
void iomem_object_symbol(int writes, int sanitized, char symbol[IOMEM_SYMBOL_SIZE]);

/* Where a loop's element comes from or goes to. */
enum iomem_loop_side { IOMEM_LOOP_IO, IOMEM_LOOP_RAM, IOMEM_LOOP_VALUE };

/* A loop that copies or fills: the element's width and how far the addresses go from one to the next, in bytes. */
struct iomem_loop {
    unsigned bytes;
    enum iomem_loop_side from, to;
    long long from_step, to_step; /* 0 of a VALUE */
    int sanitized;                /* instrumented by AddressSanitizer */
};

/* `arguments` is as loops.def says. */
struct iomem_loop_call {
    char symbol[IOMEM_SYMBOL_SIZE];
    const char *arguments;
};

/* The runtime's function that does what the loop does; returns 0 if an address moves otherwise than by elements. */
int iomem_find_loop(const struct iomem_loop *loop, struct iomem_loop_call *call);

/* Why a loop stays one. The first that holds is the one to tell. */
enum iomem_loop_reason {
#define IOMEM_LOOP_REASON(id, text) IOMEM_STAYS_##id,
#include <iomem/loops.def>
    IOMEM_STAYS_REASONS
};

const char *iomem_loop_reason(enum iomem_loop_reason reason);

/* An instruction that accesses `bytes` of device memory, as a GCC asm: see <iomem/access.h>. */
struct iomem_instruction {
    unsigned bytes;
    int store;
    const char *text, *out, *in;
};

/* The architecture whose macro is defined; NULL if no table is for it. */
const char *iomem_find_arch(int (*defined)(const char *macro));

/* NULL if there is none, or `arch` is NULL. */
const struct iomem_instruction *iomem_find_instruction(const char *arch, unsigned bytes, int store);

/* Whether a built-in function of this name is an atomic access. */
int iomem_atomic_name(const char *name);

/*
 * The conversion that a printf format applies to its argument number `argument`, counted from 0 at the
 * first one after the format; 0 if it takes no such argument or can't be told.
 */
int iomem_format_conversion(const char *format, unsigned argument);

#ifdef __cplusplus
}
#endif

#endif
