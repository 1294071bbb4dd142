//! Refuses inputs on which the parser would be quadratic, before it starts: one pass over the lines.
