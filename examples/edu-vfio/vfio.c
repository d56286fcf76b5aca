/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "vfio.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/pci_regs.h>
#include <linux/vfio.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

__attribute__((format(printf, 2, 3)))
static bool fail(struct vfio *v, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(v->problem, sizeof v->problem, format, arguments);
    va_end(arguments);
    return false;
}

static bool write_file(struct vfio *v, const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool written = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    int error = errno;

    if (fd >= 0)
        close(fd);
    return written || fail(v, "cannot write %s: %s", path, strerror(error));
}

/* The last part of what a link in the device's folder points at. */
static bool read_link(const char *address, const char *name, char target[64])
{
    char path[96], whole[256];

    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/%s", address, name);
    ssize_t length = readlink(path, whole, sizeof whole - 1);
    if (length < 0)
        return false;
    whole[length] = '\0';
    const char *last = strrchr(whole, '/') ? strrchr(whole, '/') + 1 : whole;
    if (strlen(last) >= 64)
        return false;
    strcpy(target, last);
    return true;
}

static bool bind(struct vfio *v, const char *address)
{
    char path[96], driver[64];

    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s", address);
    if (access(path, F_OK) != 0)
        return fail(v, "there is no PCI device %s", address);
    if (!read_link(address, "driver", driver)) {
        snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/driver_override", address);
        if (!write_file(v, path, "vfio-pci") || !write_file(v, "/sys/bus/pci/drivers_probe", address))
            return false;
        if (!read_link(address, "driver", driver))
            return fail(v, "PCI device %s was not taken by vfio-pci", address);
    }
    return strcmp(driver, "vfio-pci") == 0 || fail(v, "PCI device %s has the driver %s", address, driver);
}

static bool open_group(struct vfio *v, const char *address)
{
    struct vfio_group_status status = {.argsz = sizeof status};
    char name[64], path[96];

    if (!read_link(address, "iommu_group", name))
        return fail(v, "PCI device %s is behind no IOMMU", address);
    snprintf(path, sizeof path, "/dev/vfio/%s", name);
    v->container = open("/dev/vfio/vfio", O_RDWR | O_CLOEXEC);
    v->group = open(path, O_RDWR | O_CLOEXEC);
    if (v->container < 0 || v->group < 0)
        return fail(v, "cannot open %s: %s", v->container < 0 ? "/dev/vfio/vfio" : path, strerror(errno));
    if (ioctl(v->group, VFIO_GROUP_GET_STATUS, &status) != 0 || !(status.flags & VFIO_GROUP_FLAGS_VIABLE))
        return fail(v, "another device of group %s has another driver", name);
    if (ioctl(v->group, VFIO_GROUP_SET_CONTAINER, &v->container) != 0 ||
        ioctl(v->container, VFIO_SET_IOMMU, VFIO_TYPE1v2_IOMMU) != 0)
        return fail(v, "cannot put group %s behind the IOMMU: %s", name, strerror(errno));
    return true;
}

static bool find_region(struct vfio *v, unsigned index, struct vfio_region_info *info)
{
    *info = (struct vfio_region_info){.argsz = sizeof *info, .index = index};
    return ioctl(v->device, VFIO_DEVICE_GET_REGION_INFO, info) == 0 ||
           fail(v, "cannot find region %u: %s", index, strerror(errno));
}

static bool switch_on(struct vfio *v)
{
    struct vfio_region_info config;
    uint16_t command;

    if (!find_region(v, VFIO_PCI_CONFIG_REGION_INDEX, &config))
        return false;
    off_t at = (off_t)config.offset + PCI_COMMAND;
    if (pread(v->device, &command, sizeof command, at) == sizeof command) {
        command |= PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;
        if (pwrite(v->device, &command, sizeof command, at) == sizeof command)
            return true;
    }
    return fail(v, "cannot switch the device on: %s", strerror(errno));
}

bool vfio_open(struct vfio *v, const char *address)
{
    *v = (struct vfio){-1, -1, -1, ""};
    if (bind(v, address) && open_group(v, address)) {
        v->device = ioctl(v->group, VFIO_GROUP_GET_DEVICE_FD, address);
        if (v->device < 0)
            fail(v, "cannot open PCI device %s: %s", address, strerror(errno));
        else if (switch_on(v))
            return true;
    }
    vfio_close(v);
    return false;
}

void vfio_close(struct vfio *v)
{
    int *open[] = {&v->device, &v->group, &v->container};

    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        if (*open[i] >= 0)
            close(*open[i]);
        *open[i] = -1;
    }
}

void __iomem *vfio_map(struct vfio *v, unsigned bar, size_t *length)
{
    struct vfio_region_info info;

    if (!find_region(v, VFIO_PCI_BAR0_REGION_INDEX + bar, &info))
        return NULL;
    void __iomem *io = iomem_map(v->device, info.size, PROT_READ | PROT_WRITE, info.offset);
    if (!io)
        fail(v, "cannot map BAR %u: %s", bar, strerror(errno));
    *length = info.size;
    return io;
}

bool vfio_share(struct vfio *v, void *memory, size_t length, uint64_t iova)
{
    struct vfio_iommu_type1_dma_map map = {
        .argsz = sizeof map,
        .flags = VFIO_DMA_MAP_FLAG_READ | VFIO_DMA_MAP_FLAG_WRITE,
        .vaddr = (uintptr_t)memory,
        .iova = iova,
        .size = length,
    };

    return ioctl(v->container, VFIO_IOMMU_MAP_DMA, &map) == 0 ||
           fail(v, "cannot share %zu bytes with the device: %s", length, strerror(errno));
}
