# SPDX-License-Identifier: MIT
"""Hold tests/support/forms.py against instructions of which it is known whether they may access IO memory.

usage: witnesses.py SCRATCH
"""
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "support"))
import forms

# Triplet, llvm-mc's options, what is right, what is none (stack, code, literals), what is wrong.
TARGETS = {
    "x86_64": ("x86_64-linux-gnu", [], """
movb %al, (%rdi)
movw %ax, 2(%rdi)
movl %r10d, (%rdi,%rsi,4)
movq %r11, -8(%rdi)
movb $1, (%rdi)
movl $1, (%rdi)
movq $-1, (%rdi)
movl (%rdi), %eax
movq (%rbp), %rax
movzbl (%rdi), %eax
movzwl (%rdi), %eax
movsbl (%rdi), %eax
movswq (%rdi), %rax
movb (%r9), %sil
movl 0x1000, %eax
""", """
leaq 4(%rdi), %rax
movl %eax, -4(%rsp)
orl $1, 8(%rsp)
movups %xmm0, 16(%rsp)
movq foo@GOTPCREL(%rip), %rax
movq %fs:40, %rax
leaq 8(%rsp), %rax; orl $1, (%rax)
movq %rsp, %rbp; orl $1, -4(%rbp)
pushq %rbx
popq %rbx
nopw 0(%rax,%rax)
call foo
jmp foo
""", """
orl $1, (%rdi)
incl (%rdi)
movslq (%rdi), %rax
cmpl $1, (%rdi)
testb $1, (%rdi)
addl (%rdi), %eax
xchgl %eax, (%rdi)
lock; incl (%rdi)
movups (%rdi), %xmm0
movss (%rdi), %xmm0
movq (%rdi), %xmm0
movd %xmm0, (%rdi)
vmovdqu (%rdi), %ymm0
movbel (%rdi), %eax
movntil %eax, (%rdi)
pushq (%rdi)
popq (%rdi)
call *(%rdi)
jmp *8(%rdi)
rep stosb
movsb
leaq 8(%rsp), %rax; movl %edi, %eax; orl $1, (%rax)
leaq 8(%rdi), %rax; orl $1, (%rax)
orl $1, -4(%rbp)
fldl (%rdi)
cvtsi2sdl (%rdi), %xmm0
imull $3, (%rdi), %eax
cmovel (%rdi), %eax
btl $1, (%rdi)
sete (%rdi)
clflush (%rdi)
prefetcht0 (%rdi)
orl $1, 0x1000
"""),
    "i386": ("i686-linux-gnu", [], """
movl (%eax), %edx
movl %edx, 4(%eax,%ecx,2)
movb $1, (%eax)
movzwl (%eax), %edx
movswl (%eax), %edx
movl 0x1000, %eax
""", """
movl 4(%esp), %eax
pushl %ebx
movl %gs:20, %eax
leal (%eax), %edx
""", """
orl $1, (%eax)
pushl (%eax)
movsd (%eax), %xmm0
fildl (%eax)
fldl (%eax)
rep movsl
"""),
    "aarch64": ("aarch64-linux-gnu", ["-mattr=+all"], """
ldr w0, [x0]
ldr x1, [x0, #8]
ldrb w1, [x0, w2, uxtw]
ldrh w1, [x0, x2, lsl #1]
ldrsb w1, [x0]
ldrsh x1, [x0]
ldrsw x1, [x0]
ldur w1, [x0, #-4]
ldursw x1, [x0, #-4]
str wzr, [x0]
str x1, [x29]
sturb w1, [x0, #-1]
strh w1, [x0]
""", """
ldr x0, [sp, #8]
stp x29, x30, [sp, #-16]!
ldp x29, x30, [sp], #16
str q0, [sp]
add x0, sp, #16; ldp x1, x2, [x0]
mov x29, sp; stp q0, q1, [x29, #16]
add x0, x0, #4
ldr x0, =0x123456789
""", """
ldr w0, [x1], #4
str w0, [x1, #4]!
ldp w0, w1, [x2]
stp xzr, xzr, [x2]
ldr q0, [x1]
str d0, [x1]
ldr s0, [x1]
ldur q0, [x1, #-4]
ld1 { v0.16b }, [x1]
st1 { v0.b }[0], [x1]
ldxr w0, [x1]
ldar w0, [x1]
stlr w0, [x1]
ldapr w0, [x1]
ldadd w0, w1, [x2]
cas w0, w1, [x2]
ldtr w0, [x1]
ldnp x0, x1, [x2]
dc zva, x0
prfm pldl1keep, [x0]
ld1b { z0.b }, p0/z, [x0]
add x0, sp, #16; mov x0, x1; ldp x1, x2, [x0]
add x0, sp, #16; ldp x0, x1, [sp]; ldp x1, x2, [x0]
add x0, sp, #16; 1: ldp x1, x2, [x0]; b 1b
add x0, sp, #16; bl foo; ldp x1, x2, [x0]
add x0, sp, #16; str q0, [x0], #16; ldp x1, x2, [x0]
cpyfp [x0]!, [x1]!, x2!
"""),
    "arm": ("arm-linux-gnueabihf", ["-mattr=+v7,+neon"], """
ldr r0, [r1]
ldrb r0, [r1, #1]
ldrsh r0, [r1, #2]
ldrne r0, [r1]
str r0, [r1, r2, lsl #2]
strh lr, [r11]
strbeq r0, [r1]
""", """
push {r4, lr}
pop {r4, pc}
ldr r0, [sp, #4]
ldrd r0, r1, [sp]
vpush {d8}
ldr r0, [pc, #8]
add r0, sp, #8; stm r0!, {r1, r2}; stm r0, {r1, r2}
ldm sp!, {r4, pc}
add r0, r0, #4
""", """
ldr r0, [r1], #4
ldr r0, [r1, #4]!
ldrd r0, r1, [r2]
strd r0, r1, [r2]
ldm r0, {r1, r2}
stmia r0!, {r1, r2}
ldmne r0, {r1, r2}
add r1, sp, #8; ldm r0, {r1, r2}; ldm r1, {r3, r4}
vldr d0, [r0]
vldr s0, [r0]
vstmia r0, {d0, d1}
vld1.8 {d0}, [r0]
vst1.8 {d0[1]}, [r0]
ldrex r0, [r1]
ldrt r0, [r1]
pld [r0]
"""),
    "riscv64": ("riscv64-linux-gnu", ["-mattr=+c,+m,+a,+f,+d,+v,+zicboz"], """
lb a0, 0(a1)
lbu a0, 1(a1)
lh a0, 2(a1)
lhu a0, 0(a1)
lw a0, 0(a1)
lwu a0, 0(a1)
ld a0, 0(a1)
sb a0, 0(a1)
sh a0, 0(a1)
sw zero, 0(a1)
sd a0, 0(s0)
""", """
ld ra, 8(sp)
fsd fs0, 0(sp)
jalr ra, 0(t1)
addi a0, a0, 4
""", """
flw fa0, 0(a0)
fsd fa0, 0(a0)
lr.w a0, (a1)
sc.w a0, a2, (a1)
amoor.w a0, a1, (a2)
vle32.v v8, (a0)
vse8.v v8, (a0)
cbo.zero (a0)
"""),
    "ppc64le": ("powerpc64le-linux-gnu", ["-mcpu=pwr10"], """
lbz 3, 0(4)
lhz 3, 0(4)
lha 3, 0(4)
lwz 3, 0(4)
lwa 3, 0(4)
ld 3, 8(4)
stb 3, 0(4)
sth 3, 0(4)
stw 3, 0(4)
std 3, 0(31)
lwzx 3, 4, 5
ldx 3, 0, 4
stbx 3, 4, 5
lhax 3, 4, 5
""", """
std 0, 16(1)
stdu 1, -32(1)
ld 3, 0(2)
addi 3, 1, 16; lfiwax 0, 0, 3
li 3, 1
lis 3, 2
stvx 2, 1, 4
sync
""", """
lwzu 3, 4(4)
lbzu 3, 1(4)
stwu 3, 4(4)
ldux 3, 4, 5
lfs 1, 0(3)
lfd 1, 0(3)
stfd 1, 0(3)
lvx 2, 0, 3
lxvd2x 0, 0, 3
stxvd2x 0, 0, 3
lxv 0, 0(3)
lwbrx 3, 0, 4
ldbrx 3, 0, 4
lwarx 3, 0, 4
stwcx. 3, 0, 4
dcbz 0, 3
dcbt 0, 3
lmw 30, 0(3)
lswi 3, 4, 8
plwz 3, 0(4)
pstd 3, 0(4)
"""),
    "s390x": ("s390x-linux-gnu", ["-mcpu=z16"], """
llgc %r2, 0(%r3)
llgh %r2, 2(%r3)
llgf %r2, 0(%r4,%r3)
lg %r2, 0(%r3)
l %r2, 0(%r3)
lgf %r2, 0(%r3)
stcy %r2, -1(%r3)
sty %r2, 0(%r3)
sthy %r2, 0(%r3)
stg %r2, 0(%r11)
st %r2, 0(%r1,%r3)
""", """
stmg %r6, %r15, 48(%r15)
lmg %r6, %r15, 48(%r15)
la %r2, 4(%r3)
sllg %r2, %r3, 0(%r4)
mvc 160(8,%r15), 168(%r15)
la %r1, 160(%r15); mvc 0(8,%r1), 0(%r1)
larl %r1, foo
br %r14
""", """
mvc 0(8,%r2), 0(%r3)
mvc 160(8,%r15), 0(%r3)
mvhi 0(%r2), 1
mvi 0(%r2), 1
mvghi 0(%r2), 1
oi 0(%r2), 1
ni 0(%r2), 1
xc 0(8,%r2), 0(%r2)
clc 0(8,%r2), 0(%r3)
a %r2, 0(%r3)
asi 0(%r2), 1
lrv %r2, 0(%r3)
strv %r2, 0(%r3)
ld %f0, 0(%r2)
le %f0, 0(%r2)
std %f0, 0(%r2)
vl %v0, 0(%r2)
vst %v0, 0(%r2)
stmg %r2, %r3, 0(%r4)
lm %r2, %r3, 0(%r4)
cs %r2, %r3, 0(%r4)
laa %r2, %r3, 0(%r4)
lpq %r2, 0(%r4)
icm %r2, 3, 0(%r3)
ic %r2, 0(%r3)
tm 0(%r2), 1
chsi 0(%r2), 1
lt %r2, 0(%r3)
ex %r1, 0(%r2)
exrl %r1, foo
"""),
}


def main():
    scratch = pathlib.Path(sys.argv[1])
    scratch.mkdir(parents=True, exist_ok=True)
    wrong = 0

    for arch, (triplet, options, right, none, bad) in TARGETS.items():
        cases = [(line, kind) for kind, lines in (("right", right), ("none", none), ("bad", bad))
                 for line in lines.strip().splitlines()]
        source = scratch / f"{arch}.s"
        # By which llvm-objdump knows what the processor has.
        start = ".arch armv7-a\n.fpu neon\n" if arch == "arm" else ""
        functions = [f".globl f{i}\n.type f{i}, %function\nf{i}:\n{line}\n" for i, (line, _) in enumerate(cases)]
        source.write_text(start + "".join(functions) + ".globl end\n.type end, %function\nend:\n")
        subprocess.run([forms.newest("llvm-mc"), f"--triple={triplet}", *options, "--filetype=obj", source, "-o",
                        source.with_suffix(".o")], check=True)
        for i, (line, kind) in enumerate(cases):
            accesses, findings = forms.check(arch, source.with_suffix(".o"), f"^f{i}$")
            count = accesses.get(f"f{i}", -1)
            got = "bad" if findings else "right" if count == 1 else "none" if count == 0 else "absent"
            if got != kind:
                print(f"{arch}: {line}: {got}, not {kind}")
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
