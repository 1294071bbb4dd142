//! Front matter in, fields and problems out: every form, every repair, and what must hold for any bytes.

use std::time::Duration;

use proptest::prelude::*;

use crate::properties::properties;
use crate::shared::shared;

use super::*;
use crate::content::date::Date;
use crate::text::Neat;

/// A head, one line a field, then the problems as `! line:column message`.
fn read(text: &str) -> String {
    let head = parse(text, true).unwrap();
    let meta = &head.meta;
    let list = |names: &[Neat<'_>]| names.iter().map(Neat::as_str).collect::<Vec<_>>().join("|");
    let date = |date: Option<Date>| date.map(|date| date.iso()).unwrap_or_default();
    let yes = |truth: bool| if truth { "yes" } else { "" }.to_owned();
    let extra = meta
        .extra
        .iter()
        .map(|(key, value)| format!("{}:{}", &**key, &**value));
    let fields = [
        ("title", meta.title.as_str().to_owned()),
        ("description", meta.description.as_str().to_owned()),
        ("date", date(meta.date)),
        ("updated", date(meta.updated)),
        ("sections", list(&meta.sections)),
        ("tags", list(&meta.tags)),
        ("authors", list(&meta.authors)),
        ("image", meta.image.as_str().to_owned()),
        ("url", meta.url.as_str().to_owned()),
        ("language", meta.language.as_str().to_owned()),
        ("extra", extra.collect::<Vec<_>>().join("|")),
        ("featured", yes(meta.featured)),
        ("draft", yes(meta.draft)),
        ("body", text.get(head.body..).unwrap().trim().to_owned()),
    ];
    let fields = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let fields = fields.map(|(name, value)| format!("{name}={value}"));
    for problem in &head.problems {
        assert!(!problem.fix.is_empty(), "no fix: {}", problem.message);
    }
    let problems = head.problems.iter();
    let problems = problems.map(|p| format!("! {}:{} {}", p.line, p.column, &*p.message));
    fields.chain(problems).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn table(cases: &[(&str, &str)]) {
    let wrong = cases
        .iter()
        .filter(|(text, expected)| read(text) != *expected);
    let wrong: Vec<String> = wrong
        .map(|(text, expected)| {
            format!(
                "--- of\n{text}\n--- expected\n{expected}\n--- was\n{}\n",
                read(text)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is between fences, and what is read of it.
#[track_caller]
fn yaml(cases: &[(&str, &str)]) {
    let fenced =
        |(matter, expected): &(&str, &str)| (format!("---\n{matter}\n---\n"), expected.to_string());
    let cases: Vec<(String, String)> = cases.iter().map(fenced).collect();
    table(
        &cases
            .iter()
            .map(|(text, expected)| (text.as_str(), expected.as_str()))
            .collect::<Vec<_>>(),
    );
}

/// Cases with a blank line between them: YAML, then what is read of it behind `=>`.
#[track_caller]
fn cases(text: &str) {
    let case = |case: &str| {
        let (expected, matter): (Vec<&str>, Vec<&str>) =
            case.trim().lines().partition(|line| line.starts_with("=>"));
        let expected: Vec<&str> = expected
            .iter()
            .filter_map(|line| line.strip_prefix("=> "))
            .collect();
        (matter.join("\n"), expected.join("\n"))
    };
    let cases: Vec<(String, String)> = text.split("\n\n").map(case).collect();
    yaml(
        &cases
            .iter()
            .map(|(matter, expected)| (matter.as_str(), expected.as_str()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_form_is_split() {
    table(&[
        ("---\ntitle: A\n---\nb", "title=A\nbody=b"),
        ("--- \ntitle: A \n---  \nb", "title=A\nbody=b"),
        ("---\ntitle: A\n...\nb", "title=A\nbody=b"),
        ("\n \n---\ntitle: A\n---\nb", "title=A\nbody=b"),
        (
            "---\r\ntitle: A\r\ntags: [x]\r\n---\r\nb",
            "title=A\ntags=x\nbody=b",
        ),
        (
            "---\rtitle: A\rtags: [x]\r---\rb",
            "title=A\ntags=x\nbody=b",
        ),
        (
            "---\r\ntitle: A\ntags:\r- x\r\n---\nb",
            "title=A\ntags=x\nbody=b",
        ),
        ("----\ntitle: A\n----\nb", "title=A\nbody=b"),
        ("---\n---\nb", "body=b"),
        ("---\n# only a comment\n---\nb", "body=b"),
        ("---\ntitle: A\n---", "title=A"),
        ("+++\ntitle = 'A'\n+++\nb", "title=A\nbody=b"),
        (
            "{\n \"title\": \"A\",\n \"tags\": [\"x\", 1]\n}\nb",
            "title=A\ntags=x|1\nbody=b",
        ),
        ("{\"title\": \"A\"} b", "title=A\nbody=b"),
        (
            "Title: A\nDate: 2020-01-02\nTags: x, y\n\nb",
            "title=A\ndate=2020-01-02\ntags=x|y\nbody=b",
        ),
        (
            "Title: A\nSummary: one\n    two\n\nb",
            "title=A\ndescription=one two\nbody=b",
        ),
        (
            ".. title: A\n.. slug: a\n.. date: 2020-01-02\n\nb",
            "title=A\ndate=2020-01-02\nextra=slug:a\nbody=b",
        ),
        (
            "<!--\n.. title: A\n.. tags: x\n-->\n\nb",
            "title=A\ntags=x\nbody=b",
        ),
        ("title: A\ntags:\n- x\n---\nb", "title=A\ntags=x\nbody=b"),
        (
            "[#]: collector: (me)\n[#]: subject: (A B)\n[#]: url: ( )\n\nb",
            "title=A B\nextra=collector:me\nbody=b",
        ),
        ("b", "body=b"),
        ("", ""),
        (" \n\n", ""),
    ]);
}

#[test]
fn a_body_is_no_front_matter() {
    table(&[
        (
            "---\n\nA rule, then text.\n\n---\nb",
            "body=---\n\nA rule, then text.\n\n---\nb",
        ),
        ("---\n- a\n- b\n---\nb", "body=---\n- a\n- b\n---\nb"),
        ("{{< figure >}}\nb", "body={{< figure >}}\nb"),
        ("{% raw %}\nb", "body={% raw %}\nb"),
        (
            "Note: this is prose.\n\nb",
            "body=Note: this is prose.\n\nb",
        ),
        (
            "Date: the fruit\nis sweet.\n",
            "body=Date: the fruit\nis sweet.",
        ),
        ("<!-- .. title: A -->\nb", "body=<!-- .. title: A -->\nb"),
        ("<!--\nhello\n-->\nb", "body=<!--\nhello\n-->\nb"),
        ("+++\nwow\n+++\nb", "body=+++\nwow\n+++\nb"),
        (
            "# Heading\n\ntitle: A\n---\n",
            "body=# Heading\n\ntitle: A\n---",
        ),
    ]);
}

#[test]
fn front_matter_that_is_never_closed_ends_where_the_words_begin() {
    let never = "! 2:1 The front matter is never closed";
    table(&[
        (
            "---\ntitle: A\ntags:\n- x\n\nbody words",
            &format!("title=A\ntags=x\nbody=body words\n{never}"),
        ),
        (
            "---\ntitle: A\n# Heading\n",
            &format!("title=A\nbody=# Heading\n{never}"),
        ),
        (
            "---\ntitle: A\nbody words\n",
            &format!("title=A\nbody=body words\n{never}"),
        ),
        ("---\ntitle: A\n", &format!("title=A\n{never}")),
        ("---\nno keys at all\n", "body=---\nno keys at all"),
        (
            "+++\ntitle = \"A\"\n\nbody = words\n",
            &format!("title=A\nbody=body = words\n{never}"),
        ),
        // a rule of the body taken for the closing fence
        (
            "---\ntitle: A\n\nSome words of prose: yes.\nMore: of: them\n\n---\nb",
            &format!("title=A\nbody=Some words of prose: yes.\nMore: of: them\n\n---\nb\n{never}"),
        ),
        ("{\"title\": \"A\"", "body={\"title\": \"A\""),
    ]);
}

#[test]
fn keys_mean_what_they_mean() {
    cases(MEANING);
    yaml(&[("description: >\n\n  one\n  two", "description=one two")]);
}

const MEANING: &str = r#"
Title: A
DATE: 2020-01-02
PubDate: 2019
=> title=A
=> date=2020-01-02
=> extra=PubDate:2019

published: 2020-01-02
=> date=2020-01-02

published: false
date: 2020
=> date=2020-01-01
=> draft=yes

published: true
=>

draft: true
lastmod: 2020-01-02
=> updated=2020-01-02
=> draft=yes

summary: S
description: D
excerpt: D
=> description=D
=> extra=summary:S|excerpt:D

description: true
summary: null
=>

extends: _layouts.post
section: body
=>

section: content
=>

section: World
category: Sport news
=> sections=Sport news|World

categories: a b
=> sections=a|b

categories: a b, c
=> sections=a b|c

categories: [latest, Latest, [sports, [deep]]]
=> sections=latest|sports|deep

categories:
- name: One
  slug: one
- {title: Two}
=> sections=One|Two

categories: null
=>

categories: one
=> sections=one

categories:
=>

categories: [1, [2]]
=> sections=1|2

tags: how we work
=> tags=how we work

tags: a, b,, A
=> tags=a|b

tags: [null]
=>

tags: 1.10
=> tags=1.10

keywords: [0755, 1e3, True, ~]
=> tags=0755|1e3|True

author: Ann, Bob
=> authors=Ann|Bob

authors:
- name: Ann
  url: https://a.example
- Bob
=> authors=Ann|Bob

author: {name: Ann, email: a@b.c}
=> authors=Ann

image: true
cover: a.png
=> image=a.png

image:
  src: a.png
  alt: A cat
=> image=a.png

thumbnail: {path: a.png}
photo: b.png
=> image=a.png
=> extra=photo:b.png

featured: yes
=> featured=yes

sticky: 100
=> featured=yes

top: 0
=> extra=top:0

top: banner.png
=> extra=top:banner.png

pinned: 'on'
featured: no
=> featured=yes

url: https://a.example/b
lang: de
=> url=https://a.example/b
=> language=de

permalink: /a/
=> extra=permalink:/a/

layout: post
seo:
  a: 1
  b: [x, y]
empty:
=> extra=layout:post|seo:a: 1, b: x, y

title: 2016
=> title=2016

title: {a: b}
=> title=a: b

title: [a, b]
=> title=a, b

title: !foo bar
=> title=bar

title: Tom &amp; Jerry&#039;s &pound;5 &amp;lt; AT&T
tags: a&amp;b
=> title=Tom & Jerry's £5 &lt; AT&T
=> tags=a&amp;b

title: "\u00e9t\xe9"
=> title=été

title: A
title:
date: 2020
date: 2021
=> title=A
=> date=2021-01-01
=> ! 3:1 `title` occurs more than once: the last one counts
=> ! 5:1 `date` occurs more than once: the last one counts

date: 2024-13-45
=> extra=date:2024-13-45
=> ! 2:1 `date: 2024-13-45`: there is no such day

date: 2020-08-xx
=> date=2020-08-01
=> ! 2:1 `date: 2020-08-xx`: only a part of this can be read as a date

date:
=>
"#;

#[test]
fn other_languages_keep_what_was_written() {
    table(&[
        (
            "+++\ntitle = \"A\"\ndate = 2020-01-02T03:04:05Z\nweight = 1.10\n[taxonomies]\ntags = [\"x\"]\ncategories = [\"Y\"]\n[extra]\nimage = \"a.png\"\nsub = {a = 1}\n+++\n",
            "title=A\ndate=2020-01-02T03:04:05+00:00\nsections=Y\ntags=x\nimage=a.png\nextra=weight:1.10|sub:a: 1",
        ),
        (
            "+++\ntitle = A bare one\ndate = 2020-01-02\n+++\nb",
            "title=A bare one\ndate=2020-01-02\nbody=b\n! 2:9 Not valid TOML: string values must be quoted, expected literal string",
        ),
        (
            "{\"title\": \"A\" \"b\": 1}\nb",
            "body={\"title\": \"A\" \"b\": 1}\nb\n! 1:1 Not valid JSON: expected `,` or `}` at line 1 column 15",
        ),
    ]);
}

#[test]
fn hashtags_are_text_and_comments_are_not() {
    cases(HASHTAGS);
}

const HASHTAGS: &str = r"
title: Is #MeToo Mulan worth it
=> title=Is #MeToo Mulan worth it
=> ! 2:8 The text after ` #` would be lost as a comment

title: '5' # a comment
tags: x # y
=> title=5
=> tags=x

tags:
- #one
- two
=> tags=#one|two
=> ! 3:3 The text after ` #` would be lost as a comment

tags: [#one, two]
=> tags=#one|two
=> ! 2:8 The text after ` #` would be lost as a comment

title: It's #1 'news'
=> title=It's #1 'news'
=> ! 2:8 The text after ` #` would be lost as a comment

title: one
  two #three
=> title=one two #three
=> ! 2:1 A `#` in a long text would be lost as a comment

title: C# and F#
# comment
tags: a#b
=> title=C# and F#
=> tags=a#b

description: |
  # not a comment #nor this
=> description=# not a comment #nor this
";

#[test]
fn what_yaml_refuses_is_mended() {
    cases(REPAIRS);
    yaml(&[
        (
            "title: A\ntags:\n\t- x\n\t- y",
            "title=A\ntags=x|y\n! 4:1 The line is indented with a tab\n! 5:1 The line is indented with a tab",
        ),
        (
            "title: A\n# \u{1}",
            "title=A\n! 3:3 Not valid YAML: control characters are not allowed",
        ),
    ]);
}

const REPAIRS: &str = r#"
title: Lara Trump: Donald
date: 2020
=> title=Lara Trump: Donald
=> date=2020-01-01
=> ! 2:18 A value with `: ` in it is not quoted

title: 'Stupid' Lloyds Bank
tags: x
=> title='Stupid' Lloyds Bank
=> tags=x
=> ! 2:17 There is text after the closing quote

title: "He said "yes""
=> title=He said "yes"
=> ! 2:18 There is text after the closing quote

title: A
 cover: a.png
tags: x
=> title=A
=> tags=x
=> image=a.png
=> ! 3:2 `cover` is indented more than the keys before it

tags: x
 stray words: here
title: A
=> title=A
=> tags=x stray words: here
=> ! 2:7 A value with `: ` in it is not quoted

title: A
no key here
tags: x
=> title=A no key here
=> tags=x
=> ! 3:1 A line without a key was taken as more of the value before it

twitter: @me
title: A
=> title=A
=> extra=twitter:@me
=> ! 2:10 A value cannot begin with `@`

title: *GRAPHIC* video
=> title=*GRAPHIC* video
=> ! 2:8 A value cannot begin with `*`

title: &#039;Please&#039; stop
=> title='Please' stop
=> ! 2:8 A value cannot begin with `&`

title: %d things
slug: `x`
=> title=%d things
=> extra=slug:`x`
=> ! 2:8 A value cannot begin with `%`
=> ! 3:7 A value cannot begin with ```

image: {{ site.url }}/a.png
title: A
=> title=A
=> image={{ site.url }}/a.png
=> ! 2:8 A value cannot begin with a template

title: "bad \q escape \u0041"
=> title=bad \q escape A
=> ! 2:13 Not valid YAML: found unknown escape character

title: "never closed
date: 2020
=> title=never closed
=> date=2020-01-01
=> ! 2:8 The quote is never closed

title: 'Tis the season
date: 2020
=> title='Tis the season
=> date=2020-01-01
=> ! 2:8 The quote is never closed

title: "two
lines"
tags: a: b
=> title=two lines
=> tags=a: b
=> ! 4:8 A value with `: ` in it is not quoted

title:A
date:2019-07-16
=> title=A
=> date=2019-07-16
=> ! 2:7 There is no blank after the colon
=> ! 3:6 There is no blank after the colon

name: a
"first": "A",
"last": "B",
=> extra=name:a|first:A|last:B
=> ! 3:13 There is a comma after the value
=> ! 4:12 There is a comma after the value

tags:
-one two
-
title: A
=> title=A
=> tags=one two
=> ! 3:1 There is no blank after the `-`

authors: Ann
- Bob
title: A
=> title=A
=> authors=Ann|Bob
=> ! 3:1 A list item follows a value on the line of its key

tags: [a, b
title: A
=> title=A
=> tags=a|b
=> ! 2:7 The `[` is never closed

twitter: [@me](https://a.example)
title: A
=> title=A
=> extra=twitter:[@me](https://a.example)
=> ! 2:10 There is text after the closing `]`

seo: {a: b, c: 'd'}
title: a: b
=> title=a: b
=> extra=seo:a: b, c: d
=> ! 3:9 A value with `: ` in it is not quoted

a: &x [1]
b: *x
title: A
=> title=A
=> extra=a:&x [1]|b:*x
=> ! 2:4 A value cannot begin with `&`
=> ! 3:4 A value cannot begin with `*`

description: >
  one
  two: three
title: A: B
=> title=A: B
=> description=one two: three
=> ! 5:9 A value with `: ` in it is not quoted

authors:
- name: Ann
  url: x
- name: Bob
title: A: B
=> title=A: B
=> authors=Ann|Bob
=> ! 6:9 A value with `: ` in it is not quoted
"#;

/// The processor's time of this thread so far; nothing where the system does not say.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|time| time.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

#[test]
fn b7_hostile_front_matter_costs_little_and_keeps_the_title() {
    let aliases: String = (1..9).fold("a0: &a0 [lol]\n".to_owned(), |out, n| {
        out + &format!("a{n}: &a{n} [{}]\n", format!("*a{},", n - 1).repeat(9))
    });
    let deep = (0..3_000).fold(String::new(), |out, n| {
        out + &" ".repeat(n % 300) + "- k:\n"
    });
    for matter in [
        format!("x: {}", "[".repeat(65_000)),
        format!("x: {}", "[".repeat(5_000)),
        format!("x: {}", "{a: ".repeat(10_000)),
        format!("x: {}", "[\"]\", ".repeat(9_000)),
        aliases,
        format!(
            "x: &x {}\ny: [{}]",
            "a".repeat(100_000),
            "*x,".repeat(10_000)
        ),
        format!(
            "x: &x [{}]\ny: [{}]",
            "a,".repeat(5_000),
            "*x,".repeat(4_000)
        ),
        "a: &a\n  b: *a".to_owned(),
        (0..30_000).fold(String::new(), |out, n| out + &format!("k{n}: v\n")),
        (0..5_000).fold(String::new(), |out, n| {
            out + &format!("k{n}: v\nk{n}: \"w\"\n")
        }),
        format!("x: {}", "? ".repeat(30_000)),
        format!("x:\n{}", "? ".repeat(30_000)),
        format!("x:\n{}", "- ".repeat(30_000)),
        format!("x:\n{deep}"),
        "a: &a {b: c}\nd:\n  <<: [*a, *a]".to_owned(),
        format!("x: {}", "y ".repeat(100_000)),
        format!("x: \"{}", "\ny".repeat(100_000)),
        " title: y\n".repeat(20_000),
        "x: !include /etc/passwd\nhome: ${HOME}".to_owned(),
        "!!".repeat(20_000),
        format!("%TAG ! {}", "!".repeat(20_000)),
    ] {
        let text = format!("---\ntitle: Kept\n{matter}\n---\nbody");
        let before = worked();
        let head = parse(&text, true).unwrap();
        let took = worked().saturating_sub(before);
        let expected = if matter.starts_with(" title") {
            "y"
        } else {
            "Kept"
        };
        let shown: String = matter.chars().take(30).collect();
        assert!(
            head.meta.title.starts_with(expected),
            "{shown}: {}",
            &*head.meta.title
        );
        assert!(took < Duration::from_millis(500), "{shown}: {took:?}");
        assert!(head.problems.len() <= 16 && head.meta.extra.len() <= 200);
    }
}

#[test]
fn a_beginning_says_when_it_is_too_short() {
    for text in [
        "---\ntitle: A\n---\nb\n",
        "+++\na = 1\n+++\n\n",
        "{\"a\": {}}\nb\n",
        "{\n\n\"a\": 1}\nb\n",
        "{\n%}\nb\n",
        "Title: A\nTags: b\n\nc\n",
        "\n\n# H\n",
        "<!--\n.. title: A\n-->\nb\n",
    ] {
        assert_eq!(parse("---\ntitle: A\n", false), None);
        let whole = parse(text, true).unwrap();
        let mut asked = 0;
        for end in 0..=text.len() {
            match parse(text.get(..end).unwrap(), false) {
                None => asked += 1,
                Some(head) => assert_eq!(head, whole, "{text:?} up to {end}"),
            }
        }
        assert!(asked > 0 && asked <= text.len(), "{text:?}");
    }
    let long = format!("---\ntitle: A\n{}", "x: y\n".repeat(HEAD_MAX / 5));
    assert!(parse(&long, false).is_some());
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---",
        "...",
        "+++",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "\t",
        "title: ",
        "tags:",
        "date: ",
        "2020-01-02",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        ": ",
        ":",
        "#",
        " #",
        "|",
        ">",
        "&a",
        "*a",
        "!x",
        "\\",
        "a",
        "words of text",
        "é",
        "字",
        "null",
        "1.10",
        ",",
        "=",
        "{\"",
        "<!--",
        "-->",
        ".. title: A",
        "[#]: ",
        "@",
        "%",
        "?",
        "\u{2028}",
        "\0",
        "\u{feff}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Heads in which most is plain, so that the quick reader has its say.
fn plainly() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "",
        "word",
        "two words",
        "2016",
        "1.10",
        "true",
        "null",
        "~",
        "\"quoted\"",
        "'it''s'",
        "'a'",
        "\"\"",
        "[a, b]",
        "[]",
        "[1, 'two', \"three\"]",
        "a: b",
        "https://a.b/c",
        "a #b",
        "a # b",
        "é",
        "-1",
        "- a",
        "[a b, c-d, e.f]",
        "[a,]",
        "[a, , b]",
        "[null, ~]",
        "x, y",
        "10:30",
        "a:b",
        "\"a\" b",
        "[a:b]",
        "[a]b",
        "!t x",
        "{a: b}",
        ">",
        "|",
        "0755",
        "?",
        "a?",
        "(x)",
        "a:",
    ]);
    let key = prop::sample::select(vec![
        "title", "tags", "x-y", "A_b", "k2", "\"q\"", " in", "  deep", "- ", "  - ", "# c", "1",
    ]);
    prop::collection::vec((key, value), 0..8).prop_map(|entries| {
        let line = |(key, value): (&str, &str)| {
            if key.trim_end().ends_with(['-', 'c']) {
                format!("{key}{value}\n")
            } else {
                format!("{key}: {value}\n")
            }
        };
        entries.into_iter().map(line).collect()
    })
}

/// The quickest reader says what the others say, or nothing. Whether it said something.
#[track_caller]
fn same_without_haste(text: &str, whole: bool) -> bool {
    let Some(plain) = plain::read(text) else {
        return false;
    };
    let split = split::split(text, whole).unwrap();
    assert_eq!((split.form, split.open), (Form::Yaml, false));
    assert_eq!(
        (plain.matter, plain.body),
        (split.matter.clone(), split.body)
    );
    let reading = lenient::read(text.get(split.matter).unwrap(), 4);
    assert!(reading.doubts.sure && reading.doubts.repairs.is_empty());
    assert_eq!(plain.entries, reading.entries);
    true
}

#[test]
fn most_real_front_matter_is_plain_and_reads_the_same() {
    let Some(shared) = shared("plain front matter") else {
        return;
    };
    let mut folders = vec![shared.join("corpus")];
    let (mut plain, mut all) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                plain += usize::from(same_without_haste(&text, true));
                all += usize::from(text.starts_with("---\n"));
            }
        }
    }
    assert!(plain > all / 2, "{plain} of {all} are plain");
}

proptest! {

    #![proptest_config(properties(2000))]

    #[test]
    fn any_text_is_read(text in prop_oneof![pieces(), ".{0,60}"]) {
        let head = parse(&text, true).unwrap();
        prop_assert!(text.is_char_boundary(head.body));
        prop_assert!(head.problems.windows(2).all(|pair| (pair[0].line, pair[0].column) <= (pair[1].line, pair[1].column)));
    }

    #[test]
    fn a_beginning_says_what_the_whole_says_or_asks_for_more(text in pieces(), cut in any::<prop::sample::Index>()) {
        let cut = (0..=cut.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        if let Some(head) = parse(text.get(..cut).unwrap(), false) {
            let whole = parse(&text, true).unwrap();
            prop_assert_eq!(head, whole);
        }
    }

    #[test]
    fn words_after_a_closed_head_are_the_body(body in "[a-z \n]{1,40}") {
        let text = format!("---\ntitle: A\n---\n{body}");
        prop_assert_eq!(text.get(parse(&text, true).unwrap().body..), Some(body.as_str()));
    }

    #[test]
    fn plain_front_matter_is_read_as_all_other(matter in plainly(), body in "(---\n|[a-z \n]){0,3}", whole: bool) {
        let text = format!("---\n{matter}---\n{body}");
        same_without_haste(&text, whole);
    }

    #[test]
    fn the_quick_reader_says_what_yaml_says_or_is_not_sure(matter in prop_oneof![plainly(), pieces()]) {
        let reading = lenient::read(&matter, 0);
        // The guard refuses more than it must; then there is nothing to compare with.
        if reading.doubts.sure && refusal(&matter).is_none() {
            prop_assert_eq!(yaml::strict(&matter, 0, &reading).ok(), Some(reading.entries));
        }
    }
}
