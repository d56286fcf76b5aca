/* SPDX-License-Identifier: MIT */
/* The part of the emulated rig that is in the emulator: QEMU for user programs, with its argument channel=FILE. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "qemu-plugin-api.h"
#include "trace-channel.h"
#include "tracer-forms.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the channel's numbers are little-endian");

/* An instruction that was translated. */
struct site {
    uint64_t pc;
    struct form form;
};

/* The program writes to it between any two instructions. */
static volatile struct channel *channel;
static const struct isa *isa;

QEMU_PLUGIN_VISIBLE int qemu_plugin_version = QEMU_PLUGIN_API;

static uint64_t executed(void)
{
    return channel->instructions[0] | (uint64_t)channel->instructions[1] << 32;
}

static volatile struct channel_record *add(const struct site *site, char kind)
{
    uint64_t n = channel->records;

    if (n == CHANNEL_RECORDS) {
        channel->lost++;
        return NULL;
    }
    channel->records = n + 1;
    channel->record[n].pc = site->pc;
    channel->record[n].kind = (uint8_t)kind;
    channel->record[n].plain = (uint8_t)site->form.plain;
    return &channel->record[n];
}

/* Whether it is another part of what the last record is a part of: an access that QEMU makes in parts. */
static int joined(const struct site *site, char kind, uint64_t address, unsigned width)
{
    static const struct site *last_site;
    static uint64_t last_executed;
    int same = last_site == site && last_executed == executed();

    last_site = site;
    last_executed = executed();
    if (!same || !channel->records)
        return 0;

    volatile struct channel_record *r = &channel->record[channel->records - 1];
    if (r->kind != kind || r->width + width > site->form.unit || r->address + r->width != address)
        return 0;
    r->width = (uint16_t)(r->width + width);
    return 1;
}

static void note(const struct site *site, char kind, uint64_t address, unsigned width)
{
    for (uint8_t i = 0; i < CHANNEL_REGIONS; i++) {
        uint64_t start = channel->region[i].start, size = channel->region[i].size;
        if (!size || address + width <= start || address >= start + size)
            continue;
        if (!joined(site, kind, address, width)) {
            volatile struct channel_record *r = add(site, kind);
            if (r) {
                r->address = address;
                r->width = (uint16_t)width;
                r->region = i;
            }
        }
        return;
    }
}

__attribute__((noinline)) static void on_access_to_region(qemu_plugin_meminfo_t info, uint64_t address, void *data)
{
    unsigned width = 1u << qemu_plugin_mem_size_shift(info);
    if (qemu_plugin_mem_is_load(info))
        note(data, 'R', address, width);
    if (qemu_plugin_mem_is_store(info))
        note(data, 'W', address, width);
}

/* For every access of the program, nearly all of which are elsewhere: the shorter the better. */
static void on_access(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void *data)
{
    (void)cpu;
    if (address - channel->low < channel->span && channel->recording)
        on_access_to_region(info, address, data);
}

static void on_blind(unsigned cpu, void *data)
{
    const struct site *site = data;

    (void)cpu;
    if (!channel->recording)
        return;
    volatile struct channel_record *r = add(site, 'X');
    for (size_t i = 0; r && i < CHANNEL_TEXT; i++) {
        r->text[i] = i < CHANNEL_TEXT - 1 ? site->form.blind[i] : 0;
        if (!r->text[i])
            break;
    }
}

static void on_translation(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    for (size_t i = 0, n = qemu_plugin_tb_n_insns(tb); i < n; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
        if (qemu_plugin_insn_vaddr(insn) - channel->untraced < channel->untraced_size)
            continue;
        char *text = isa_needs_text(isa) ? qemu_plugin_insn_disas(insn) : NULL;
        struct site *site = malloc(sizeof *site);

        if (!site) {
            fputs("iomem-tracer: no memory\n", stderr);
            abort();
        }
        site->pc = qemu_plugin_insn_vaddr(insn);
        site->form = form_of(isa, qemu_plugin_insn_data(insn), qemu_plugin_insn_size(insn), text);
        free(text);
        qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64,
                                                   (void *)channel->instructions, 1);
        qemu_plugin_register_vcpu_mem_cb(insn, on_access, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_RW, site);
        if (site->form.blind)
            qemu_plugin_register_vcpu_insn_exec_cb(insn, on_blind, QEMU_PLUGIN_CB_NO_REGS, site);
    }
}

static int fails(const char *what, const char *name)
{
    fprintf(stderr, "iomem-tracer: %s: %s\n", what, name);
    return -1;
}

QEMU_PLUGIN_VISIBLE int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    isa = isa_of(info->target_name);
    if (!isa || info->system_emulation)
        return fails("no table for programs of this processor", info->target_name);
    if (argc != 1 || strncmp(argv[0], "channel=", 8))
        return fails("wants one argument", "channel=FILE");

    int fd = open(argv[0] + 8, O_RDWR | O_CLOEXEC);
    if (fd < 0 || ftruncate(fd, sizeof *channel))
        return fails("can't open the channel", argv[0] + 8);
    channel = mmap(NULL, sizeof *channel, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (channel == MAP_FAILED)
        return fails("can't map the channel", argv[0] + 8);
    channel->magic = CHANNEL_MAGIC;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    return 0;
}
