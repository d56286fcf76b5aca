/* SPDX-License-Identifier: MIT */
/* Linked to a program, it says of which signal the program dies and where: "died signal:NUMBER:CODE PC CALLER", addresses in
   hexadecimal; CALLER is where a function that calls no other was called from, 0 if that can't be told. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <ucontext.h>
#include <unistd.h>

static void report(int number, siginfo_t *info, void *context)
{
    const ucontext_t *user = context;
    char line[128];
#if defined __aarch64__
    unsigned long long pc = user->uc_mcontext.pc, caller = user->uc_mcontext.regs[30];
#elif defined __x86_64__
    unsigned long long pc = (unsigned long long)user->uc_mcontext.gregs[REG_RIP], caller = 0;
#else
#error "no names for this architecture's registers"
#endif
    int length = snprintf(line, sizeof line, "died signal:%d:%d %llx %llx\n", number, info->si_code, pc, caller);

    if (write(STDOUT_FILENO, line, (size_t)length) != length)
        _exit(1);
    raise(number); /* and is no longer caught */
}

__attribute__((constructor)) static void start(void)
{
    struct sigaction action = {.sa_sigaction = report, .sa_flags = (int)(SA_SIGINFO | SA_RESETHAND)};

    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGILL, &action, NULL);
}
