//! Status in words: dates, counts, reading time. Made here, so that a mode without a screen says the same.
//! Pure; the present and the reader's time zone are arguments.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::app::tongue::Tongue;
use crate::content::date::Date;

/// What the reader's clock and wishes say about dates.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The present.
    pub now: Timestamp,
    /// Where the reader is.
    pub zone: TimeZone,
    /// Never `today` or a weekday.
    pub absolute: bool,
    /// The reader's language, if it is not English.
    pub tongue: Option<Tongue>,
}

impl Calendar {
    /// The date as the reader's own calendar has it: moved into their zone where it has an offset.
    fn local(&self, date: Date) -> DateTime {
        let moved = date
            .offset
            .and_then(|offset| offset.to_timestamp(date.civil).ok());
        moved.map_or(date.civil, |instant| self.zone.to_datetime(instant))
    }

    /// Short, for a list: `Today 09:53`, `Yesterday`, `Tuesday`, `3 Sep 2020`.
    pub fn short(&self, date: Date) -> String {
        self.relative(self.local(date), date.timed)
    }

    /// An instant in seconds since 1970, within a sentence: `today 09:53`, `yesterday`, `Tuesday`, `3 Sep 2020`.
    pub fn since(&self, second: i64) -> String {
        let instant = Timestamp::from_second(second).unwrap_or_default();
        let words = self.relative(self.zone.to_datetime(instant), true);
        words
            .replacen("Today", "today", 1)
            .replacen("Yesterday", "yesterday", 1)
    }

    fn relative(&self, local: DateTime, timed: bool) -> String {
        let today = self.zone.to_datetime(self.now).date();
        let days = local
            .date()
            .until(today)
            .map_or(i64::MAX, |span| i64::from(span.get_days()));
        match days {
            0 if !self.absolute && timed => format!("Today {}", local.strftime("%H:%M")),
            0 if !self.absolute => "Today".to_owned(),
            1 if !self.absolute => "Yesterday".to_owned(),
            2..=6 if !self.absolute => self.weekday(local),
            _ => self.tongue.map_or_else(
                || local.strftime("%-d %b %Y").to_string(),
                |tongue| tongue.short(local).to_string(),
            ),
        }
    }

    /// In full, above an article: `Thursday 3 September 2020, 09:53`.
    pub fn full(&self, date: Date) -> String {
        let local = self.local(date);
        let day = self.tongue.map_or_else(
            || local.strftime("%-d %B %Y").to_string(),
            |tongue| tongue.long(local).to_string(),
        );
        let time = if date.timed { ", %H:%M" } else { "" };
        format!("{} {day}{}", self.weekday(local), local.strftime(time))
    }

    fn weekday(&self, local: DateTime) -> String {
        self.tongue.map_or_else(
            || local.strftime("%A").to_string(),
            |tongue| tongue.weekday(local).to_string(),
        )
    }

    /// Seconds until the reader's next midnight, when every `today` is wrong.
    pub fn until_midnight(&self) -> i64 {
        let now = self.zone.to_datetime(self.now);
        let tomorrow = now
            .date()
            .checked_add(1.day())
            .map(|day| day.to_datetime(jiff::civil::Time::midnight()));
        let next = tomorrow.and_then(|midnight| self.zone.to_timestamp(midnight));
        next.map_or(86_400, |instant| instant.as_second() - self.now.as_second())
            .max(1)
    }
}

/// A count with a thousands separator: `12,345`.
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count of things: `1 article`, `12 articles`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{} {thing}{}", number(n), if n == 1 { "" } else { "s" })
}

/// Words a minute: what studies find for silent reading of prose, rounded down.
const WORDS_A_MINUTE: usize = 230;
/// Ideographs and kana a minute.
const IDEOGRAPHS_A_MINUTE: usize = 450;

/// Whole minutes to read `text`, at least one.
pub fn minutes(text: &str) -> usize {
    let (mut words, mut ideographs, mut inside) = (0, 0, false);
    for c in text.chars() {
        let ideograph = matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
        let letter = c.is_alphanumeric() && !ideograph;
        ideographs += usize::from(ideograph);
        words += usize::from(letter && !inside);
        inside = letter || (inside && matches!(c, '\'' | '’' | '-'));
    }
    (words.div_ceil(WORDS_A_MINUTE) + ideographs / IDEOGRAPHS_A_MINUTE).max(1)
}

/// So many minutes, in hours where nobody would count minutes.
pub fn duration(minutes: usize) -> String {
    match minutes {
        ..120 => format!("{minutes} min"),
        _ => format!("{} h", number((minutes + 30) / 60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use jiff::tz::Offset;

    fn calendar(zone: i8, absolute: bool) -> Calendar {
        let now = date(2020, 9, 5)
            .at(1, 30, 0, 0)
            .in_tz("UTC")
            .unwrap()
            .timestamp();
        Calendar {
            now,
            zone: TimeZone::fixed(Offset::constant(zone)),
            absolute,
            tongue: None,
        }
    }

    fn on(day: i8, hour: i8, offset: Option<i8>) -> Date {
        Date {
            civil: date(2020, 9, day).at(hour, 5, 0, 0),
            offset: offset.map(Offset::constant),
            timed: true,
        }
    }

    #[test]
    fn short_dates_are_relative_for_a_week() {
        let c = calendar(0, false);
        let said: Vec<String> = [5, 4, 3, 30, 29]
            .map(|day| c.short(on(day.min(28), 9, None)))
            .into();
        assert_eq!(said[..3], ["Today 09:05", "Yesterday", "Thursday"]);
        assert_eq!(
            c.short(on(6, 9, None)),
            "6 Sep 2020",
            "the future is never relative"
        );
        assert_eq!(calendar(0, true).short(on(5, 9, None)), "5 Sep 2020");
    }

    #[test]
    fn c13_no_date_and_no_clock_is_too_odd() {
        let dates = [
            "0001-01-01",
            "1970-01-01",
            "2106-02-07 06:28:16",
            "9999-12-31 23:59:60",
            "2016-12-31T23:59:60Z",
            "-9999-01-01",
        ];
        for now in [
            i64::MIN,
            -377_705_023_201,
            0,
            1_599_269_400,
            253_402_207_200,
            i64::MAX,
        ] {
            let now = jiff::Timestamp::from_second(now).unwrap_or(if now < 0 {
                jiff::Timestamp::MIN
            } else {
                jiff::Timestamp::MAX
            });
            let c = Calendar {
                now,
                ..calendar(-11, false)
            };
            for date in dates.iter().filter_map(|text| Date::parse(text).0) {
                assert!(!c.short(date).is_empty() && !c.full(date).is_empty());
            }
            assert!((0..=86_400).contains(&c.until_midnight()), "{now}");
        }
    }

    #[test]
    fn an_offset_moves_the_date_into_the_readers_zone() {
        assert_eq!(calendar(-4, false).short(on(5, 1, Some(0))), "Today 21:05");
        assert_eq!(
            calendar(2, false).full(on(4, 23, Some(0))),
            "Saturday 5 September 2020, 01:05"
        );
        assert_eq!(
            calendar(2, false).full(on(4, 23, None)),
            "Friday 4 September 2020, 23:05"
        );
    }

    #[test]
    fn midnight_is_the_readers() {
        assert_eq!(calendar(0, false).until_midnight(), 22 * 3600 + 1800);
        assert_eq!(calendar(-2, false).until_midnight(), 1800);
    }

    #[test]
    fn counts_read_well() {
        assert_eq!(
            [number(0), number(999), number(1000), number(1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
        assert_eq!(
            [count(1, "article"), count(2, "article")],
            ["1 article", "2 articles"]
        );
    }

    #[test]
    fn long_times_are_hours() {
        for (minutes, expected) in [
            (1, "1 min"),
            (119, "119 min"),
            (120, "2 h"),
            (5533, "92 h"),
            (600_000, "10,000 h"),
        ] {
            assert_eq!(duration(minutes), expected);
        }
    }

    #[test]
    fn reading_time_knows_scripts() {
        assert_eq!(minutes(""), 1);
        assert_eq!(minutes(&"it's a well-made word ".repeat(230)), 4);
        assert_eq!(minutes(&"新聞".repeat(450)), 2);
    }
}
