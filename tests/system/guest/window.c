/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "window.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef WINDOW_VFIO
#include "vfio.h"
#endif

__attribute__((format(printf, 2, 3)))
static int fail(struct window *window, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(window->problem, sizeof window->problem, format, arguments);
    va_end(arguments);
    return -1;
}

static int enable(struct window *window, const char *name)
{
    char path[128];

    snprintf(path, sizeof path, "/sys/bus/pci/devices/%.*s/enable", (int)strcspn(name, "/"), name);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    int written = fd >= 0 && write(fd, "1", 1) == 1;
    if (!written)
        fail(window, "cannot write %s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return written ? 0 : -1;
}

static int open_resource(struct window *window, const char *name)
{
    char path[128];
    struct stat status;

    if (enable(window, name) != 0)
        return -1;
    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s", name);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &status) == 0) {
        window->size = (size_t)status.st_size;
        window->io = iomem_map(fd, window->size, PROT_READ | PROT_WRITE, 0);
    }
    if (!window->io)
        fail(window, "cannot map %s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return window->io ? 0 : -1;
}

#ifdef WINDOW_VFIO
/* It lasts as long as the process does. */
static int open_vfio(struct window *window, const char *address)
{
    static struct vfio vfio;

    if (!vfio_open(&vfio, address))
        return fail(window, "%s", vfio.problem);
    window->io = vfio_map(&vfio, 0, &window->size);
    return window->io ? 0 : fail(window, "%s", vfio.problem);
}
#endif

int window_open(struct window *window, const char *name)
{
    *window = (struct window){0};
    if (strchr(name, '/'))
        return open_resource(window, name);
#ifdef WINDOW_VFIO
    return open_vfio(window, name);
#else
    return fail(window, "%s names no resource", name);
#endif
}
