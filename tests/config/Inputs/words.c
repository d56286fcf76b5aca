/* SPDX-License-Identifier: MIT */
int first(const int __iomem *io) { return *io; }
int __iomem *meant(int *ram) { return (int __iomem __force *)ram; }
