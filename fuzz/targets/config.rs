//! Any text as a file of settings: what is wrong is told with its place, and the keys that come of it work.
#![no_main]

use newsreader::settings::{Layer, Settings, Source, lay};
use newsreader::text::Clean;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (text, [choice]) = newsreader_fuzz::text_and_choices(data);
    let source = [Source::User, Source::Collection, Source::Single][usize::from(choice) % 3];
    let layer = Layer {
        name: Clean::line("config.yaml"),
        source,
        text,
    };
    let mut settings = Settings::default();
    let lines = layer.text.split('\n').count();
    for fault in lay(&mut settings, &layer) {
        let (line, column) = fault.at.unwrap_or((1, 1));
        assert!(line >= 1 && column >= 1 && line <= lines, "{fault}");
    }
    let (keys, _) = settings.keys();
    let _ = keys.rows();
    let _ = settings.theme_named("own");
    let mut again = Settings::default();
    lay(&mut again, &layer);
    assert_eq!(again, settings);
});
