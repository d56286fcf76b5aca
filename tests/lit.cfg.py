# SPDX-License-Identifier: MIT
#
# One configuration for every suite; its site file says which compiler it is for, if any.
#
#   %cc                the compiler, %iomem_cflags %iomem_words %iomem_libs what iomem-config says for it
#   %cxx               the C++ compiler that goes with %cc, where there is the feature cxx
#   %family            gcc or clang; %driver is its name in the table (clang-19, aarch64-linux-gnu-gcc-12)
#   %opt %iomem_pass   Clang's: LLVM's opt, and the plugin that has the passes alone
#   %iomem_config      iomem-config of the build tree
#   %trace_cflags %trace_libs   to compile and link with the access tracer of tests/support
#   %arch              the target (aarch64)
#   %word              WORD8 or WORD4, the prefix of FileCheck for a register's width
#   %run               begins the command that runs a program compiled for the suite's target, %emulate one that is
#                      linked with the emulated tracer
#   %diagnose FLAGS     compile %s and hold its diagnostics against its comments (support/diagnose.py)
#   %fat_lto %thin_lto %lld   link-time optimisation with machine code beside it, and by parts, and the linker of the
#                      compiler's family; what the compiler hasn't is the plain one
#   %code_only %lto_output   keeps a compiler from putting data among the code; and what a link then makes
#   %depth             how deep the compiler lets parentheses nest
#   %without %undeclared   the options of support/calls.py for what the compiler hasn't as a built-in function
#   %grid              the runtime's grid test; %programs the folder of it and its like, %quick their option --quick if it
#                      is the quick set that runs
#   %target_lib        the folder of the target's libraries
#   %system            begins a command of system/system.py
#   %python %source %build      Debian's python3, the top of the sources and of the build tree
#
# Features: full (absent with --param quick=1), fuzzer if a Clang here has libFuzzer, system if the cache has what the
# machines of tests/system take, the target (aarch64), native if
# that is the machine's own, and of a compiler's suite its family and its name (gcc, gcc-12; clang, clang-19), and cxx
# if iomem serves its C++ compiler and it compiles for this machine.
import os
import subprocess
import sys

import lit.formats
import lit.TestRunner
import lit.util

sys.dont_write_bytecode = True
sys.path[:0] = [config.iomem_source + "/scripts", config.iomem_source + "/tests/system"]
import tables
from vm import fetch

config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".c", ".test"] if config.iomem_driver else [".test"]
config.excludes = set(config.excludes) | {"Inputs", "support"}

config.environment["PATH"] = os.pathsep.join([config.iomem_llvm_tools, os.environ["PATH"]])
config.environment["LC_ALL"] = "C"

if lit_config.maxIndividualTestTime == 0 and lit.util.killProcessAndChildrenIsSupported()[0]:
    lit_config.maxIndividualTestTime = 1200

# A command that is not there leaves the test's timer running, for which lit would wait when all is done.
if not hasattr(lit.TestRunner, "iomem_execute"):
    lit.TestRunner.iomem_execute = lit.TestRunner._executeShCmd

    def execute(command, environment, results, timer):
        try:
            return lit.TestRunner.iomem_execute(command, environment, results, timer)
        except lit.TestRunner.InternalShellError:
            timer.cancel()
            raise

    lit.TestRunner._executeShCmd = execute

if config.iomem_fuzz:
    config.available_features.add("fuzzer")

quick = lit_config.params.get("quick", "0") == "1"
if not quick:
    config.available_features.add("full")

if config.name == "iomem":
    config.environment["XDG_CACHE_HOME"] = str(fetch.cache().parent.parent)
    try:
        if not quick:
            fetch.ready()
            config.available_features.add("system")
    except fetch.Missing:
        pass

iomem_config = config.iomem_build + "/bin/iomem-config"
tests = config.iomem_source + "/tests"
programs = config.iomem_target_build + "/tests/runtime"
config.available_features.add(config.iomem_arch)
emulate = f"{tests}/support/emulate {config.iomem_build}/lib/iomem-tracer.so {config.iomem_emulator} "
if config.iomem_native:
    run = ""
    trace_libs = config.iomem_target_lib + "/libiomem_trace.a -lZydis"
    config.available_features.add("native")
else:
    run = emulate
    trace_libs = f"-static {config.iomem_target_lib}/libiomem_trace_emulated.a"
config.substitutions += [
    ("%iomem_config", iomem_config),
    ("%trace_cflags", "-I" + tests + "/support"),
    ("%trace_libs", trace_libs),
    ("%run", run),
    ("%emulate", emulate),
    ("%grid", run + programs + "/iomem_grid" + (" --quick" if quick else "")),
    ("%quick", "--quick" if quick else ""),
    ("%programs", programs),
    ("%arch", config.iomem_arch),
    ("%word", f"WORD{tables.registers()[config.iomem_arch]}" if config.iomem_arch != "generic" else "WORD8"),
    ("%target_lib", config.iomem_target_lib),
    ("%system", f"{config.iomem_python} {tests}/system/system.py --build {config.iomem_build}"),
    ("%python", config.iomem_python),
    ("%source", config.iomem_source),
    ("%build", config.iomem_build),
]

if config.iomem_driver:
    family, major = config.iomem_driver.split("-")[-2:]
    config.available_features |= {family, config.iomem_driver}
    config.substitutions += [("%cc", config.iomem_cc), ("%family", family), ("%driver", config.iomem_driver)]
    if family == "clang":
        if config.iomem_native:
            config.available_features.add("cxx")
        directory = os.path.dirname(config.iomem_cc.split()[0])
        plugins = os.path.join(config.iomem_build, "lib/iomem", config.iomem_driver)
        config.substitutions += [("%opt", os.path.join(directory, "opt-" + major)),
                                 ("%iomem_pass", os.path.join(plugins, "iomem-pass.so"))]
        config.substitutions.append(("%cxx", os.path.join(directory, "clang++-" + major)))
    for what in "cflags", "words", "libs":
        answer = subprocess.run([iomem_config, "--cc", config.iomem_cc, "--" + what],
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if answer.returncode != 0:
            lit_config.fatal(answer.stdout.strip())
        config.substitutions.append(("%iomem_" + what, answer.stdout.strip()))
    config.substitutions += [("%fat_lto", "-flto" if family == "clang" else "-flto -ffat-lto-objects"),
                             ("%thin_lto", "-flto=thin" if family == "clang" else "-flto"),
                             ("%lld", "-fuse-ld=lld-" + major if family == "clang" else "")]
    # GCC's traceback tables for PowerPC are data among the code, and so are what its linker puts beside a library's.
    tables_too = family == "gcc" and config.iomem_arch == "ppc64le"
    config.substitutions.append(("%code_only", "-mtraceback=no" if tables_too else ""))
    config.substitutions.append(("%lto_output", "-r -flinker-output=nolto-rel" if tables_too else "-shared"))
    config.substitutions.append(("%depth", "250" if family == "clang" else "2000"))
    # Clang has no strnlen, and before 19 doesn't know bcopy by its plain name.
    config.substitutions += [("%without", "--without=strnlen" if family == "clang" else ""),
                             ("%undeclared", "--without=strnlen,bcopy" if family == "clang" else "")]
    # Clang stops after 20 errors otherwise.
    unlimited = " -ferror-limit=0" if family == "clang" else ""
    # Last first: %diagnose is written with the others.
    config.substitutions.insert(0, ("%diagnose", "%python %source/tests/support/diagnose.py %s"
                                    " --cflags='%iomem_cflags' --words='%iomem_words' %cc" + unlimited))
