//! Any text becomes text that is safe to show: nothing forbidden is left, and cleaning it again changes nothing.
#![no_main]

use newsreader::text::{Clean, Cleaner, Neat, graphemes, truncate, width};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (raw, [choice]) = newsreader_fuzz::text_and_choices(data);
    let (line, block) = (Clean::line(&raw), Clean::block(&raw));
    assert_eq!(Clean::line(&line), line);
    assert_eq!(Clean::block(&block), block);
    assert_eq!(Neat::line(&*raw).as_str(), line.as_str());
    assert!(!line.contains('\n'));
    for text in [&line, &block] {
        assert!(!text.contains(forbidden), "{text:?}");
    }
    // However it is cut into pieces.
    let cut = raw.floor_char_boundary(usize::from(choice) * raw.len() / 255);
    let mut cleaner = Cleaner::default();
    cleaner.push(&raw[..cut], &mut []);
    cleaner.push(&raw[cut..], &mut []);
    assert_eq!(cleaner.finish(), block);
    let whole: usize = graphemes(&line).map(|(_, _, wide)| wide).sum();
    assert_eq!(width(&line), whole);
    for (_, grapheme, _) in graphemes(&line) {
        let scalars = grapheme.chars().count();
        assert!(scalars <= 12, "{grapheme:?} has {scalars}");
    }
    assert!(width(&truncate(&line, choice.into())) <= choice.into());
});

/// What a terminal takes for a command or does not show.
fn forbidden(c: char) -> bool {
    let c = u32::from(c);
    (c < 0x20 && c != 0x0A)
        || (0x7F..0xA0).contains(&c)
        || [
            0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x3164, 0xFFA0, 0x200B, 0xFEFF,
        ]
        .contains(&c)
        || (0x200E..=0x200F).contains(&c)
        || (0x2028..=0x202E).contains(&c)
        || (0x2060..=0x206F).contains(&c)
        || (0xFE00..=0xFE0E).contains(&c)
        || (0xFFF0..=0xFFFB).contains(&c)
        || (0xE0000..=0xE0FFF).contains(&c)
        || c & 0xFFFE == 0xFFFE
}
