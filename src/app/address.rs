//! Which addresses may leave the program: http and https only, in the one form that is shown, copied and opened.
//! Pure; asks no network.

use url::Url;

use crate::text::Clean;

/// `target` as it will be opened: parsed, its host in punycode, the rest percent-encoded. None unless it is http(s) with a
/// host and without user and password in front of it (`https://bank.example@evil.example/` misleads).
pub fn web(target: &str) -> Option<Clean> {
    let url = Url::parse(target.trim()).ok()?;
    let honest = url.username().is_empty() && url.password().is_none();
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    (honest && web && url.as_str().bytes().all(|b| b.is_ascii_graphic()))
        .then(|| Clean::line(url.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_leaves() {
        for refused in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "mailto:a@b.example",
            "http:///",
            "ssh://host",
            "--version",
            "@file",
            "images/x.png",
            "//host/x",
            "",
            "https://bank.example@evil.example/",
        ] {
            assert_eq!(web(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn what_is_shown_is_what_is_opened() {
        for (raw, opened) in [
            (" https://example.org/a b ", "https://example.org/a%20b"),
            ("https://аррӏе.com", "https://xn--80ak6aa92e.com/"),
            (
                "HTTP://Example.org/$(touch x)",
                "http://example.org/$(touch%20x)",
            ),
            ("http://1.1.1.1&@2.2.2.2# @3.3.3.3/", ""),
        ] {
            assert_eq!(web(raw).as_deref().unwrap_or(""), opened, "{raw:?}");
        }
    }
}
