/* SPDX-License-Identifier: MIT */
/* iomem_map() and iomem_unmap(), and strdup and strndup when there is no memory left. */
#define _GNU_SOURCE
#define IOMEM_UNCHECKED
#include <errno.h>
#include <iomem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int failures;

#define HOLDS(condition) \
    do { \
        if (!(condition)) { \
            printf("line %d: %s\n", __LINE__, #condition); \
            failures++; \
        } \
    } while (0)

/* The linker sends every allocation here (--wrap); those of a static libc's own are made outside of the test. */
static int testing, allowed, live;

void *__real_malloc(size_t n);
void *__real_realloc(void *p, size_t n);
void __real_free(void *p);

void *__wrap_malloc(size_t n)
{
    if (testing && allowed-- <= 0) {
        errno = ENOMEM;
        return NULL;
    }
    live += testing;
    return __real_malloc(n);
}

void *__wrap_realloc(void *p, size_t n)
{
    if (testing && allowed-- <= 0) {
        errno = ENOMEM;
        return NULL;
    }
    return __real_realloc(p, n);
}

void __wrap_free(void *p)
{
    live -= testing && p;
    __real_free(p);
}

static void test_no_memory(void)
{
    static char string[1000];

    memset(string, 'x', sizeof string - 1);
    /* 64 bytes, four times doubled, and cut to size, which may fail. */
    for (int n = 0; n < 8; n++) {
        allowed = n;
        errno = 0;
        testing = 1;
        char *copy = n % 2 ? iomem_strdup_io(string) : iomem_strndup_io(string, SIZE_MAX);
        if (n < 5)
            HOLDS(!copy && errno == ENOMEM);
        else
            HOLDS(copy && !strcmp(copy, string));
        __wrap_free(copy);
        testing = 0;
        HOLDS(live == 0);
    }
}

static void test_map(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int fd = memfd_create("map", 0);
    uint32_t word = 0;

    HOLDS(fd >= 0 && !ftruncate(fd, (off_t)(3 * page)));
    volatile uint32_t __iomem *io = iomem_map(fd, 2 * page, PROT_READ | PROT_WRITE, page);
    HOLDS(io != NULL);
    if (!io)
        return;
    io[1] = 0x12345678;
    HOLDS(pread(fd, &word, 4, (off_t)page + 4) == 4 && word == 0x12345678);
    HOLDS(iomem_unmap(io, 2 * page) == 0);
    /* The place is free again. */
    void *again = mmap((void *)(uintptr_t)io, 2 * page, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    HOLDS(again == (void *)(uintptr_t)io);

    errno = 0;
    HOLDS(!iomem_map(-1, page, PROT_READ, 0) && errno == EBADF);
    HOLDS(!iomem_map(fd, page, PROT_READ, 1) && errno == EINVAL);
    HOLDS(!iomem_map(fd, 0, PROT_READ, 0) && errno == EINVAL);
    errno = 0;
    HOLDS(!iomem_map(fd, page, PROT_READ, UINT64_C(1) << 63) && errno == EINVAL);
    errno = 0;
    HOLDS(iomem_unmap((char __iomem *)1, page) == -1 && errno == EINVAL);
    close(fd);
}

int main(void)
{
    test_map();
    test_no_memory();
    return failures != 0;
}
