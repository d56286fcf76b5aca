/* SPDX-License-Identifier: MIT */
/* A simulated device: memory that records every access to it. There is one. */
#ifndef SIM_H
#define SIM_H

#include "bochs.h"

/* What the device saw against what was meant. */
struct sim_seen {
    size_t accesses;
    size_t twice;      /* bytes read or written more often than meant */
    size_t outside;    /* bytes read or written that were not meant to be */
    size_t missed;     /* bytes read or written less often than meant */
    size_t misaligned; /* accesses not at a multiple of their width */
    unsigned widest;   /* bytes of the widest access */
    uint32_t memory;   /* a checksum of video memory afterwards */
};

bool sim_open(struct bochs *b);
void sim_close(struct bochs *b);

/* Forget what was seen and meant. */
void sim_start(void);

/* The driver is to read or write each of these bytes of video memory once, or once more than
   already meant. */
void sim_mean(bool write, size_t offset, size_t length);

/* False, with a sentence in b->problem, when the record is incomplete. */
bool sim_judge(struct bochs *b, struct sim_seen *seen);

#endif
