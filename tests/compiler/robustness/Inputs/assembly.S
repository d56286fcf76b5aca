/* SPDX-License-Identifier: MIT */
#ifndef __iomem
#error "the words are not there"
#endif
	.text
label:
