//! Texts that are made to be slow or to hide something, each test named after its case; and where the cases are tried that have
//! a better place. What takes a terminal is tried in `pty`, what takes minutes in `soak` and in `cargo bench --bench matrix`.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/matrix.rs"]
#[allow(dead_code)]
mod matrix;

use std::fs;
use std::path::Path;
use std::time::Duration;

use matrix::{cases, first_screen, pathological};
use newsreader::layout::{Typesetting, all};
use newsreader::markdown::parse::{Head, parse};
use newsreader::text::{Clean, width};

/// Which tests try a case: file and name of each.
const TRIED: &str = "
    A1   | tests/pty.rs a1_a2_a3_a6_nothing_but_our_own_escapes_reaches_the_terminal
    A2   | tests/pty/hostile.rs a2_hostile_metadata_is_harmless_in_every_view
    A5   | tests/markdown/words.rs hostile_bodies_break_nothing
    A6   | tests/pty/hostile.rs a6_hostile_names_are_listed_and_open, tests/loader/names.rs names_that_are_no_text_are_listed_and_read
    A7   | src/text.rs no_scalar_brings_a_forbidden_byte_into_a_cell
    A8   | src/text.rs cleaning_again_changes_nothing, src/text.rs graphemes_are_bounded
    A9   | src/text.rs what_hides_or_commands_is_left_out
    A10  | src/app/address.rs what_is_shown_is_what_is_opened
    A11  | src/app/address.rs what_is_shown_is_what_is_opened
    A12  | src/text.rs what_hides_or_commands_is_left_out
    A14  | src/text.rs no_surviving_scalar_swallows_the_next_grapheme
    A15  | tests/pty/hostile.rs a15_what_is_narrow_wide_or_neither_keeps_the_border_straight, src/text.rs widths_are_those_that_ratatui_paints
    A16  | src/text.rs a_line_is_one_line_without_loose_blanks
    A17  | tests/pty/hostile.rs a17_a_paste_is_text_and_no_key
    A18  | tests/pty/answers.rs answers_are_no_keys_whether_whole_or_in_pieces, src/terminal/decoder.rs an_answer_that_is_cut_off_is_no_key
    A20  | src/view/ansi.rs what_leads_to_the_web_is_a_link_of_the_terminal
    B7   | src/content/front_matter/tests.rs hostile_front_matter_costs_little_and_keeps_the_title
    B8   | src/content/front_matter/tests.rs what_yaml_refuses_is_mended
    B9   | src/pictures/decode.rs pictures_have_limits, src/pictures/decode.rs what_a_header_promises_is_not_believed
    B10  | src/highlighter.rs every_grammar_reads_hostile_code, src/highlighter.rs long_lines_stay_plain_and_a_no_ends_it
    B11  | src/content/search/tests.rs a_search_is_bounded, src/content/search/tests.rs no_text_is_too_odd
    B14  | src/app/panes.rs every_size_is_safe
    B17  | tests/live.rs thousands_come_and_go_at_once, src/watcher/watches.rs a_refusal_says_why_and_what_is_done_instead
    C1   | tests/loader/links.rs pipes_sockets_and_devices_are_counted_and_never_opened
    C2   | tests/loader/bodies.rs a_terabyte_of_nothing_is_listed_and_cut, src/loader/body.rs an_endless_input_is_cut
    C3   | tests/loader/links.rs links_that_lead_nowhere_are_problems, tests/loader/links.rs hard_links_are_articles_of_their_own
    C4   | tests/loader/links.rs links_out_of_the_root_are_not_followed
    C5   | tests/loader/unreadable.rs what_is_closed_is_said, tests/loader/unreadable.rs a_path_that_is_too_long_is_a_problem_and_the_rest_is_listed
    C7   | tests/live.rs a_root_that_went_is_found_when_it_is_back, tests/cli.rs what_is_not_there_is_one_sentence_and_code_2
    C8   | src/content/front_matter/decode.rs every_encoding_becomes_text
    C9   | tests/loader/names.rs names_that_are_no_text_are_listed_and_read
    C10  | src/loader/beside.rs only_files_under_the_root_are_opened, src/pictures/find.rs only_paths_below_the_root_are_looked_for
    C11  | src/loader/beside.rs a_link_put_in_the_way_is_not_followed
    C13  | src/app/words.rs short_dates_are_relative_for_a_week
    C14  | src/settings/tests.rs what_is_wrong_costs_itself_alone_and_is_told_with_its_place, src/settings/tests.rs a_file_that_is_no_yaml_sets_nothing
    E1   | tests/soak/state.rs e1_some_operations_fail_and_nothing_is_lost, tests/soak/state.rs e1_any_operation_fails_and_nothing_is_lost
    E2   | tests/soak/state.rs e2_ten_thousand_kills_and_full_disks_lose_nothing, tests/soak.rs two_hundred_kills_of_four
    E4   | src/store/tests.rs without_a_place_the_reader_is_told_and_it_is_tried_again, src/store/tests.rs a_full_disk_is_told_and_what_did_not_fit_is_written_once_it_does
    E5   | tests/soak/state.rs e5_a_byte_flipped_anywhere_is_told_or_costs_nothing, src/store/tests.rs a_newer_file_is_read_and_left_as_it_is, src/store/tests.rs what_is_no_file_is_not_opened
    E6   | src/store/tests.rs two_instances_lose_nothing_and_hear_of_each_other, src/store/tests.rs ten_instances_at_once_lose_nothing
    E8   | tests/screens/model.rs marks_follow_what_is_renamed_and_edited_and_undo_restores_them
    E9   | src/content/marks.rs in_whatever_order_and_however_often_marks_come_together_they_are_the_same
    E10  | tests/render.rs the_words_at_the_top_stay_there_at_any_width, src/app/place.rs a_line_that_went_leaves_the_next_one
    E12  | tests/soak.rs a_hundred_thousand_marks_are_loaded_and_one_more_is_safe_at_once
    F1   | src/app/address.rs what_is_shown_is_what_is_opened
    F2   | src/app/address.rs only_the_web_leaves
    F3   | src/app/address.rs only_the_web_leaves
    F4   | src/opener/editor.rs words_are_split_and_nothing_is_expanded
    F7   | src/opener/editor.rs the_current_folder_is_no_place_for_programs
    F8   | tests/pty/answers.rs nothing_on_this_machine_is_connected_to_for_an_article
    F9   | src/fetcher/public.rs only_public_addresses_are_public, src/fetcher/tests.rs a_name_is_looked_up_once_and_what_is_not_public_of_it_is_left_out
    F10  | src/fetcher/tests.rs bad_answers_have_their_reasons, src/fetcher/tests.rs one_that_never_answers_is_left
";

#[test]
fn every_case_that_is_tried_elsewhere_is_tried_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (case, tests) in TRIED.lines().filter_map(|line| line.split_once('|')) {
        for (file, name) in tests.split(',').filter_map(|it| it.trim().split_once(' ')) {
            let text = fs::read_to_string(root.join(file)).unwrap();
            let case = case.trim();
            assert!(
                text.contains(&format!("fn {name}(")),
                "{case}: {name} is not in {file}"
            );
        }
    }
}

/// Ten times as long as on a machine that does nothing else, built to be quick.
const LONGEST: Duration = Duration::from_millis(2500);
/// Four times the size takes so many times the time, at most, where it takes long enough for that to be measured.
const GROWTH: u32 = 5;
const MEASURABLE: Duration = Duration::from_millis(100);

/// The rows of a body.
fn shown(body: &str) -> String {
    let document = parse(&Head::default(), body);
    let rows = all(&document, 72, Typesetting::default()).map(|line| {
        let row: String = line.spans.iter().map(|span| span.text(&document)).collect();
        assert!(width(&row) <= 72, "{row:?}");
        row + "\n"
    });
    rows.collect()
}

#[test]
fn a3_entities_become_no_escapes_wherever_they_stand() {
    for entity in [
        "&#27;]52;c;QQ==&#7;",
        "&#x9b;31m",
        "&Tab;&NewLine;",
        "&#x202e;",
    ] {
        for body in [
            entity.to_owned(),
            format!("# {entity}"),
            format!("[{entity}](x \"{entity}\")"),
            format!("![{entity}](x)"),
            format!("|{entity}|\n|-|\n|{entity}|"),
            format!("<p title=\"{entity}\">{entity}</p>"),
        ] {
            let text = shown(&body);
            let bad = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!text.contains(bad), "{body:?}: {text:?}");
        }
    }
}

#[test]
fn a4_nothing_is_decoded_twice() {
    for (body, text) in [
        ("~~&**#27;**[31mFAKE~~", "&#27;[31mFAKE"),
        ("&amp;#27;[31m", "&#27;[31m"),
        ("&#38;#27;", "&#27;"),
        ("<p>&amp;#27;[31m</p>", "&#27;[31m"),
    ] {
        assert_eq!(shown(body).trim(), text, "{body}");
    }
}

#[test]
fn a13_marks_without_end_become_four() {
    let many = format!("e{}x", "\u{301}".repeat(1_000_000));
    let four = format!("e{}x", "\u{301}".repeat(4));
    assert_eq!(Clean::line(&many).as_str(), four);
    // A text without a blank is parted somewhere.
    assert_eq!(shown(&many).replace('\n', ""), four);
}

#[test]
fn b1_pathological_texts_are_opened_in_time() {
    for (name, body) in pathological(64 << 10) {
        let time = first_screen(&body);
        assert!(time <= LONGEST, "{name}: {time:?}");
    }
}

#[test]
fn b2_some_of_the_matrix_is_opened_in_time_and_grows_no_faster_than_it_should() {
    let best = |body: &str, times: usize| (0..times).map(|_| first_screen(body)).min().unwrap();
    // The step has no divisor in common with the numbers of middles and suffixes, so that each of these comes.
    for (number, case) in cases().step_by(29).take(400).enumerate() {
        let most = if number % 2 == 0 { usize::MAX } else { 99 };
        let (small, large) = (case.body(16 << 10, most), case.body(64 << 10, most));
        let time = first_screen(&large);
        assert!(time <= LONGEST, "{case:?}: {time:?}");
        if time > MEASURABLE * GROWTH {
            let (first, second) = (best(&small, 3), best(&large, 3));
            let allowed = first.max(MEASURABLE) * GROWTH;
            assert!(second <= allowed, "{case:?}: {first:?}, then {second:?}");
        }
    }
}

#[test]
fn b3_what_the_parser_would_take_seconds_for_is_shown_plain() {
    let stairs: String = (0..577).map(|level| "  ".repeat(level) + "- a\n").collect();
    for body in [
        format!("{}a\n{}", ">".repeat(262_144), "b\n".repeat(262_144)),
        format!("{}    x\n{}", "* ".repeat(16_384), "\n".repeat(32_768)),
        format!("{stairs}```\n{}", "\n".repeat(666_000)),
    ] {
        let time = first_screen(&body);
        assert!(time <= LONGEST, "{time:?}");
        let document = parse(&Head::default(), &body);
        assert!(document.text.starts_with("Shown as plain text, since "));
    }
}

#[test]
fn b4_deep_quotes_and_lists_are_read_with_a_small_stack() {
    let read = || {
        for (piece, times) in [("> ", 10_000), ("> ", 500_000), ("- ", 30_000), ("> ", 99)] {
            let text = shown(&format!("{}word", piece.repeat(times)));
            assert!(text.contains("word"), "{piece} {times}");
        }
    };
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    thread.spawn(read).unwrap().join().unwrap();
}

#[test]
fn b5_tables_of_any_size_are_opened_in_time_and_lose_no_cell() {
    for (columns, rows) in [(40, 10), (200, 10), (10_000, 2), (2, 20_000)] {
        let row = |what: &str| {
            let cells: Vec<_> = (0..columns).map(|n| format!("|{what}{n}")).collect();
            cells.concat() + "\n"
        };
        let rule = "|-".repeat(columns) + "\n";
        let body = [row("head"), rule, row("cell").repeat(rows)].concat();
        let time = first_screen(&body);
        assert!(time <= LONGEST, "{columns} × {rows}: {time:?}");
        let text = shown(&body);
        let last = format!("cell{}", columns - 1);
        assert_eq!(text.matches(&last).count(), rows, "{columns} × {rows}");
    }
    let missing = format!(
        "{}\n{}\n{}",
        "|a".repeat(512),
        "|-".repeat(512),
        "|b\n".repeat(512)
    );
    assert!(first_screen(&missing) <= LONGEST);
}

#[test]
fn b6_lines_without_an_end_are_opened_in_time() {
    // A body ends after 8 MiB, see the loader; longer ones are refused by the guard.
    for piece in ["a", "lorem ", "字", " ", "\n"] {
        for bytes in [8 << 20, 9 << 20] {
            let time = first_screen(&piece.repeat(bytes / piece.len()));
            assert!(time <= LONGEST * 4, "{piece:?} × {bytes}: {time:?}");
        }
    }
}
