/* SPDX-License-Identifier: MIT */
/* A font of 8x8 cells: capitals, digits and punctuation. */
#ifndef FONT_H
#define FONT_H

#include <stdint.h>

enum { FONT_WIDTH = 8, FONT_HEIGHT = 8 };

/* The FONT_HEIGHT rows of a character, top first, bit 7 leftmost. Small letters look like capitals,
   characters that the font lacks like a question mark. */
const uint8_t *font_glyph(char character);

#endif
