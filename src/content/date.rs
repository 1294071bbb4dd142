//! Every date form seen in front matter → a civil date-time, with an offset where one was written.
//! Pure: no clock, no time zone of the reader (the app turns a `Date` into words).

use jiff::civil::DateTime;
use jiff::tz::Offset;

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
