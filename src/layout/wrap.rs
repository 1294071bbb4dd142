//! One paragraph → lines, across style runs.
