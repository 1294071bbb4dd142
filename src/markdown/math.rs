//! Math: `$a$` and `$$a$$` in running text, and its TeX as plain characters where these can say it: Greek letters,
//! operators, raised and lowered signs, simple fractions and roots. What they cannot say is shown as its source.

use std::ops::Range;

use memchr::memchr;

use crate::markdown::symbols;

/// Longer ones are text.
const LONGEST: usize = 1024;
/// Deeper ones are shown as their source.
const DEEPEST: usize = 32;

/// A formula.
pub(super) struct Found {
    /// Bytes, with the dollars.
    pub(super) len: usize,
    /// Its TeX.
    pub(super) inner: Range<usize>,
    /// Set apart rather than in a sentence.
    pub(super) display: bool,
}

/// Whether there can be any in `text`.
pub(super) fn any(text: &str) -> bool {
    memchr(b'$', text.as_bytes()).is_some()
}

/// The formula that `rest` begins with. Sums of money are none.
pub(super) fn first(before: &str, rest: &str) -> Option<Found> {
    let display = rest.starts_with("$$");
    let sign = if display { "$$" } else { "$" };
    let limit = rest.floor_char_boundary(LONGEST);
    let after = rest.get(..limit)?.strip_prefix(sign)?;
    let inner = after.get(..after.find('$')?)?;
    let after = after.get(inner.len()..)?;
    let free = !before.ends_with(|c: char| c.is_alphanumeric() || c == '$');
    let ends = after.strip_prefix(sign)?;
    let ends = !ends.starts_with(|c: char| c.is_alphanumeric() || "${".contains(c));
    let whole = !inner.trim().is_empty() && !inner.contains('`');
    let fits = if display {
        !inner.contains("\n\n")
    } else {
        // A single bar may well part two cells of a table.
        let bars = inner.matches('|').count();
        inner.trim() == inner && !inner.contains('\n') && bars % 2 == 0 && means(inner)
    };
    (free && ends && whole && fits).then_some(Found {
        len: inner.len() + 2 * sign.len(),
        inner: sign.len()..sign.len() + inner.len(),
        display,
    })
}

/// Whether this is math rather than words or a variable of a shell between two dollars.
fn means(inner: &str) -> bool {
    let variable = inner.len() > 3
        && inner
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let short = inner.len() <= 3 && inner.starts_with(|c: char| c.is_ascii_alphabetic());
    let call = inner.ends_with(')') && !inner.contains(' ');
    !variable && (short || call || inner.contains(['\\', '^', '_', '=', '+', '<', '>']))
}

/// What an argument is for.
enum Use {
    Group,
    Raised,
    Lowered,
    Root,
    Above,
    Below(String),
    Double,
    Accent(char),
}

impl Use {
    /// The argument as it is shown; the numerator of a fraction waits for what comes below it.
    fn apply(self, inner: &str) -> Result<String, Self> {
        Ok(match self {
            Self::Group => inner.to_owned(),
            Self::Raised => shifted(inner, '^', symbols::raised),
            Self::Lowered => shifted(inner, '_', symbols::lowered),
            Self::Root => format!("√{}", bracketed(inner)),
            Self::Above => return Err(Self::Below(bracketed(inner))),
            Self::Below(above) => format!("{above}/{}", bracketed(inner)),
            Self::Accent(mark) => inner.chars().flat_map(|c| [c, mark]).collect(),
            Self::Double => inner.chars().map(symbols::double).collect(),
        })
    }
}

/// All characters raised or lowered, or behind a sign where there are none such.
fn shifted(inner: &str, sign: char, shift: fn(char) -> Option<char>) -> String {
    let all: Option<String> = inner.chars().filter(|c| *c != ' ').map(shift).collect();
    all.unwrap_or_else(|| match inner.chars().count() {
        0 | 1 => format!("{sign}{inner}"),
        _ => format!("{sign}({inner})"),
    })
}

fn bracketed(inner: &str) -> String {
    if inner
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '′' | '∂'))
    {
        inner.to_owned()
    } else {
        format!("({inner})")
    }
}

/// TeX as plain characters; nothing if they cannot say it.
pub(super) fn unicode(tex: &str) -> Option<String> {
    let mut open: Vec<(Use, String)> = Vec::new();
    let mut out = String::new();
    let mut wanted: Option<Use> = None;
    let mut rest = tex.trim();
    while let Some(first) = rest.chars().next() {
        let (token, after) = rest.split_at_checked(token(rest, first))?;
        rest = after;
        match token {
            "{" if open.len() < DEEPEST => {
                let purpose = wanted.take().unwrap_or(Use::Group);
                open.push((purpose, std::mem::take(&mut out)));
                continue;
            }
            "{" | "&" | "\\\\" | "~" => return None,
            "}" => {
                let (purpose, outer) = open.pop().filter(|_| wanted.is_none())?;
                let inner = std::mem::replace(&mut out, outer);
                match purpose.apply(&inner) {
                    Ok(shown) => out.push_str(&shown),
                    Err(next) => wanted = Some(next),
                }
                continue;
            }
            _ if first.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '∂']) && wanted.is_none() {
                    out.push(' ');
                }
                continue;
            }
            _ => {}
        }
        if let Some(purpose) = purpose(token) {
            if wanted.replace(purpose).is_some() {
                return None;
            }
            continue;
        }
        let sign = symbol(token, first)?;
        match wanted.take().map(|purpose| purpose.apply(sign)) {
            None => {
                // `n\log n`: a name is a word of its own.
                let name = sign.len() > 1 && sign.starts_with(|c: char| c.is_ascii_alphabetic());
                if name && out.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
                    out.push(' ');
                }
                out.push_str(sign);
            }
            Some(Ok(shown)) => out.push_str(&shown),
            Some(Err(next)) => wanted = Some(next),
        }
    }
    (open.is_empty() && wanted.is_none()).then(|| out.trim().to_owned())
}

/// The length of a command or a character.
fn token(rest: &str, first: char) -> usize {
    if first != '\\' {
        return first.len_utf8();
    }
    let name = rest.strip_prefix('\\').unwrap_or_default();
    let letters = name.len()
        - name
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let other = name.chars().next().map_or(0, char::len_utf8);
    1 + if letters > 0 { letters } else { other }
}

fn purpose(token: &str) -> Option<Use> {
    Some(match token {
        "^" => Use::Raised,
        "_" => Use::Lowered,
        "\\sqrt" => Use::Root,
        "\\frac" | "\\dfrac" | "\\tfrac" => Use::Above,
        "\\mathbb" => Use::Double,
        "\\hat" | "\\widehat" => Use::Accent('\u{302}'),
        "\\tilde" | "\\widetilde" => Use::Accent('\u{303}'),
        "\\bar" | "\\overline" => Use::Accent('\u{304}'),
        "\\dot" => Use::Accent('\u{307}'),
        "\\vec" => Use::Accent('\u{20d7}'),
        "\\text" | "\\textrm" | "\\textbf" | "\\textit" | "\\mathrm" | "\\mathbf" | "\\mathit"
        | "\\mathsf" | "\\operatorname" | "\\boldsymbol" | "\\mathcal" => Use::Group,
        _ => return None,
    })
}

fn symbol(token: &str, first: char) -> Option<&str> {
    match token.strip_prefix('\\') {
        Some(name) => symbols::command(name),
        None if first == '\'' => Some("′"),
        None => Some(token),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tex_is_said_in_plain_characters_where_these_can() {
        for (tex, expected) in [
            ("x", Some("x")),
            ("\\alpha + \\beta \\leq \\Gamma", Some("α + β ≤ Γ")),
            ("x^2 + y_1^{10}", Some("x² + y₁¹⁰")),
            ("e^{i\\pi}", Some("e^(iπ)")),
            ("x^{n+1}", Some("xⁿ⁺¹")),
            ("\\frac{1}{2}", Some("1/2")),
            ("\\frac{a+b}{2c}", Some("(a+b)/2c")),
            ("\\frac12", Some("1/2")),
            ("\\nabla \\times E", Some("∇ × E")),
            ("-\\frac{\\partial B}{\\partial t}", Some("-∂B/∂t")),
            ("\\sqrt{x}+\\sqrt{a b}", Some("√x+√(a b)")),
            ("\\sum_{i=1}^{n} i", Some("∑ᵢ₌₁ⁿ i")),
            ("f: \\mathbb{R} \\to \\mathbb{N}", Some("f: ℝ → ℕ")),
            ("\\left( a \\right)", Some("( a )")),
            ("\\sin x, \\text{if } x", Some("sin x, if x")),
            ("n\\log n", Some("n log n")),
            ("\\hat{y} + \\vec v", Some("y\u{302} + v\u{20d7}")),
            ("f'(x)", Some("f′(x)")),
            ("x^{\\frac{1}{2}}", Some("x^(1/2)")),
            ("\\begin{matrix}a\\end{matrix}", None),
            ("a & b", None),
            ("\\unknown", None),
            ("{a", None),
            ("a}", None),
            ("x^", None),
        ] {
            assert_eq!(unicode(tex).as_deref(), expected, "{tex}");
        }
    }

    #[test]
    fn money_is_no_math() {
        let found = |text: &str| {
            let (before, rest) = text.split_at(text.find('$').unwrap());
            first(before, rest).and_then(|found| Some(rest.get(..found.len)?.to_owned()))
        };
        for text in [
            "$5 and $10",
            "$5-$10",
            "US$5=US$6",
            "$PATH and $HOME",
            "$FOO_BAR$",
            "$ a=b $",
            "$5 a day and 6$",
            "${A}=${B}",
            "a$b=c$",
            "$$",
            "$$$$",
            "$a=\n b$",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        for text in ["$x$", "$a=b$", "$f(x)$", "$$a\nb$$", "$\\alpha$"] {
            assert_eq!(found(text).as_deref(), Some(text));
        }
    }
}
