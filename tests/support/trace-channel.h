/* SPDX-License-Identifier: MIT */
/*
 * The file through which an emulated program and the plugin in its emulator speak, mapped by both.
 * All numbers are little-endian, whatever the emulated processor is.
 */
#ifndef TRACE_CHANNEL_H
#define TRACE_CHANNEL_H

#include <stdint.h>

#define CHANNEL_VARIABLE "IOMEM_TRACE_CHANNEL"    /* the file's name, in the program's environment */
#define CHANNEL_MAGIC UINT64_C(0x316563617274696f)
#define CHANNEL_REGIONS 8
#define CHANNEL_RECORDS (UINT64_C(1) << 20)
#define CHANNEL_TEXT 19

struct channel_record {
    uint64_t address;
    uint64_t pc;
    uint16_t width;
    uint8_t kind, plain;
    uint8_t region;                /* its number; of an 'X' without meaning */
    char text[CHANNEL_TEXT];       /* of an 'X' alone */
};

struct channel {
    uint64_t magic;                /* the plugin's sign that it runs */
    uint32_t instructions[2];      /* executed, low half first; counted by the plugin, set to 0 by the program */
    uint64_t records;              /* the same */
    uint64_t lost;                 /* records for which there was no room; the same */
    uint64_t recording;            /* the rest is the program's: whether anything is to be recorded, */
    uint64_t untraced;             /* code that the plugin leaves as it is, from here on, */
    uint64_t untraced_size;        /* so many bytes, */
    uint64_t low, span;            /* where all regions are, for a quick no, */
    struct {
        uint64_t start, size;      /* and each of them; size 0: unused */
    } region[CHANNEL_REGIONS];
    struct channel_record record[CHANNEL_RECORDS];
};

#endif
