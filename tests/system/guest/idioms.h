/* SPDX-License-Identifier: MIT */
/*
 * What drivers do with device memory, as a function for each idiom: FUNCTION(name) on memory of the space SPACE at `io`, and
 * on RAM. Included once with SPACE for a device, once without for what ought to come of it. `n` bytes of the device are
 * touched; the result, if there is one, is returned.
 */

/* Only words, so that no access is narrower than four bytes. */
struct SPACE_NAME(block) {
    uint32_t words[13];
};

/* Registers of every width, without padding. */
struct SPACE_NAME(record) {
    uint32_t id;
    uint16_t kind, flags;
    uint64_t time;
    uint8_t name[20];
    uint32_t sum;
    uint16_t codes[6];
    uint8_t tail[4];
};

#define BLOCK(p) ((struct SPACE_NAME(block) SPACE *)(p))
#define RECORD(p) ((struct SPACE_NAME(record) SPACE *)(p))
#define IDIOM(name) static uint64_t SPACE_NAME(name)(uint8_t SPACE *io, uint8_t *ram, size_t n)

IDIOM(memcpy_from)
{
    memcpy(ram, io, n);
    return 0;
}

IDIOM(memcpy_to)
{
    memcpy(io, ram, n);
    return 0;
}

IDIOM(memmove_up)
{
    (void)ram;
    memmove(io + MOVE, io, n);
    return 0;
}

IDIOM(memset_byte)
{
    (void)ram;
    memset(io, 0xa5, n);
    return 0;
}

IDIOM(memset_zero)
{
    (void)ram;
    memset(io, 0, n);
    return 0;
}

IDIOM(memcmp_same)
{
    return memcmp(io, ram, n) == 0;
}

IDIOM(memchr_end)
{
    const uint8_t SPACE *found = memchr(io, 0, n);

    (void)ram;
    return found ? (uint64_t)(found - io) : UINT64_MAX;
}

IDIOM(strlen_all)
{
    (void)ram;
    (void)n;
    return strlen((const char SPACE *)io);
}

IDIOM(strcpy_from)
{
    (void)n;
    strcpy((char *)ram, (const char SPACE *)io);
    return 0;
}

IDIOM(strcpy_to)
{
    (void)n;
    strcpy((char SPACE *)io, (const char *)ram);
    return 0;
}

IDIOM(strncpy_to)
{
    strncpy((char SPACE *)io, "device", n);
    (void)ram;
    return 0;
}

IDIOM(strcmp_same)
{
    (void)n;
    return strcmp((const char *)ram, (const char SPACE *)io) == 0;
}

IDIOM(struct_from)
{
    struct SPACE_NAME(block) block = *BLOCK(io);

    (void)n;
    memcpy(ram, &block, sizeof block);
    return 0;
}

IDIOM(struct_to)
{
    struct SPACE_NAME(block) block;

    (void)n;
    memcpy(&block, ram, sizeof block);
    *BLOCK(io) = block;
    return 0;
}

IDIOM(struct_zero)
{
    (void)ram;
    (void)n;
    *BLOCK(io) = (struct SPACE_NAME(block)){{0}};
    return 0;
}

IDIOM(struct_by_record)
{
    struct SPACE_NAME(record) record = *RECORD(io);

    (void)n;
    memcpy(ram, &record, sizeof record);
    return 0;
}

IDIOM(struct_to_record)
{
    struct SPACE_NAME(record) record;

    (void)n;
    memcpy(&record, ram, sizeof record);
    *RECORD(io) = record;
    return 0;
}

/* A loop that a compiler makes vectors of, and cannot make a call of. */
#define SUM_LOOP(width) \
IDIOM(loop##width##_from) \
{ \
    const uint##width##_t SPACE *from = (const uint##width##_t SPACE *)io; \
    uint##width##_t *to = (uint##width##_t *)ram; \
    \
    for (size_t i = 0; i < n / sizeof *to; i++) \
        to[i] = (uint##width##_t)(from[i] + 1); \
    return 0; \
}

#define COPY_LOOP(width) \
IDIOM(loop##width##_to) \
{ \
    uint##width##_t SPACE *to = (uint##width##_t SPACE *)io; \
    const uint##width##_t *from = (const uint##width##_t *)ram; \
    \
    for (size_t i = 0; i < n / sizeof *to; i++) \
        to[i] = from[i]; \
    return 0; \
}

#define FILL_LOOP(width) \
IDIOM(fill##width) \
{ \
    uint##width##_t SPACE *to = (uint##width##_t SPACE *)io; \
    \
    (void)ram; \
    for (size_t i = 0; i < n / sizeof *to; i++) \
        to[i] = 0; \
    return 0; \
}

#define SCALAR(width) \
IDIOM(read##width) \
{ \
    (void)ram; \
    (void)n; \
    return *(const uint##width##_t SPACE *)io; \
} \
IDIOM(write##width) \
{ \
    (void)ram; \
    (void)n; \
    *(uint##width##_t SPACE *)io = (uint##width##_t)0x8877665544332211; \
    return 0; \
}

#define EVERY(width) SUM_LOOP(width) COPY_LOOP(width) FILL_LOOP(width) SCALAR(width)
EVERY(8)
EVERY(16)
EVERY(32)
EVERY(64)

#undef BLOCK
#undef RECORD
#undef IDIOM
#undef SUM_LOOP
#undef COPY_LOOP
#undef FILL_LOOP
#undef SCALAR
#undef EVERY
