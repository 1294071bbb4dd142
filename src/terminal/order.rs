//! Whether the terminal puts right-to-left text into its order by itself. It cannot be asked: what is known of
//! terminals is told by the variables that they set.

/// The first version of VTE, the widget of GNOME Terminal and others, that does.
const VTE: u32 = 5800;

/// Whether the terminal is known to put right-to-left text into its order by itself.
pub fn turns_text() -> bool {
    known(|name| std::env::var(name).ok())
}

/// Whether the terminal of these variables is known to turn text.
fn known(variable: impl Fn(&str) -> Option<String>) -> bool {
    let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    let is = |name, value: &str| variable(name).is_some_and(|found| found.starts_with(value));
    vte.is_some_and(|version| version >= VTE)
        || variable("KONSOLE_VERSION").is_some()
        || variable("MLTERM").is_some()
        || is("TERM", "mlterm")
        || is("TERM_PROGRAM", "Apple_Terminal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_turn_text_are_known_by_their_variables() {
        let known = |name: &str, value: &str| {
            let (name, value) = (name.to_owned(), value.to_owned());
            known(move |asked| (asked == name).then(|| value.clone()))
        };
        assert!(known("VTE_VERSION", "6800") && !known("VTE_VERSION", "5202"));
        assert!(known("KONSOLE_VERSION", "230804") && known("TERM", "mlterm-256color"));
        assert!(known("TERM_PROGRAM", "Apple_Terminal") && !known("TERM_PROGRAM", "WezTerm"));
        assert!(!known("TERM", "xterm-256color"));
    }
}
