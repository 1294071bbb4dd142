//! Any text as HTML in an article: every byte of it is inside a block of HTML, since no line of it is blank, and in the middle
//! of a line of Markdown.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (html, choices) = newsreader_fuzz::text_and_choices(data);
    let lines: Vec<&str> = html
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    newsreader_fuzz::read_and_set(&format!("<div>\n{}\n", lines.join("\n")), choices);
    newsreader_fuzz::read_and_set(&format!("a {}", lines.join(" ")), choices);
});
