/* SPDX-License-Identifier: MIT */
#include "operations.h"

#include <string.h>

#include "font.h"

static const char label[] = "drawn by the bochs-display example";
static const char text[] = "iomem: no tears!";

/* Odd places, as on any screen: with 24 bits a pixel is at any byte, with 16 at any even one. */
static const struct bochs_area cleared = {13, 5, 59, 12};
static const struct bochs_area sprite_area = {37, 21, 21, 16};
static const struct bochs_area ticker = {11, 40, 101, 24};
static const struct bochs_area text_area = {29, 91, (sizeof text - 1) * FONT_WIDTH, FONT_HEIGHT};
enum { TICKER_STEP = 5 };

enum { SPRITE_BYTES = 21 * 16 * 4 };

/* A shaded disc. */
static struct bochs_image sprite(const struct bochs *b, uint8_t pixels[SPRITE_BYTES])
{
    struct bochs_image image = {sprite_area.width, sprite_area.height, pixels};

    for (unsigned y = 0; y < image.height; y++)
        for (unsigned x = 0; x < image.width; x++) {
            int dx = 2 * (int)x - 20, dy = 2 * (int)y - 15;
            uint32_t shade = 255 - (x * 5 + y * 6);
            uint32_t colour = dx * dx + dy * dy < 225 ? shade << 16 | (shade / 2) << 8 | 40 : 0x203040;

            bochs_encode(b, pixels + (y * image.width + x) * b->pixel, colour);
        }
    return image;
}

static void mean_rows(const struct bochs *b, operation_range *range, bool write, struct bochs_area area)
{
    for (unsigned y = area.y; y < area.y + area.height; y++)
        range(write, y * b->pitch + area.x * b->pixel, area.width * b->pixel);
}

static bool run_clear(struct bochs *b)
{
    return bochs_clear(b, cleared, 0x40);
}

static void mean_clear(const struct bochs *b, operation_range *range)
{
    mean_rows(b, range, true, cleared);
}

static bool run_blit(struct bochs *b)
{
    uint8_t pixels[SPRITE_BYTES];
    struct bochs_image image = sprite(b, pixels);

    return bochs_blit(b, sprite_area.x, sprite_area.y, &image);
}

static void mean_blit(const struct bochs *b, operation_range *range)
{
    mean_rows(b, range, true, sprite_area);
}

static bool run_scroll(struct bochs *b)
{
    return bochs_scroll(b, ticker, TICKER_STEP, 0);
}

static void mean_scroll(const struct bochs *b, operation_range *range)
{
    struct bochs_area to = ticker;

    to.width -= TICKER_STEP;
    struct bochs_area from = to;
    from.x += TICKER_STEP;
    mean_rows(b, range, false, from);
    mean_rows(b, range, true, to);
}

static bool run_text(struct bochs *b)
{
    return bochs_text(b, text_area.x, text_area.y, text, 0xffff00, 0x000080) && bochs_set_label(b, label);
}

static void mean_text(const struct bochs *b, operation_range *range)
{
    mean_rows(b, range, true, text_area);
    range(true, b->memory - BOCHS_LABEL_SIZE, sizeof label);
}

static bool run_read_back(struct bochs *b)
{
    uint8_t drawn_pixels[SPRITE_BYTES], read_pixels[SPRITE_BYTES];
    struct bochs_image drawn = sprite(b, drawn_pixels);
    struct bochs_image image = {drawn.width, drawn.height, read_pixels};

    if (!bochs_read(b, sprite_area.x, sprite_area.y, &image) ||
        !bochs_compare(b, sprite_area.x, sprite_area.y, &image))
        return false;
    if (memcmp(read_pixels, drawn_pixels, drawn.width * drawn.height * b->pixel) != 0) {
        strcpy(b->problem, "what was read from the screen is not the sprite that was drawn");
        return false;
    }
    return bochs_compare_label(b, label);
}

/* The pixels are read twice on purpose: copied, then compared where they are. */
static void mean_read_back(const struct bochs *b, operation_range *range)
{
    mean_rows(b, range, false, sprite_area);
    mean_rows(b, range, false, sprite_area);
    range(false, b->memory - BOCHS_LABEL_SIZE, sizeof label);
}

const struct operation operations[] = {
    {"test-card", "fill the screen with a test card", bochs_test_card, NULL},
    {"clear", "fill an area with one byte", run_clear, mean_clear},
    {"blit", "draw a sprite", run_blit, mean_blit},
    {"scroll", "move an area to the left over itself", run_scroll, mean_scroll},
    {"text", "draw a line of text and leave a label in video memory", run_text, mean_text},
    {"read-back", "read and compare the sprite and the label", run_read_back, mean_read_back},
    {NULL, NULL, NULL, NULL},
};

const struct operation *operation_named(const char *name)
{
    for (const struct operation *operation = operations; operation->name; operation++)
        if (strcmp(operation->name, name) == 0)
            return operation;
    return NULL;
}
