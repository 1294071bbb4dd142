//! The HTML found inside Markdown → the same blocks and runs.
