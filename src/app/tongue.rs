//! The names of days and months in the reader's language, and the order of a date's parts there. English stays as it is: what
//! is said around dates is English, too.

use jiff::civil::DateTime;
use pure_rust_locales::{Locale, locale_match};

use crate::text::Clean;

/// A language other than English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tongue(Locale);

impl Tongue {
    /// The one that the environment asks for; none for English and for what nobody knows.
    pub fn of(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
        let value = ["LC_ALL", "LC_TIME", "LANG"].iter().find_map(set)?;
        let (name, modifier) = value.split_once('@').unwrap_or((&value, ""));
        let name = name.split('.').next().unwrap_or_default();
        let whole = format!("{name}@{modifier}");
        let alone = format!("{name}_{}", name.to_uppercase());
        let mut names = [whole.as_str(), name, &alone].into_iter();
        let locale = names.find_map(|name| Locale::try_from(name).ok())?;
        let english = name.starts_with("en") || matches!(locale, Locale::POSIX);
        (!english).then_some(Self(locale))
    }

    /// The day of the week.
    pub(super) fn weekday(self, date: DateTime) -> Clean {
        let days: &[&str] = locale_match!(self.0 => LC_TIME::DAY);
        let day = date.weekday().to_sunday_zero_offset().unsigned_abs();
        Clean::line(days.get(usize::from(day)).copied().unwrap_or_default())
    }

    /// Day, month and year, the month with its short name.
    pub(super) fn short(self, date: DateTime) -> Clean {
        Clean::line(&self.ordered(date, locale_match!(self.0 => LC_TIME::ABMON)))
    }

    /// The same with the month's whole name.
    pub(super) fn long(self, date: DateTime) -> Clean {
        Clean::line(&self.ordered(date, locale_match!(self.0 => LC_TIME::MON)))
    }

    fn ordered(self, date: DateTime, months: &[&str]) -> String {
        let form: &str = locale_match!(self.0 => LC_TIME::D_FMT);
        // Where signs of a language stand between the parts, the numbers alone are what is written.
        if !form.is_ascii()
            && let Some(filled) = filled(form, date)
        {
            return filled;
        }
        let (year, day) = (date.year(), date.day());
        let month = months.get(date.month().unsigned_abs() as usize - 1);
        let month = month.map_or("", |month| month.trim());
        let place = |parts: &[&str]| parts.iter().filter_map(|part| form.find(part)).min();
        let (first_year, first_month) = (place(&["%Y", "%y"]), place(&["%m", "%b", "%B"]));
        let first_day = place(&["%d", "%e", "%-d"]);
        if first_year < first_month && first_year.is_some() {
            format!("{year} {month} {day}")
        } else if first_month < first_day && first_month.is_some() {
            format!("{month} {day}, {year}")
        } else {
            format!("{day} {month} {year}")
        }
    }
}

/// A form with its numbers; none if it asks for anything else.
fn filled(form: &str, date: DateTime) -> Option<String> {
    let (day, month) = (date.day().to_string(), date.month().to_string());
    let filled = form
        .replace("%Y", &date.year().to_string())
        .replace("%m", &month)
        .replace("%-m", &month)
        .replace("%d", &day)
        .replace("%-d", &day)
        .replace("%e", &day);
    (!filled.contains('%')).then_some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn tongue(name: &str) -> Option<Tongue> {
        Tongue::of(|variable| (variable == "LANG").then(|| name.to_owned()))
    }

    #[test]
    fn dates_are_written_as_the_language_has_them() {
        let day = date(2026, 11, 17).at(9, 5, 0, 0);
        for (name, weekday, short, long) in [
            ("de_DE.UTF-8", "Dienstag", "17 Nov 2026", "17 November 2026"),
            ("de", "Dienstag", "17 Nov 2026", "17 November 2026"),
            ("fr_FR", "mardi", "17 nov. 2026", "17 novembre 2026"),
            ("ru_RU.utf8", "Вторник", "17 ноя 2026", "17 ноября 2026"),
            ("hu_HU", "kedd", "2026 nov 17", "2026 november 17"),
            ("ja_JP.UTF-8", "火曜日", "2026年11月17日", "2026年11月17日"),
        ] {
            let tongue = tongue(name).unwrap();
            let said = [tongue.weekday(day), tongue.short(day), tongue.long(day)];
            assert_eq!(
                said.each_ref().map(Clean::as_str),
                [weekday, short, long],
                "{name}"
            );
        }
    }

    #[test]
    fn english_and_what_is_unknown_stay_as_they_are() {
        for name in [
            "",
            "C",
            "C.UTF-8",
            "POSIX",
            "en_US.UTF-8",
            "en_GB",
            "xx_YY",
            "é",
            "@",
        ] {
            assert_eq!(tongue(name), None, "{name}");
        }
        let both = |name: &str| match name {
            "LC_TIME" => Some("de_DE".to_owned()),
            "LANG" => Some("fr_FR".to_owned()),
            _ => Some(String::new()),
        };
        assert_eq!(Tongue::of(both), tongue("de_DE"));
    }
}
