/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "bochs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "font.h"

_Static_assert(offsetof(struct bochs_registers, mode) == 0x500, "register layout");

__attribute__((format(printf, 2, 3)))
static bool fail(struct bochs *b, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(b->problem, sizeof b->problem, format, arguments);
    va_end(arguments);
    return false;
}

static int open_attribute(const char *address, const char *name, int flags)
{
    char path[96];

    snprintf(path, sizeof path, "/sys/bus/pci/devices/%s/%s", address, name);
    return open(path, flags | O_CLOEXEC);
}

static bool read_number(struct bochs *b, const char *address, const char *name, unsigned *number)
{
    char text[16] = "";
    int fd = open_attribute(address, name, O_RDONLY);

    if (fd < 0)
        return fail(b, "there is no PCI device %s", address);
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length <= 0 || sscanf(text, "%x", number) != 1)
        return fail(b, "cannot read %s of PCI device %s", name, address);
    return true;
}

static bool enable(struct bochs *b, const char *address)
{
    int fd = open_attribute(address, "enable", O_WRONLY);
    bool enabled = fd >= 0 && write(fd, "1", 1) == 1;
    int error = errno;

    if (fd >= 0)
        close(fd);
    return enabled || fail(b, "cannot enable PCI device %s: %s", address, strerror(error));
}

static void __iomem *map(struct bochs *b, const char *address, const char *resource, size_t *length)
{
    struct stat status;
    void __iomem *io = NULL;
    int fd = open_attribute(address, resource, O_RDWR);

    if (fd >= 0 && fstat(fd, &status) == 0) {
        *length = (size_t)status.st_size;
        io = iomem_map(fd, *length, PROT_READ | PROT_WRITE, 0);
    }
    if (!io)
        fail(b, "cannot map %s of PCI device %s: %s", resource, address, strerror(errno));
    if (fd >= 0)
        close(fd);
    return io;
}

bool bochs_open(struct bochs *b, const char *address)
{
    unsigned domain, bus, slot, function, vendor, device;
    int used = 0;

    *b = (struct bochs){0};
    if (sscanf(address, "%4x:%2x:%2x.%1x%n", &domain, &bus, &slot, &function, &used) != 4 || address[used])
        return fail(b, "\"%s\" is not a PCI address such as 0000:00:02.0", address);
    if (!read_number(b, address, "vendor", &vendor) || !read_number(b, address, "device", &device))
        return false;
    if (vendor != 0x1234 || device != 0x1111)
        return fail(b, "PCI device %s is %04x:%04x, not 1234:1111", address, vendor, device);
    if (!enable(b, address))
        return false;
    b->pixels = map(b, address, "resource0", &b->memory);
    if (b->pixels)
        b->registers = map(b, address, "resource2", &b->registers_length);
    if (b->registers && b->registers_length >= sizeof(struct bochs_registers))
        return true;
    if (b->registers)
        fail(b, "resource2 of PCI device %s is too small", address);
    bochs_close(b);
    return false;
}

void bochs_close(struct bochs *b)
{
    if (b->pixels)
        iomem_unmap(b->pixels, b->memory);
    if (b->registers)
        iomem_unmap(b->registers, b->registers_length);
    b->pixels = NULL;
    b->registers = NULL;
}

/* VGA starts with a dark screen until this bit of its attribute index is set; bochs-display ignores it. */
static void unblank(struct bochs *b)
{
    (void)b->registers->vga[0x1a]; /* the next write to the attribute port is to its index */
    b->registers->vga[0] = 0x20;
}

bool bochs_set_mode(struct bochs *b, unsigned width, unsigned height, unsigned depth)
{
    struct bochs_mode __iomem *mode = &b->registers->mode;
    uint16_t id = mode->id;

    if ((id & BOCHS_ID_MASK) != BOCHS_ID)
        return fail(b, "the device's id is %#x, not that of a Bochs display", id);
    if (width % 8 || width < 64 || width > BOCHS_MAX_WIDTH || height < 64 || height > 2048)
        return fail(b, "a mode of %ux%u is not a multiple of 8 from 64 to %d wide and 64 to 2048 high",
                    width, height, BOCHS_MAX_WIDTH);
    if (depth != 16 && depth != 24 && depth != 32)
        return fail(b, "a depth of %u is not 16, 24 or 32", depth);

    size_t pitch = (size_t)width * depth / 8;
    if (pitch * height + BOCHS_LABEL_SIZE > b->memory)
        return fail(b, "a mode of %ux%u with %u bits does not fit the device's %zu bytes of memory",
                    width, height, depth, b->memory);

    mode->enable = 0;
    mode->width = (uint16_t)width;
    mode->height = (uint16_t)height;
    mode->depth = (uint16_t)depth;
    mode->bank = 0;
    mode->virtual_width = (uint16_t)width;
    mode->virtual_height = (uint16_t)height;
    mode->x_offset = 0;
    mode->y_offset = 0;
    mode->enable = BOCHS_ENABLED | BOCHS_LINEAR | BOCHS_KEEP_MEMORY;
    unblank(b);

    uint16_t taken_width = mode->width, taken_height = mode->height, taken_depth = mode->depth;
    if (taken_width != width || taken_height != height || taken_depth != depth)
        return fail(b, "the device took mode %ux%u with %u bits instead of %ux%u with %u",
                    taken_width, taken_height, taken_depth, width, height, depth);

    b->width = width;
    b->height = height;
    b->depth = depth;
    b->pixel = depth / 8;
    b->pitch = pitch;
    return true;
}

void bochs_encode(const struct bochs *b, uint8_t *at, uint32_t colour)
{
    uint8_t red = (uint8_t)(colour >> 16), green = (uint8_t)(colour >> 8), blue = (uint8_t)colour;

    if (b->depth == 16) {
        at[0] = (uint8_t)((green >> 2 & 7) << 5 | blue >> 3);
        at[1] = (uint8_t)((red & 0xf8) | green >> 5);
        return;
    }
    at[0] = blue;
    at[1] = green;
    at[2] = red;
    if (b->depth == 32)
        at[3] = 0;
}

static bool on_screen(struct bochs *b, unsigned x, unsigned y, size_t width, size_t height)
{
    if (x < b->width && y < b->height && width <= b->width - x && height <= b->height - y)
        return true;
    return fail(b, "an area of %zux%zu at %u,%u is not on the screen of %ux%u",
                width, height, x, y, b->width, b->height);
}

static uint8_t __iomem *pixel_at(const struct bochs *b, unsigned x, unsigned y)
{
    return b->pixels + y * b->pitch + x * b->pixel;
}

/* Whether a pixel is ink of a text whose upper edge is at `top`, its pixels `scale` times as large, in the middle of a row. */
static bool is_ink(const struct bochs *b, unsigned x, unsigned y, const char *text, unsigned top, unsigned scale)
{
    size_t width = strlen(text) * FONT_WIDTH * scale, left = (b->width - width) / 2;

    if (width > b->width || y < top || y >= top + FONT_HEIGHT * scale || x < left || x >= left + width)
        return false;
    x = (unsigned)(x - left) / scale;
    y = (y - top) / scale;
    return font_glyph(text[x / FONT_WIDTH])[y] & 0x80 >> x % FONT_WIDTH;
}

/* A gradient of two colours and squares, in a white frame, with two lines of text where there is room for them. */
static uint32_t card_colour(const struct bochs *b, unsigned x, unsigned y)
{
    unsigned scale = b->width / 80, top = b->height * 5 / 8;

    if (x < 4 || y < 4 || x >= b->width - 4 || y >= b->height - 4)
        return 0xffffff;
    if (is_ink(b, x, y, "iomem", top, scale) ||
        is_ink(b, x, y, "every byte of it exactly once", top + FONT_HEIGHT * (scale + 1), 1))
        return 0xffffff;

    uint32_t red = x * 255 / (b->width - 1), green = y * 255 / (b->height - 1);
    uint32_t blue = (x ^ y) & 32 ? 200 : 60;
    return red << 16 | green << 8 | blue;
}

static void encode_card_row(const struct bochs *b, unsigned y, uint8_t row[BOCHS_MAX_WIDTH * 4])
{
    for (unsigned x = 0; x < b->width; x++)
        bochs_encode(b, row + x * b->pixel, card_colour(b, x, y));
}

bool bochs_test_card(struct bochs *b)
{
    uint8_t row[BOCHS_MAX_WIDTH * 4];

    for (unsigned y = 0; y < b->height; y++) {
        encode_card_row(b, y, row);
        memcpy(pixel_at(b, 0, y), row, b->pitch);
    }
    for (unsigned y = 0; y < b->height; y++) {
        encode_card_row(b, y, row);
        if (memcmp(pixel_at(b, 0, y), row, b->pitch) != 0)
            return fail(b, "row %u of the screen is not the test card's", y);
    }
    return true;
}

bool bochs_clear(struct bochs *b, struct bochs_area area, uint8_t value)
{
    if (!on_screen(b, area.x, area.y, area.width, area.height))
        return false;
    for (unsigned y = 0; y < area.height; y++)
        memset(pixel_at(b, area.x, area.y + y), value, area.width * b->pixel);
    return true;
}

bool bochs_blit(struct bochs *b, unsigned x, unsigned y, const struct bochs_image *image)
{
    size_t length = image->width * b->pixel;

    if (!on_screen(b, x, y, image->width, image->height))
        return false;
    for (unsigned row = 0; row < image->height; row++)
        memcpy(pixel_at(b, x, y + row), image->pixels + row * length, length);
    return true;
}

bool bochs_scroll(struct bochs *b, struct bochs_area area, unsigned left, unsigned up)
{
    if (!on_screen(b, area.x, area.y, area.width, area.height))
        return false;
    if (left >= area.width || up >= area.height)
        return true;
    for (unsigned y = area.y; y < area.y + area.height - up; y++)
        memmove(pixel_at(b, area.x, y), pixel_at(b, area.x + left, y + up), (area.width - left) * b->pixel);
    return true;
}

bool bochs_text(struct bochs *b, unsigned x, unsigned y, const char *text, uint32_t ink, uint32_t paper)
{
    if (!on_screen(b, x, y, strlen(text) * FONT_WIDTH, FONT_HEIGHT))
        return false;
    for (; *text; text++, x += FONT_WIDTH) {
        const uint8_t *glyph = font_glyph(*text);

        for (unsigned row = 0; row < FONT_HEIGHT; row++) {
            uint8_t pixels[FONT_WIDTH * 4];

            for (unsigned column = 0; column < FONT_WIDTH; column++)
                bochs_encode(b, pixels + column * b->pixel, glyph[row] & 0x80 >> column ? ink : paper);
            memcpy(pixel_at(b, x, y + row), pixels, FONT_WIDTH * b->pixel);
        }
    }
    return true;
}

bool bochs_read(struct bochs *b, unsigned x, unsigned y, struct bochs_image *image)
{
    size_t length = image->width * b->pixel;

    if (!on_screen(b, x, y, image->width, image->height))
        return false;
    for (unsigned row = 0; row < image->height; row++)
        memcpy(image->pixels + row * length, pixel_at(b, x, y + row), length);
    return true;
}

bool bochs_compare(struct bochs *b, unsigned x, unsigned y, const struct bochs_image *image)
{
    size_t length = image->width * b->pixel;

    if (!on_screen(b, x, y, image->width, image->height))
        return false;
    for (unsigned row = 0; row < image->height; row++)
        if (memcmp(pixel_at(b, x, y + row), image->pixels + row * length, length) != 0)
            return fail(b, "row %u of the screen is not what was drawn at %u,%u", y + row, x, y);
    return true;
}

static char __iomem *label_at(const struct bochs *b)
{
    return (char __iomem *)b->pixels + b->memory - BOCHS_LABEL_SIZE;
}

bool bochs_set_label(struct bochs *b, const char *label)
{
    if (strlen(label) >= BOCHS_LABEL_SIZE)
        return fail(b, "a label of %zu characters is longer than %d", strlen(label), BOCHS_LABEL_SIZE - 1);
    strcpy(label_at(b), label);
    return true;
}

bool bochs_compare_label(struct bochs *b, const char *label)
{
    if (strcmp(label_at(b), label) != 0)
        return fail(b, "the label in video memory is not \"%s\"", label);
    return true;
}
