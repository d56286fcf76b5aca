/* SPDX-License-Identifier: MIT */
#if !defined __iomem && !defined __clang__
#error "the words are not there"
#endif
	.text
label:
