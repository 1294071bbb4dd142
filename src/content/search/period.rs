//! Days, months and years to compare dates with, and lengths of time to compare ages with, as one types them.
//! A date counts as it is written in its article, wherever its reader is.

use std::ops::RangeInclusive;

use crate::content::date::Date;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Dates as numbers, 20200903 for 3 September 2020: those in this range are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period(RangeInclusive<u32>);

impl Period {
    /// `2020`, `2020-09`, `2020-09-01`, `>…`, `>=…`, `<…`, `<=…`, `2020-06..2020-09`.
    pub(super) fn read(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            return Some(Self(*days(from)?.start()..=*days(to)?.end()));
        }
        let (sign, rest) = sign(text);
        let days = days(rest)?;
        let (from, to) = (*days.start(), *days.end());
        Some(Self(match sign {
            Sign::None => days,
            Sign::More => to + 1..=u32::MAX,
            Sign::AtLeast => from..=u32::MAX,
            Sign::Less => 0..=from.saturating_sub(1),
            Sign::AtMost => 0..=to,
        }))
    }

    pub(super) fn has(&self, date: Date) -> bool {
        let day = date.civil.date();
        let year = u32::try_from(day.year()).unwrap_or(0);
        let rest =
            u32::from(day.month().unsigned_abs()) * 100 + u32::from(day.day().unsigned_abs());
        self.0.contains(&(year * 10_000 + rest))
    }
}

/// The days of a year, a month, or the one that is named.
fn days(text: &str) -> Option<RangeInclusive<u32>> {
    let mut parts = text.trim_end_matches('-').split('-');
    let year = number(parts.next()?, 4..=4, 0..=9999)? * 10_000;
    let Some(month) = parts.next() else {
        return Some(year..=year + 9_999);
    };
    let month = number(month, 1..=2, 1..=12)? * 100;
    let Some(day) = parts.next() else {
        return Some(year + month..=year + month + 99);
    };
    let day = year + month + number(day, 1..=2, 1..=31)?;
    parts.next().is_none().then_some(day..=day)
}

fn number(text: &str, digits: RangeInclusive<usize>, range: RangeInclusive<u32>) -> Option<u32> {
    let sound = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| sound)?;
    range.contains(&number).then_some(number)
}

/// Ages in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Age(RangeInclusive<i64>);

impl Age {
    /// `<7d`, `>1y`, `2w` for at most two weeks; hours, days, weeks, months of 30 days, years of 365.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (sign, rest) = sign(text);
        let digits = rest.trim_end_matches(char::is_alphabetic);
        let unit = match rest.get(digits.len()..)? {
            "h" => DAY / 24,
            "" | "d" => DAY,
            "w" => 7 * DAY,
            "m" => 30 * DAY,
            "y" => 365 * DAY,
            _ => return None,
        };
        let seconds = i64::from(number(digits, 1..=5, 0..=99_999)?) * unit;
        Some(Self(match sign {
            Sign::None | Sign::AtMost => i64::MIN..=seconds,
            Sign::Less => i64::MIN..=seconds - 1,
            Sign::More => seconds + 1..=i64::MAX,
            Sign::AtLeast => seconds..=i64::MAX,
        }))
    }

    /// Whether something of that date is so old.
    pub(super) fn has(&self, date: Date, now: i64) -> bool {
        self.0.contains(&now.saturating_sub(date.timestamp()))
    }
}

enum Sign {
    None,
    More,
    AtLeast,
    Less,
    AtMost,
}

fn sign(text: &str) -> (Sign, &str) {
    for (start, sign) in [
        (">=", Sign::AtLeast),
        ("<=", Sign::AtMost),
        (">", Sign::More),
        ("<", Sign::Less),
    ] {
        if let Some(rest) = text.strip_prefix(start) {
            return (sign, rest);
        }
    }
    (Sign::None, text)
}
