// SPDX-License-Identifier: MIT
// Nothing, nothing but blanks, and nothing but a word.
// RUN: rm -rf %t && split-file %s %t
// RUN: %cc %iomem_words -c %t/blank.c -o %t/o 2>&1 | count 0
// RUN: %cc %iomem_words -c -x c /dev/null -o %t/o 2>&1 | count 0
// RUN: %cc %iomem_words -E %t/blank.c -o %t/o 2>&1 | count 0
// RUN: %cc %iomem_cflags -include iomem.h -c %t/blank.c -o %t/o 2>&1 | count 0
// RUN: not %cc %iomem_words -c %t/word.c -o %t/o 2>&1 | FileCheck --check-prefix=WORD %s
// RUN: not %cc %iomem_words -c %t/force.c -o %t/o 2>&1 | FileCheck --check-prefix=WORD %s
// RUN: %cc %iomem_words -c %t/declaration.c -o %t/o 2>&1 | FileCheck --allow-empty --check-prefix=NONE %s
// WORD: {{(word|force)}}.c:1:{{.*}}error: expected
// WORD-NOT: error:
// NONE-NOT: error:

//--- blank.c


//--- word.c
__iomem
//--- force.c
__force
//--- declaration.c
__iomem;
