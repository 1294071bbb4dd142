//! Column widths and cells, by our own O(cells) arithmetic.
