/* SPDX-License-Identifier: MIT */
/*
 * The guest's first process: does what the lines of /commands say, one after the other, and turns the machine off.
 *   load FILE               a kernel module
 *   pause NAME              wait for a line from the serial port
 *   run PROGRAM ARGUMENT... and say how it ended
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_ARGUMENTS = 32 };

static void fail(const char *what, const char *which)
{
    printf("init: cannot %s %s: %s\n", what, which, strerror(errno));
    reboot(RB_POWER_OFF);
    exit(1);
}

static void mount_at(const char *type, const char *folder)
{
    mkdir(folder, 0755);
    if (mount(type, folder, type, 0, NULL) != 0 && errno != EBUSY)
        fail("mount", folder);
}

static void load(const char *file)
{
    int fd = open(file, O_RDONLY | O_CLOEXEC);

    if (fd < 0 || syscall(SYS_finit_module, fd, "", 0) != 0)
        fail("load", file);
    close(fd);
}

static void wait_for_line(const char *name)
{
    char c;

    printf("pause %s\n", name);
    do
        if (read(STDIN_FILENO, &c, 1) != 1)
            fail("read", "the serial port");
    while (c != '\n');
}

static void run(char **arguments)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        execv(arguments[0], arguments);
        fail("run", arguments[0]);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        fail("run", arguments[0]);
    if (WIFSIGNALED(status))
        printf("end signal %d\n", WTERMSIG(status));
    else
        printf("end status %d\n", WEXITSTATUS(status));
}

static void obey(char *line)
{
    char *words[MAX_ARGUMENTS + 1] = {NULL}, *word;
    int n = 0;

    for (word = strtok(line, " \n"); word && n < MAX_ARGUMENTS; word = strtok(NULL, " \n"))
        words[n++] = word;
    if (n < 2) {
        printf("init: a command that is none\n");
        return;
    }
    if (strcmp(words[0], "load") == 0)
        load(words[1]);
    else if (strcmp(words[0], "pause") == 0)
        wait_for_line(words[1]);
    else
        run(words + 1);
}

int main(void)
{
    char line[1024];

    setvbuf(stdout, NULL, _IOLBF, 0);
    mount_at("devtmpfs", "/dev");
    mount_at("proc", "/proc");
    mount_at("sysfs", "/sys");

    FILE *commands = fopen("/commands", "re");
    if (!commands)
        fail("open", "/commands");
    while (fgets(line, sizeof line, commands)) {
        printf("> %s", line);
        obey(line);
    }
    printf("all done\n");
    sync();
    reboot(RB_POWER_OFF);
    return 0;
}
