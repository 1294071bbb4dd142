//! Dates in paths: `2016-04-21-slug.md`, `20160421 slug.md`, `2016/04/21/slug/index.md`, `2016/04/slug.md`.
//! The fallback for an article that names no date itself.

use super::Date;
use super::parse::day;

/// The date in a file's name, else in its folders.
pub(super) fn date(path: &[u8]) -> Option<Date> {
    let path = String::from_utf8_lossy(path);
    let parts: Vec<&str> = path.split('/').collect();
    let named = parts
        .iter()
        .rev()
        .find_map(|part| prefix(part).map(|(date, _)| date));
    named.or_else(|| {
        (0..parts.len())
            .rev()
            .find_map(|at| folders(parts.get(at..)?))
    })
}

/// The date in folders named for a year, a month and perhaps a day.
fn folders(parts: &[&str]) -> Option<Date> {
    let [year, month, rest @ ..] = parts else {
        return None;
    };
    let (year, month) = (digits(year, 4)?, digits(month, 2)?);
    let number = rest.first().and_then(|part| digits(part, 2));
    checked(year, month, number.unwrap_or(1))
}

/// A file name without the date that it begins with.
pub(crate) fn without_prefix(name: &str) -> &str {
    prefix(name).map_or(name, |(_, rest)| rest)
}

/// The date that a name begins with, and what follows it.
fn prefix(name: &str) -> Option<(Date, &str)> {
    let end = name
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(name.len());
    let (first, rest) = name.split_at_checked(end)?;
    if first.len() == 8 {
        let number = digits(first, 8)?;
        return Some((
            checked(number / 10_000, number / 100 % 100, number % 100)?,
            rest,
        ));
    }
    let (month, rest) = number(rest.strip_prefix(['-', '_', '.'])?)?;
    let (day, rest) = number(rest.strip_prefix(['-', '_', '.'])?)?;
    Some((checked(digits(first, 4)?, month, day)?, rest))
}

/// One or two digits that a text begins with.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    (end <= 2).then_some((number.parse().ok()?, rest))
}

/// A number of exactly so many digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    let all = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok())?
}

/// A day that an article may be of.
fn checked(year: u32, month: u32, number: u32) -> Option<Date> {
    (1900..=2100)
        .contains(&year)
        .then(|| day(year, month, number))?
}
