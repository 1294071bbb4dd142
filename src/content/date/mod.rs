//! Every date form seen in front matter → a civil date-time, with an offset where one was written.
//! Pure: no clock, no time zone of the reader (the app turns a `Date` into words).

mod parse;
mod path;

use jiff::civil::{self, DateTime};
use jiff::tz::Offset;

pub(crate) use path::without_prefix;

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year to second as written; midnight when only the day was.
    pub civil: DateTime,
    /// The offset from UTC, where there was one.
    pub offset: Option<Offset>,
    /// Whether a time of day was written.
    pub timed: bool,
}

impl Date {
    /// Reads a date: ISO forms, forms with English month names, seconds since 1970, and what people make of
    /// them. What cannot be read is said in the second part; then the first is the best that can be had.
    pub fn parse(text: &str) -> (Option<Self>, Option<&'static str>) {
        parse::parse(text)
    }

    /// The date in a file's name or in the folders that it lies in.
    pub fn from_path(path: &[u8]) -> Option<Self> {
        path::date(path)
    }

    /// `2020-09-03T09:53:51+02:00`; without the offset where there was none, and only the day without a time.
    pub fn iso(&self) -> String {
        let civil = self.civil;
        let day = format!(
            "{:04}-{:02}-{:02}",
            civil.year(),
            civil.month(),
            civil.day()
        );
        if !self.timed {
            return day;
        }
        let offset = self.offset.map_or_else(String::new, |offset| {
            let minutes = offset.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        });
        format!(
            "{day}T{:02}:{:02}:{:02}{offset}",
            civil.hour(),
            civil.minute(),
            civil.second()
        )
    }

    /// Seconds since 1970, for putting dates in order: a date without an offset counts as UTC.
    pub fn timestamp(&self) -> i64 {
        let offset = self.offset.map_or(0, Offset::seconds);
        let midnight = days(self.civil.date()) * 86_400;
        let (hour, minute, second) = (self.civil.hour(), self.civil.minute(), self.civil.second());
        let time = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
        midnight + time - i64::from(offset)
    }
}

/// Days since 1970 in the Gregorian calendar; years begin in March, so that the leap day is their last. 100,000 dates are put
/// in order by it, and the calendar library takes ten times as long.
fn days(date: civil::Date) -> i64 {
    let (month, day) = (i64::from(date.month()), i64::from(date.day()));
    let year = i64::from(date.year()) - i64::from(month < 3);
    let months = (month + 9) % 12;
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (153 * months + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::properties::properties;
    use proptest::prelude::*;

    #[track_caller]
    fn reads(text: &str, iso: &str) {
        let (date, doubt) = Date::parse(text);
        assert_eq!(date.map(|date| date.iso()).as_deref(), Some(iso), "{text}");
        assert_eq!(doubt, None, "{text}");
    }

    /// Reads as `iso` (nothing if that is empty), with a problem.
    #[track_caller]
    fn doubts(text: &str, iso: &str) {
        let (date, doubt) = Date::parse(text);
        assert_eq!(
            date.map(|date| date.iso()).unwrap_or_default(),
            iso,
            "{text}"
        );
        assert!(doubt.is_some(), "{text}");
    }

    #[test]
    fn the_forms_of_today() {
        reads("2022-01-19-15-46-55", "2022-01-19T15:46:55");
        reads("2012-03-29 11:15:10 -0400", "2012-03-29T11:15:10-04:00");
        reads("2014-09-08", "2014-09-08");
        reads("2014-03-12T10:11:00-04:00", "2014-03-12T10:11:00-04:00");
        reads("2014-11-17 19:14:13+00:00", "2014-11-17T19:14:13+00:00");
        reads("2018-11-14 07:14:34", "2018-11-14T07:14:34");
        reads("2020-07-07T00:00:00.000Z", "2020-07-07T00:00:00+00:00");
        reads("2013-12-02 7:37:00 -0400", "2013-12-02T07:37:00-04:00");
        reads("2020-05-10T10:53:40Z", "2020-05-10T10:53:40+00:00");
        reads("2021-10-02T11:30:00", "2021-10-02T11:30:00");
        reads("2013-06-07 18:46", "2013-06-07T18:46:00");
        reads("2019-05-21 15:02:50 UTC-05:00", "2019-05-21T15:02:50-05:00");
        reads("2015-03-17 14:00:00 -4", "2015-03-17T14:00:00-04:00");
        reads("2014", "2014-01-01");
        reads("2019-11-14 20:00:00 UTC", "2019-11-14T20:00:00+00:00");
        reads("1486065480", "2017-02-02T19:58:00+00:00");
        reads("1486065480000", "2017-02-02T19:58:00+00:00");
        reads("2020-12-2", "2020-12-02");
        reads("2008-06", "2008-06-01");
        reads("2018-7-24 23:31:06", "2018-07-24T23:31:06");
        reads("2024-02-07:00:00Z", "2024-02-07T00:00:00+00:00");
        reads("20200903", "2020-09-03");
        reads("20200903T095351Z", "2020-09-03T09:53:51+00:00");
        reads("20200903095351", "2020-09-03T09:53:51");
        reads(
            "2020-09-03T09:53:51+02:00[Europe/Berlin]",
            "2020-09-03T09:53:51+02:00",
        );
    }

    #[test]
    fn the_forms_of_history() {
        reads("April 23, 2020", "2020-04-23");
        reads("September 8, 2014", "2014-09-08");
        reads("Sept 8th, 2014 at 7:05 pm", "2014-09-08T19:05:00");
        reads("23rd of April, 2020", "2020-04-23");
        reads("2017-01-04 -0800 2:14 PM PDT", "2017-01-04T14:14:00-08:00");
        reads("2017-01-04 12:14 AM", "2017-01-04T00:14:00");
        reads("Sat, 02 Oct 2021 11:30:00 GMT", "2021-10-02T11:30:00+00:00");
        reads("02-Oct-2021 11:30:00 +0530", "2021-10-02T11:30:00+05:30");
        reads("Tue Jun 13 16:36:50 IST 2023", "2023-06-13T16:36:50");
        reads("2021/10/10 13:10:40", "2021-10-10T13:10:40");
        reads("13.08.2017", "2017-08-13");
        reads("03.08.2017 10:00", "2017-08-03T10:00:00");
        reads("11/24/2026", "2026-11-24");
        reads("24/11/2026", "2026-11-24");
        reads("05/05/2026", "2026-05-05");
        reads("April 2020", "2020-04-01");
        reads("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00");
    }

    #[test]
    fn what_is_no_date_is_said_and_the_best_is_made_of_it() {
        doubts("2020-08-xx", "2020-08-01");
        doubts("2016-07-19 (optional)", "2016-07-19");
        doubts("2019-12-19 14:000:00 -0500", "2019-12-19");
        doubts("2021-02-30", "2021-02-28");
        doubts("2021-02-03 25:10", "2021-02-03");
        doubts("Summer 2020", "2020-01-01");
        doubts("2024-13-45", "");
        doubts("11/10/2026", "");
        doubts("0-12-31", "");
        doubts("0000-00-00", "");
        doubts("YYYY-MM-DD (optional)", "");
        doubts("soon", "");
        doubts("12", "");
        doubts("", "");
    }

    #[test]
    fn paths_have_dates() {
        for (path, iso) in [
            ("2016-04-21-slug.md", "2016-04-21"),
            ("a/2016-4-2-slug.md", "2016-04-02"),
            ("20160421 slug.md", "2016-04-21"),
            ("2016/04/21/slug/index.md", "2016-04-21"),
            ("blog/2016/04/slug.md", "2016-04-01"),
            ("2016/04/10-things.md", "2016-04-01"),
            ("2016-04-21-slug/index.md", "2016-04-21"),
            ("2016-04-21.md", "2016-04-21"),
            ("2016-13-21-slug.md", ""),
            ("123-45-6.md", ""),
            ("0016-04-21.md", ""),
            ("slug.md", ""),
            ("2016/slug.md", ""),
            ("", ""),
        ] {
            let date = Date::from_path(path.as_bytes()).map(|date| date.iso());
            assert_eq!(date.unwrap_or_default(), iso, "{path}");
        }
    }

    #[test]
    fn an_offset_moves_a_date_in_the_order() {
        let at = |text: &str| Date::parse(text).0.map(|date| date.timestamp());
        assert_eq!(at("1970-01-02"), Some(86_400));
        assert_eq!(at("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(at("1969-12-31 23:59:59"), Some(-1));
    }

    proptest! {

        #![proptest_config(properties(256))]
        #[test]
        fn no_text_is_too_odd(text in prop_oneof![
            "\\PC{0,40}",
            "[0-9TZ:+./ -]{0,30}",
            "[0-9]{4}[-/.][0-9]{1,2}[-/.]?[0-9]{0,2}[ T:-]?[0-9:APMZ +-]{0,20}",
            "(Sat|May|Sept|PST|at|12|2020|7:05|pm|,| ){0,12}",
        ]) {
            let (date, doubt) = Date::parse(&text);
            prop_assert!(date.is_some() || doubt.is_some());
            if let Some(date) = date {
                date.timestamp();
                prop_assert_eq!(Date::parse(&date.iso()), (Some(date), None));
            }
            Date::from_path(text.as_bytes());
        }

        #[test]
        fn the_order_is_that_of_the_instants(seconds in -10_000_000_000_i64..100_000_000_000, offset in -15_i32..=15) {
            let offset = Offset::from_seconds(offset * 3_600).unwrap();
            let civil = offset.to_datetime(jiff::Timestamp::from_second(seconds).unwrap());
            let date = Date { civil, offset: Some(offset), timed: true };
            prop_assert_eq!(date.timestamp(), seconds);
            let epoch = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
            prop_assert_eq!(days(civil.date()), civil.duration_since(epoch).as_secs().div_euclid(86_400));
            prop_assert_eq!(Date::parse(&date.iso()), (Some(date), None));
        }
    }
}
