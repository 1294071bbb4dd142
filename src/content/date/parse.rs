//! Reads a date word by word: numbers, month names, times, offsets, in whatever order they come.
//! Called by `Date::parse`; has no opinion on what the date is for.

use jiff::civil::{self, Time};
use jiff::tz::Offset;

use super::Date;

const NO_DATE: &str = "this is not a date";
const PARTLY: &str = "only a part of this can be read as a date";
const NO_DAY: &str = "there is no such day";
const NO_TIME: &str = "the time of day cannot be read";
const EITHER: &str = "the day and the month cannot be told apart";

/// See [`Date::parse`].
pub(super) fn parse(text: &str) -> (Option<Date>, Option<&'static str>) {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let date = number(text);
        return (date, date.is_none().then_some(NO_DATE));
    }
    let mut found = Found::default();
    let rest = found.iso(text).unwrap_or(text);
    found.words(rest);
    found.finish()
}

/// A day without a time.
pub(super) fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    let date = civil::Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    )
    .ok()?;
    (year > 0).then_some(Date {
        civil: date.to_datetime(Time::midnight()),
        offset: None,
        timed: false,
    })
}

/// A date of digits only: a year, a month, a day, a second; or (milli)seconds since 1970.
fn number(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok()?;
    let n = u32::try_from(number).unwrap_or(u32::MAX);
    match text.len() {
        4 => day(n, 1, 1),
        6 => day(n / 100, n % 100, 1),
        8 => day(n / 10_000, n / 100 % 100, n % 100),
        9..=11 => instant(number),
        12 | 13 => instant(number / 1_000),
        14 => {
            let (date, time) = text.split_at_checked(8)?;
            let mut date = self::number(date)?;
            date.civil = date.civil.date().to_datetime(compact(time)?);
            date.timed = true;
            Some(date)
        }
        _ => None,
    }
}

fn instant(seconds: i64) -> Option<Date> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(Date {
        civil: Offset::UTC.to_datetime(at),
        offset: Some(Offset::UTC),
        timed: true,
    })
}

/// `095351` or `0953`.
fn compact(text: &str) -> Option<Time> {
    let n: u32 = text.parse().ok()?;
    match text.len() {
        6 => time(n / 10_000, n / 100 % 100, n % 100),
        4 => time(n / 100, n % 100, 0),
        _ => None,
    }
}

/// A time of day; a leap second is the one before it.
fn time(hour: u32, minute: u32, second: u32) -> Option<Time> {
    let second = if second == 60 { 59 } else { second };
    Time::new(
        hour.try_into().ok()?,
        minute.try_into().ok()?,
        second.try_into().ok()?,
        0,
    )
    .ok()
}

/// The digits that a text begins with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or(("", text))
}

/// One or two digits as a number, and the rest.
fn short(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = digits(text);
    Some((number.parse().ok().filter(|_| number.len() <= 2)?, rest))
}

/// What was found so far.
#[derive(Default)]
struct Found {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<Time>,
    /// Whether the time is one of the afternoon, where that was said.
    afternoon: Option<bool>,
    offset: Option<Offset>,
    doubt: Option<&'static str>,
}

impl Found {
    /// Takes `2020-09-03`, also with `/` or `.`, also without a day, also with the time as `-09-53-51`.
    fn iso<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let (year, rest) = digits(text);
        let mark = rest
            .chars()
            .next()
            .filter(|c| year.len() == 4 && matches!(c, '-' | '/' | '.'))?;
        let (month, after_month) = short(rest.get(1..)?)?;
        self.year = year.parse().ok();
        self.month = Some(month);
        let Some((day, rest)) = after_month.strip_prefix(mark).and_then(short) else {
            return Some(after_month);
        };
        self.day = Some(day);
        Some(self.dashed(rest).unwrap_or(rest))
    }

    fn dashed<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let (hour, rest) = short(text.strip_prefix('-')?)?;
        let (minute, rest) = short(rest.strip_prefix('-')?)?;
        let (second, rest) = rest.strip_prefix('-').and_then(short).unwrap_or((0, rest));
        self.time = Some(time(hour, minute, second)?);
        Some(rest)
    }

    fn words(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = rest.get(c.len_utf8()..).unwrap_or_default();
            rest = match c {
                '0'..='9' => self.number(rest),
                '+' | '-' if self.day.is_some() && self.year.is_some() => self.sign(c, after),
                '[' => after.split_once(']').map_or(after, |(_, after)| after),
                _ if c.is_alphabetic() => {
                    let end = rest
                        .find(|c: char| !c.is_alphabetic())
                        .unwrap_or(rest.len());
                    let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                    self.word(word);
                    after
                }
                ' ' | ',' | '.' | '-' | '/' | ':' => after,
                _ => {
                    self.doubt(PARTLY);
                    after
                }
            };
        }
    }

    fn doubt(&mut self, doubt: &'static str) {
        self.doubt.get_or_insert(doubt);
    }

    fn number<'a>(&mut self, text: &'a str) -> &'a str {
        let (number, rest) = digits(text);
        let n: u32 = number.parse().unwrap_or(u32::MAX);
        let dated = self.year.is_some();
        match (number.len(), rest.chars().next()) {
            (1 | 2, Some(':')) if self.time.is_none() => return self.clock(n, rest),
            (1 | 2, Some(mark @ ('.' | '/' | '-'))) if self.day.is_none() => {
                if let Some(rest) = self.triple(n, mark, rest) {
                    return rest;
                }
                self.day = Some(n);
            }
            (1 | 2, _) if self.day.is_none() => self.day = Some(n),
            (4, _) if !dated => self.year = Some(n),
            (8, _) if !dated => {
                (self.year, self.month, self.day) =
                    (Some(n / 10_000), Some(n / 100 % 100), Some(n % 100));
            }
            (4 | 6, _) if self.time.is_none() => {
                self.time = compact(number);
                if self.time.is_none() {
                    self.doubt(NO_TIME);
                }
            }
            _ => self.doubt(PARTLY),
        }
        rest
    }

    /// `13.08.2017`, `11/24/2026`: dots mean day first, else only a number over 12 tells.
    fn triple<'a>(&mut self, first: u32, mark: char, rest: &'a str) -> Option<&'a str> {
        let (second, rest) = short(rest.strip_prefix(mark)?)?;
        let (year, rest) = digits(rest.strip_prefix(mark)?);
        if year.len() != 4 {
            self.doubt(NO_DATE);
            return Some("");
        }
        let (day, month) = if second > 12 {
            (second, first)
        } else {
            (first, second)
        };
        if mark != '.' && first <= 12 && second <= 12 && first != second {
            self.doubt(EITHER);
            return Some("");
        }
        (self.year, self.month, self.day) = (year.parse().ok(), Some(month), Some(day));
        Some(rest)
    }

    /// The rest of a time after its hour: `:53`, `:53:51.000`.
    fn clock<'a>(&mut self, hour: u32, rest: &'a str) -> &'a str {
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
            .unwrap_or(rest.len());
        let (clock, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let whole = clock.split('.').next().unwrap_or(clock);
        let mut parts = whole
            .split(':')
            .skip(1)
            .map(|part| short(part).filter(|_| part.len() == 2).map(|(n, _)| n));
        self.time = match (parts.next(), parts.next(), parts.next()) {
            (Some(Some(minute)), None, None) => time(hour, minute, 0),
            (Some(Some(minute)), Some(Some(second)), None) => time(hour, minute, second),
            _ => None,
        };
        if self.time.is_none() {
            self.doubt(NO_TIME);
        }
        rest
    }

    /// An offset after its sign: `4`, `04`, `0400`, `04:00`.
    fn sign<'a>(&mut self, sign: char, text: &'a str) -> &'a str {
        let (number, rest) = digits(text);
        let n: i32 = number.parse().unwrap_or(i32::MAX);
        let (minutes, rest) = match (number.len(), rest.strip_prefix(':').map(digits)) {
            (0, _) => return rest,
            (1 | 2, Some((minutes, rest))) if minutes.len() == 2 => {
                (n * 60 + minutes.parse().unwrap_or(0), rest)
            }
            (1 | 2, _) => (n * 60, rest),
            (3 | 4, _) => (n / 100 * 60 + n % 100, rest),
            _ => (i32::MAX, rest),
        };
        let seconds = if minutes <= 18 * 60 {
            minutes * 60
        } else {
            i32::MAX
        };
        match Offset::from_seconds(if sign == '-' { -seconds } else { seconds }) {
            Ok(offset) => self.offset = Some(offset),
            Err(_) => self.doubt(PARTLY),
        }
        rest
    }

    fn word(&mut self, word: &str) {
        let lower = word.to_ascii_lowercase();
        let hours = match lower.as_str() {
            "z" | "utc" | "gmt" => 0,
            "est" | "cdt" => -5,
            "edt" => -4,
            "cst" | "mdt" => -6,
            "mst" | "pdt" => -7,
            "pst" => -8,
            "bst" | "cet" => 1,
            "cest" => 2,
            "am" | "pm" => return self.afternoon = Some(lower == "pm"),
            // words that say nothing, and zones of which there are several
            "t" | "of" | "the" | "at" | "on" | "st" | "nd" | "rd" | "th" | "ist" => return,
            _ if begins_one(&lower, &WEEKDAYS).is_some() => return,
            _ => {
                let month = begins_one(&lower, &MONTHS).map(|at| at as u32 + 1);
                if month.is_none() || self.month.is_some() {
                    self.doubt(PARTLY);
                }
                self.month = self.month.or(month);
                return;
            }
        };
        self.offset.get_or_insert(Offset::constant(hours));
    }

    fn finish(self) -> (Option<Date>, Option<&'static str>) {
        let Some(year) = self.year else {
            return (None, self.doubt.or(Some(NO_DATE)));
        };
        let (month, number) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        let (date, mut doubt) = match day(year, month, number) {
            Some(date) => (date, self.doubt),
            None => match (29..=31)
                .contains(&number)
                .then(|| last_day(year, month))
                .flatten()
            {
                Some(last) => (last, Some(NO_DAY)),
                None => return (None, Some(NO_DAY)),
            },
        };
        let time = match (self.time, self.afternoon) {
            (Some(time), Some(afternoon)) => {
                let hour = time.hour() % 12 + if afternoon { 12 } else { 0 };
                Time::new(hour, time.minute(), time.second(), 0).ok()
            }
            (time, _) => time,
        };
        if self.afternoon.is_some() && self.time.is_none() {
            doubt = doubt.or(Some(NO_TIME));
        }
        let civil = date
            .civil
            .date()
            .to_datetime(time.unwrap_or(Time::midnight()));
        let offset = self.offset.filter(|_| time.is_some());
        (
            Some(Date {
                civil,
                offset,
                timed: time.is_some(),
            }),
            doubt,
        )
    }
}

fn last_day(year: u32, month: u32) -> Option<Date> {
    let first = day(year, month, 1)?;
    day(
        year,
        month,
        u32::try_from(first.civil.date().days_in_month()).ok()?,
    )
}

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Which name `word` is, or is an abbreviation of three letters or more of.
fn begins_one(word: &str, names: &[&str]) -> Option<usize> {
    names
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(word))
}
