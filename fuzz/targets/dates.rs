//! Any text as a date: what is read of it is written so that it is read alike.
#![no_main]

use newsreader::content::date::Date;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let dates = [
        Date::parse(&String::from_utf8_lossy(data)).0,
        Date::from_path(data),
    ];
    for date in dates.into_iter().flatten() {
        let (again, fault) = Date::parse(&date.iso());
        assert_eq!(
            (again.map(|again| again.iso()), fault),
            (Some(date.iso()), None)
        );
        let _ = date.timestamp();
    }
});
