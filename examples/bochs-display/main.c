/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bochs.h"
#include "operations.h"
#ifndef BOCHS_DEVICE_ONLY
#include "sim.h"
#endif

enum { EXIT_USAGE = 2 };

struct arguments {
    const char *device; /* NULL for the simulated one */
    unsigned width, height, depth;
    char **operations; /* ends in NULL; empty for all */
};

static void usage(FILE *to)
{
    fputs("usage: bochs-display [--device PCI-ADDRESS] [--mode WIDTHxHEIGHT] [--depth BITS] [OPERATION...]\n"
          "\n"
          "Draws on QEMU's bochs-display or VGA, or without --device on a simulated one, and then\n"
          "prints what that one saw of each operation. All operations are done unless some are named:\n",
          to);
    for (const struct operation *operation = operations; operation->name; operation++)
        fprintf(to, "  %-10s %s\n", operation->name, operation->what);
}

static int complain(const char *what, const char *value)
{
    fprintf(stderr, "bochs-display: %s%s%s; --help lists what there is\n", what, value ? " " : "", value ? value : "");
    return EXIT_USAGE;
}

/* 0, or the status to exit with. */
static int parse(int argc, char **argv, struct arguments *arguments)
{
    int i = 1;

    for (; i < argc && strncmp(argv[i], "--", 2) == 0; i += 2) {
        const char *value = argv[i + 1];
        int used = 0;

        if (!value)
            return complain("no value for", argv[i]);
        if (strcmp(argv[i], "--device") == 0) {
            arguments->device = value;
        } else if (strcmp(argv[i], "--mode") == 0) {
            if (sscanf(value, "%5ux%5u%n", &arguments->width, &arguments->height, &used) != 2 || value[used])
                return complain("not a mode such as 640x480:", value);
        } else if (strcmp(argv[i], "--depth") == 0) {
            if (sscanf(value, "%5u%n", &arguments->depth, &used) != 1 || value[used])
                return complain("not a depth such as 16:", value);
        } else {
            return complain("unknown option", argv[i]);
        }
    }
    if (!arguments->width) {
        /* Recording an access takes a while: the simulated screen is small. */
        arguments->width = arguments->device ? 640 : OPERATIONS_MIN_WIDTH;
        arguments->height = arguments->device ? 480 : OPERATIONS_MIN_HEIGHT;
    }
    arguments->operations = argv + i;
    for (; i < argc; i++)
        if (!operation_named(argv[i]))
            return complain("unknown operation", argv[i]);
    if (arguments->width < OPERATIONS_MIN_WIDTH || arguments->height < OPERATIONS_MIN_HEIGHT)
        return complain("the operations need a mode of at least 160x120", NULL);
    return 0;
}

static bool run(struct bochs *b, const struct operation *operation)
{
    if (!operation->run(b))
        return false;
    printf("%s\n", operation->name);
    return true;
}

#ifndef BOCHS_DEVICE_ONLY
static void print_seen_header(void)
{
    puts("operation   accesses  twice  outside  missed  misaligned  widest  memory");
}

static bool run_seen(struct bochs *b, const struct operation *operation)
{
    struct sim_seen seen;

    sim_start();
    if (!operation->run(b))
        return false;
    if (!operation->mean)
        return true;
    operation->mean(b, sim_mean);
    if (!sim_judge(b, &seen))
        return false;
    printf("%-10s  %8zu  %5zu  %7zu  %6zu  %10zu  %6u  %08x\n", operation->name, seen.accesses, seen.twice,
           seen.outside, seen.missed, seen.misaligned, seen.widest, seen.memory);
    return true;
}
#endif

static bool run_all(struct bochs *b, char **names, bool (*one)(struct bochs *, const struct operation *))
{
    if (!*names)
        for (const struct operation *operation = operations; operation->name; operation++)
            if (!one(b, operation))
                return false;
    for (; *names; names++)
        if (!one(b, operation_named(*names)))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    struct arguments arguments = {.depth = 16};
    struct bochs b;
    bool done;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        usage(stdout);
        return EXIT_SUCCESS;
    }

    int status = parse(argc, argv, &arguments);
    if (status)
        return status;

    if (arguments.device) {
        done = bochs_open(&b, arguments.device) &&
               bochs_set_mode(&b, arguments.width, arguments.height, arguments.depth) &&
               run_all(&b, arguments.operations, run);
        bochs_close(&b);
    } else {
#ifdef BOCHS_DEVICE_ONLY
        return complain("this build has no simulated device, so it needs --device", NULL);
#else
        done = sim_open(&b) && bochs_set_mode(&b, arguments.width, arguments.height, arguments.depth);
        if (done) {
            print_seen_header();
            done = run_all(&b, arguments.operations, run_seen);
        }
        sim_close(&b);
#endif
    }
    if (!done)
        fprintf(stderr, "bochs-display: %s\n", b.problem);
    if (fflush(stdout) != 0) {
        perror("bochs-display: cannot write the output");
        return EXIT_FAILURE;
    }
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
