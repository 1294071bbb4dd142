//! Any text as the body of an article: guarded, read, set in lines of any width.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (body, choices) = newsreader_fuzz::text_and_choices(data);
    newsreader_fuzz::read_and_set(&body, choices);
});
