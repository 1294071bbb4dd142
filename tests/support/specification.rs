//! The examples of the published specifications of Markdown, as their source has them.

/// The examples of a specification: Markdown and its HTML.
pub(crate) fn examples(spec: &str) -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let open = format!("{fence} example");
    let mut examples = Vec::new();
    let mut lines = spec.lines();
    while lines.by_ref().any(|line| line.starts_with(&open)) {
        let example: Vec<_> = lines.by_ref().take_while(|line| *line != fence).collect();
        let mut parts = example.split(|line| *line == ".");
        let mut part = || {
            parts
                .next()
                .unwrap_or_default()
                .join("\n")
                .replace('→', "\t")
        };
        examples.push((part(), part()));
    }
    examples
}
