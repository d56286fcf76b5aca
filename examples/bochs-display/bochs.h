/* SPDX-License-Identifier: MIT */
/*
 * A userspace driver for QEMU's bochs-display and VGA (PCI 1234:1111): video memory is BAR 0, the
 * registers are in BAR 2.
 *
 * Functions that can fail return false and say why in bochs.problem. Rectangles and positions are in
 * pixels from the upper left corner; one that does not lie wholly on the screen is a failure, and
 * then nothing is drawn.
 */
#ifndef BOCHS_H
#define BOCHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <iomem.h>

enum {
    BOCHS_ID = 0xB0C0, /* the low four bits are the interface's version */
    BOCHS_ID_MASK = 0xFFF0,
    BOCHS_ENABLED = 0x01,
    BOCHS_LINEAR = 0x40,
    BOCHS_KEEP_MEMORY = 0x80, /* VGA clears its memory otherwise */
    BOCHS_MAX_WIDTH = 2560,
    BOCHS_LABEL_SIZE = 64,
};

/* The DISPI registers. The device takes 16-bit accesses only: an 8-bit write replaces the whole
   register. */
struct bochs_mode {
    uint16_t id;
    uint16_t width;
    uint16_t height;
    uint16_t depth;
    uint16_t enable;
    uint16_t bank;
    uint16_t virtual_width;
    uint16_t virtual_height;
    uint16_t x_offset;
    uint16_t y_offset;
    uint16_t memory_64k;
};

struct bochs_registers {
    uint8_t edid[0x400];
    uint8_t vga[0x20]; /* VGA's ports 0x3c0 to 0x3df */
    uint8_t reserved[0xe0];
    struct bochs_mode mode;
};

struct bochs {
    uint8_t __iomem *pixels;
    struct bochs_registers __iomem *registers;
    size_t memory; /* bytes at pixels */
    size_t registers_length;
    unsigned width, height, depth;
    size_t pixel; /* bytes of one pixel */
    size_t pitch; /* bytes of one row */
    char problem[160];
};

struct bochs_area {
    unsigned x, y, width, height;
};

/* Rows of pixels in the screen's format, without gaps. */
struct bochs_image {
    unsigned width, height;
    uint8_t *pixels;
};

/* Enable and map the device at a PCI address such as 0000:00:02.0. */
bool bochs_open(struct bochs *b, const char *address);
void bochs_close(struct bochs *b);

/* Depth is 16 or 32; VGA also takes 24. Video memory keeps what it holds. */
bool bochs_set_mode(struct bochs *b, unsigned width, unsigned height, unsigned depth);

/* Store the colour 0xRRGGBB at `at`, which is not on the screen, in the screen's format. */
void bochs_encode(const struct bochs *b, uint8_t *at, uint32_t colour);

/* Fill the screen with a test card; fails unless it can be read there afterwards. */
bool bochs_test_card(struct bochs *b);
/* Make every byte of the area `value`. */
bool bochs_clear(struct bochs *b, struct bochs_area area, uint8_t value);
bool bochs_blit(struct bochs *b, unsigned x, unsigned y, const struct bochs_image *image);
/* Move what is in the area to the left and up; what it uncovers stays as it was. */
bool bochs_scroll(struct bochs *b, struct bochs_area area, unsigned left, unsigned up);
bool bochs_text(struct bochs *b, unsigned x, unsigned y, const char *text, uint32_t ink, uint32_t paper);
/* Copy what is on the screen at x, y into the image. */
bool bochs_read(struct bochs *b, unsigned x, unsigned y, struct bochs_image *image);
/* Fails unless the screen shows the image at x, y. */
bool bochs_compare(struct bochs *b, unsigned x, unsigned y, const struct bochs_image *image);

/* The last BOCHS_LABEL_SIZE bytes of video memory hold a string that says who drew the picture. */
bool bochs_set_label(struct bochs *b, const char *label);
bool bochs_compare_label(struct bochs *b, const char *label);

#endif
