//! Markdown in, document out: what each construct becomes, and that no word is lost, whatever comes in.

#![cfg(test)]

mod document;
#[path = "../support/properties.rs"]
mod properties;
#[path = "../support/shared.rs"]
mod shared;
#[path = "../support/specification.rs"]
mod specification;
mod words;

use document::{check, outline, text_of, words_of_source};
use newsreader::markdown::document::{Document, Kind};
use newsreader::markdown::parse::{Head, parse, plain};
use newsreader::text::Clean;

/// Reads a body without a head, checked.
pub(crate) fn read(body: &str) -> Document {
    let document = parse(&Head::default(), body);
    check(&document);
    document
}

/// A table of bodies and the outlines of their documents.
fn all_become(cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(outline(&read(body)), *expected, "{body}");
    }
}

#[test]
fn blocks() {
    all_become(&[
        ("", ""),
        ("one\ntwo", "p one two"),
        ("one  \ntwo\\\nthree", "p one⏎two⏎three"),
        ("# A *b*\n\nc", "h1 A {I b}\np c"),
        ("> a\n>\n> > b", "quote\n  p a\n  quote\n    p b"),
        ("```rust,ignore\na\n  b\n\n```", "code(rust) a⏎  b⏎"),
        ("    a\n\n    b", "code() a⏎⏎b"),
        ("a\n\n---\n\nb", "p a\nrule\np b"),
        ("\u{feff}# A", "h1 A"),
    ]);
}

#[test]
fn lists() {
    all_become(&[
        ("- a\n- b", "list\n  -\n    p a\n  -\n    p b"),
        ("- a\n\n- b", "loose list\n  -\n    p a\n  -\n    p b"),
        ("7. a\n8. b", "list\n  7.\n    p a\n  8.\n    p b"),
        (
            "- [ ] a\n- [x] b",
            "list\n  - [ ]\n    p a\n  - [x]\n    p b",
        ),
        (
            "- a\n  - b\n\n- c",
            "loose list\n  -\n    p a\n    list\n      -\n        p b\n  -\n    p c",
        ),
        ("-\n- b", "list\n  -\n    p\n  -\n    p b"),
        ("1. a\n   > b", "list\n  1.\n    p a\n    quote\n      p b"),
    ]);
}

#[test]
fn styles() {
    all_become(&[
        (
            "**bold**ly *is* ~~not~~ `code`",
            "p {B bold}ly {I is} {S not} {C code}",
        ),
        ("***a** b*", "p {BI a}{I  b}"),
        ("a &amp;lt; &lt;", "p a &lt; <"),
        ("One.  Two   *b*  c `d  e`", "p One. Two {I b} c {C d  e}"),
    ]);
}

#[test]
fn links_are_numbered_once_for_each_target() {
    all_become(&[
        (
            "[a](x) [b](y \"t\") [c](x)",
            "p {L a}{LM [1]} {L b}{LM [2]} {L c}{LM [1]}\nreferences\n  1. {L x}\n  2. {L y}{M  “t”}",
        ),
        ("<https://a.b/c> <me@a.b>", "p {L https://a.b/c} {L me@a.b}"),
        ("[a](#here) [b]() [](x)", "p {L a} b"),
        (
            "at https://a.org/c_d_e, *www.a.org*",
            "p at {L https://a.org/c_d_e}, {IL www.a.org}",
        ),
        (
            "`https://a.b` [https://a.b](x)",
            "p {C https://a.b} {L https://a.b}{LM [1]}\nreferences\n  1. {L x}",
        ),
        (
            "# [a](x)\n\n- [b](x)",
            "h1 {L a}{LM [1]}\nlist\n  -\n    p {L b}{LM [1]}\nreferences\n  1. {L x}",
        ),
    ]);
}

#[test]
fn images() {
    all_become(&[
        (
            "![a *b*](x)",
            "picture(x) {PM [image: }{P a }{IP b}{PM ]}{LM [1]}\nreferences\n  1. {L x}",
        ),
        (
            "![](x)",
            "picture(x) {PM [image]}{LM [1]}\nreferences\n  1. {L x}",
        ),
        (
            "see ![a](x)",
            "p see {PM [image: }{P a}{PM ]}{LM [1]}\nreferences\n  1. {L x}",
        ),
        (
            "[![a](x)](y)",
            "picture(x) {LPM [image: }{LP a}{LPM ]}{LM [1]}{LM [2]}\nreferences\n  1. {L x}\n  2. {L y}",
        ),
        (
            "[![a](x)](x)",
            "picture(x) {LPM [image: }{LP a}{LPM ]}{LM [1]}\nreferences\n  1. {L x}",
        ),
        (
            "![a ![b](c) [d](e)](x)",
            "picture(x) {PM [image: }{P a b d}{PM ]}{LM [1]}\nreferences\n  1. {L x}",
        ),
    ]);
}

#[test]
fn tables() {
    all_become(&[
        (
            "|a|b|\n|:-:|--:|\n|*c*|`d`|\n|e|",
            "table([Centre, Right]) a | b | {I c} | {C d} | e |",
        ),
        (
            "|a|\n|-|\n|x https://a.org|",
            "table([Left]) a | x {L https://a.org}",
        ),
    ]);
}

#[test]
fn footnotes_move_to_the_end_in_the_order_of_their_references() {
    all_become(&[
        (
            "a[^x] b[^y]\n\n[^y]: Y[^z]\n[^z]: Z\n[^u]: U\n[^x]: X\n\nend",
            "p a{MN [^1]} b{MN [^2]}\np end\nnote 1\n  p X\nnote 2\n  p Y{MN [^3]}\nnote 3\n  p Z\nnote 4\n  p U",
        ),
        ("a[^x]", "p a[^x]"),
    ]);
    let document = read("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X");
    let runs = document.runs.iter();
    let numbers = runs.filter_map(|run| Some((run.start, document.note_number(run)?)));
    assert_eq!(numbers.collect::<Vec<_>>(), [(1, 1), (7, 2), (13, 1)]);
}

#[test]
fn links_between_notes() {
    all_become(&[
        (
            "[[A b]] [[A b|c]]",
            "p {L A b} {L c}{LM [1]}\nreferences\n  1. {L A b}",
        ),
        ("[[A#b]]", "p {L A#b}"),
        (
            "![[a.png]]",
            "picture(a.png) {PM [image: }{P a.png}{PM ]}{LM [1]}\nreferences\n  1. {L a.png}",
        ),
        ("`[[a]]` [[]] [[a", "p {C [[a]]} [[]] [[a"),
    ]);
}

#[test]
fn headings_may_have_an_id() {
    all_become(&[
        ("## A *b* {#c-d}", "h2 A {I b}"),
        ("# {#a}", "h1 {#a}"),
        ("# A {b}", "h1 A {b}"),
        ("# A `{#b}`", "h1 A {C {#b}}"),
        ("A {#b}", "p A {#b}"),
    ]);
    let document = read("a\n\n## b {#c}");
    assert_eq!(document.ids, [(2, Clean::line("c"))]);
}

#[test]
fn html_means_what_it_means() {
    all_become(&[
        ("a <b>b</b><br>c <i>d</i>", "p a {B b⏎}c {I d}"),
        ("<p>a\n  b<p>c", "p a b\np c"),
        ("<div>\n\n*a*\n\n</div>", "p {I a}"),
        ("a <!-- b --> c<script>d</script>", "p a  c"),
        ("<script>\na\n\nb\n</script>\n\nc", "p c"),
        ("<ul><li>a<li>b</ul>", "list\n  -\n    p a\n  -\n    p b"),
        (
            "<ol start=3><li>a</li><li value=9>b<li>c</ol>d",
            "list\n  3.\n    p a\n  9.\n    p b\n  10.\n    p c\np d",
        ),
        ("<li>a\n\nb", "loose list\n  -\n    p a\n    p b"),
        ("<h2>a</h2>b<hr>c", "h2 a\np b\nrule\np c"),
        (
            "<blockquote>\n\na\n\n</blockquote>\n\nb",
            "quote\n  p a\np b",
        ),
        (
            "- <blockquote>a\n- b",
            "list\n  -\n    quote\n      p a\n  -\n    p b",
        ),
        (
            "<pre><code class=\"x language-c\">\na\n  b &lt;\n</code></pre>",
            "code(c) a⏎  b <",
        ),
        (
            "<a href=x>a</a> b",
            "p {L a}{LM [1]} b\nreferences\n  1. {L x}",
        ),
        (
            "<a href=x><p>a<p>b</a>c",
            "p {L a}{LM [1]}\np {L b}{LM [1]}c\nreferences\n  1. {L x}",
        ),
        (
            "<figure><img src=x alt=a><figcaption>b</figcaption></figure>",
            "picture(x) {PM [image: }{P a}{PM ]}{LM [1]}\np {I b}\nreferences\n  1. {L x}",
        ),
        ("<figure><figcaption>a</figure>b", "p {I a}\np b"),
        ("<dl><dt>a<dd>b</dl>c", "p {B a}\ndefinition\n  p b\np c"),
        (
            "<dl><dt>a</dt><dd>b<dl><dt>c<dd>d</dl>e</dd><dt>f</dl>g",
            "p {B a}\ndefinition\n  p b\n  p {B c}\n  definition\n    p d\n  p e\np {B f}\np g",
        ),
        (
            "<dd>a\n\n*b*\n\n</dd>c",
            "definition\n  p a\n  p {I b}\np c",
        ),
    ]);
}

#[test]
fn html_says_what_plain_text_can() {
    all_become(&[
        (
            "<iframe src=x title=t>no</iframe>",
            "p {LM [frame: t][1]}\nreferences\n  1. {L x}",
        ),
        (
            "&amp;lt; <b>&amp;lt;</b>\n\n<p>&amp;lt;",
            "p &lt; {B &lt;}\np &lt;",
        ),
        ("2<sup>10</sup> H<sub>2</sub>O", "p 2¹⁰ H₂O"),
        ("1<sup>st</sup> x<sub>max</sub>", "p 1{M ^}st x{M _}max"),
        ("<sup>*1*</sup><sup></sup>", "p {I ¹}"),
        ("a <sup><a href=#b>1</a></sup>", "p a {L ¹}"),
        ("a<sup>1\n\n2</sup>", "p a{M ^}1\np 2"),
        ("<kbd>q</kbd>", "p {CK q}"),
    ]);
}

#[test]
fn templates_are_shown_quietly_and_break_nothing_around_them() {
    all_become(&[
        ("a {{ b_c_d }} *e*", "p a {Q {{ b_c_d }}} {I e}"),
        (
            "[a]({{ b\n}}/c)",
            "p {L a}{LM [1]}\nreferences\n  1. {L {{ b }}/c}",
        ),
        (
            "{{< figure src=\"a_b_c\" alt=\"*d*\" >}}\nb",
            "p {Q {{< figure src=\"a_b_c\" alt=\"*d*\" >}}}\np b",
        ),
        (
            "a\n{% include b.html\n  c=\"d\" %}\ne",
            "p a\np {Q {% include b.html c=\"d\" %}}\np e",
        ),
        (
            "{% raw %}\n- a\n{% endraw %}",
            "p {Q {% raw %}}\nlist\n  -\n    p a\np {Q {% endraw %}}",
        ),
        ("> {% a %}\n> b", "quote\n  p {Q {% a %}}\n  p b"),
        ("`{{ a }}` {% b %}", "p {C {{ a }}} {Q {% b %}}"),
        ("```\n{% a %}\n```", "code() {% a %}"),
        ("    {% a %}", "code() {% a %}"),
        (
            "[a]({{ b }}/c \"{{ d }}\") <a href='{{ e }}'>f</a>",
            "p {L a}{LM [1]} {L f}{LM [2]}\nreferences\n  1. {L {{ b }}/c}{M  “{{ d }}”}\n  2. {L {{ e }}}",
        ),
        (
            "![a]({{ b }}/c){: .d}",
            "p {PM [image: }{P a}{PM ]}{LM [1]}{Q {: .d}}\nreferences\n  1. {L {{ b }}/c}",
        ),
        ("<p>a {{ b }}\n{% c %}</p>", "p a {Q {{ b }} {% c %}}"),
        ("<!-- {{ a }} {% b %} -->c", "p c"),
        (
            "{% highlight ruby %}\n*a* {{ b }}\n\n  c\n{% endhighlight %}\nd",
            "code(ruby) *a* {{ b }}⏎⏎  c\np d",
        ),
        (
            "# {{ a }}\n\n| {{ b }} |\n|-|",
            "h1 {Q {{ a }}}\ntable([Left]) {Q {{ b }}}",
        ),
        ("{ a } {b} {{}} {%", "p { a } {b} {{}} {%"),
    ]);
}

#[test]
fn callouts_have_a_label_and_may_fold() {
    all_become(&[
        (
            "> [!NOTE]\n> a\n>\n> b",
            "callout(Note, Never)\n  label {M Note}\n  p a\n  p b",
        ),
        (
            "> [!warning]- A *b\n> c* d",
            "callout(Warning, Folded)\n  label {M Warning: }A {I b}\n  p {I c} d",
        ),
        (
            "> [!tip]+ [a](x)",
            "callout(Tip, Open)\n  label {M Tip: }{L a}{LM [1]}\nreferences\n  1. {L x}",
        ),
        (
            "- > [!bug]\n  > - a\n\nb",
            "list\n  -\n    callout(Caution, Never)\n      label {M Bug}\n      list\n        -\n          p a\np b",
        ),
        (
            "> [!a]\n> > [!b]\n> > c",
            "callout(Note, Never)\n  label {M A}\n  callout(Note, Never)\n    label {M B}\n    p c",
        ),
        (
            "> [!a]\n> ---\n> b",
            "callout(Note, Never)\n  label {M A}\n  p b",
        ),
        (
            "> [!a] `b`\n\nc",
            "callout(Note, Never)\n  label {M A: }{C b}\np c",
        ),
        ("> [note] a", "quote\n  p [note] a"),
    ]);
}

#[test]
fn details_fold_if_they_end_and_have_a_label() {
    all_become(&[
        (
            "<details><summary>a <b>b</b></summary>c</details>d",
            "details(Folded)\n  label a {B b}\n  p c\np d",
        ),
        (
            "<details open>\n<summary><h3>a</h3></summary>\n\n- b\n\n</details>\n\nc",
            "details(Open)\n  label a\n  list\n    -\n      p b\np c",
        ),
        ("<details>a</details>b", "details(Never)\n  p a\np b"),
        (
            "<details><summary>a</summary>\n\nb\n\nc",
            "details(Never)\n  label a\n  p b\n  p c",
        ),
        ("<summary>a</summary>b", "p a\np b"),
        (
            "<details><summary>a</summary><details><summary>b</summary>c</details>d</details>",
            "details(Folded)\n  label a\n  details(Folded)\n    label b\n    p c\n  p d",
        ),
        (
            "<details><p>a</p><summary>b</summary></details>",
            "details(Never)\n  p a\n  p b",
        ),
    ]);
}

#[test]
fn emoji_stand_for_their_names_but_not_in_code() {
    all_become(&[
        ("a :tada: **:+1:** b", "p a 🎉 {B 👍} b"),
        ("`:tada:` :nobody: 1:20:30", "p {C :tada:} :nobody: 1:20:30"),
        ("# a :heart:\n\n|:tada:|\n|-|", "h1 a ❤️\ntable([Left]) 🎉"),
        (
            "[:tada: a](x)",
            "p {L 🎉 a}{LM [1]}\nreferences\n  1. {L x}",
        ),
        ("https://a.org/:tada:", "p {L https://a.org/:tada}:"),
        ("```\n:tada:\n```", "code() :tada:"),
    ]);
}

#[test]
fn math_is_said_in_plain_characters_where_these_can() {
    all_become(&[
        ("a $x_1^2 * y * z$ b", "p a x₁² * y * z b"),
        ("a $\\alpha_b$ *c*", "p a α_b {I c}"),
        ("a\n$$\n\\frac{1}{2}\n$$\nb", "p a\np 1/2\np b"),
        ("> $$x^2$$\n> a", "quote\n  p x²\n  p a"),
        ("$\\foo{_a_}$", "p {Q $\\foo{_a_}$}"),
        ("`$x$` \\$x$ $5 and $6", "p {C $x$} $x$ $5 and $6"),
        ("```\n$x^2$\n```\n\n    $x^2$", "code() $x^2$\ncode() $x^2$"),
        ("|$a|b$|\n|-|-|", "table([Left, Left]) $a | b$"),
    ]);
}

#[test]
fn html_tables() {
    all_become(&[
        (
            "<table><tr><th>a<th align=right>b<tr><td>c<td>d<br>e<tr><td>f</table>g",
            "table([Left, Right]) a | b | c | d⏎e | f |\np g",
        ),
        (
            "<table>\n<tr>\n<td>\n\n*a*\n\nb\n\n</td>\n</tr>\n</table>\n\nc",
            "table([Left]) {I a⏎}b\np c",
        ),
        (
            "<table><tr><td>a<table><tr><td>b<td>c</table>d<td>e</table>",
            "table([Left, Left]) a⏎b c⏎d | e",
        ),
        (
            "<table><tr><td><ul><li>a<li>b</ul></table>",
            "table([Left]) {M • }a⏎{M • }b",
        ),
        ("<table>a<tr><td>b", "table([Left]) a | b"),
        (
            "<table><caption>a <b>b</b></caption><tr><th>c<th>d<tr><td>e<td>f</table>",
            "p {I a }{BI b}\ntable([Left, Left]) c | d | e | f",
        ),
        (
            "<table><tr><td>a<caption>b</caption></table>",
            "table([Left]) a⏎b",
        ),
        ("<caption>a</caption>b", "p a\np b"),
        (
            "- <table><tr><td>a\n- b",
            "list\n  -\n    table([Left]) a\n  -\n    p b",
        ),
    ]);
}

#[test]
fn unclosed_tags_hide_nothing() {
    all_become(&[
        ("<title>a\n\nb", "p a\np b"),
        ("a <template> b\n\nc", "p a  b\np c"),
        ("<p>if a <b then c", "p if a <b then c"),
        ("<div><b>a\n\nb", "p {B a}\np {B b}"),
        ("*a <b> c* d</b> e", "p {I a }{BI  c} d e"),
        ("</ul></td></table></a>a", "p a"),
        ("<td>a</td><tr>b", "p a\np b"),
    ]);
}

#[test]
fn the_head_stands_above_and_is_not_said_twice() {
    let head = Head {
        title: Clean::line("The “Title”"),
        byline: Clean::line("by me"),
        deck: Clean::line("deck"),
        image: Clean::line("x"),
        notices: vec![Clean::line("beware")],
        language: Clean::default(),
    };
    let top = "title The “Title”\nbyline by me\ndeck deck\nnotice beware\n";
    let picture = "picture(x) {PM [image]}{LM [1]}\n";
    let end = "\nreferences\n  1. {L x}";
    for (body, expected) in [
        ("a", format!("{picture}p a")),
        ("## the  *“title”*!\n\na", format!("{picture}p a")),
        (
            "# Other\n\n# The Title",
            format!("{picture}h1 Other\nh1 The Title"),
        ),
        (
            "a\n\n# The “Title”",
            format!("{picture}p a\nh1 The “Title”"),
        ),
        ("- a", format!("{picture}list\n  -\n    p a")),
        (
            "# The “Title”\n\n![b](x)\n\nc",
            "picture(x) {PM [image: }{P b}{PM ]}{LM [1]}\np c".into(),
        ),
        ("", picture.trim_end().into()),
    ] {
        let document = parse(&head, body);
        check(&document);
        assert_eq!(
            outline(&document),
            format!("{top}{expected}{end}"),
            "{body}"
        );
    }
}

#[test]
fn sources_lie_where_the_text_came_from() {
    let body = "\u{feff}# A\n\n- one\n- two\n\n<p>three\n\n[^x]: four\n\nfive[^x]";
    let document = read(body);
    for block in document
        .blocks
        .iter()
        .filter(|block| !block.text.is_empty())
    {
        let text = text_of(&document, &block.text);
        let source = body
            .get(block.source.start as usize..block.source.end as usize)
            .unwrap();
        let word = text.split('[').next().unwrap();
        assert!(source.contains(word), "{text}: {source}");
        assert!(source.len() < text.len() + 8, "{text}: {source}");
    }
}

#[test]
fn long_leaves_are_cut_and_keep_their_style() {
    let document = read(&format!("**{}**", "word ".repeat(10_000).trim()));
    assert_eq!(document.blocks.len(), 4);
    assert!(document.blocks.iter().skip(1).all(|block| block.continued));
    assert!(
        document
            .runs
            .iter()
            .all(|run| run.style == document.runs[0].style)
    );
    let rows = "| a | b |\n".repeat(1000);
    let document = read(&format!("| c | d |\n|---|---|\n{rows}"));
    assert_eq!(document.tables.len(), 6);
    assert!(document.tables.iter().all(|table| table.group == (0..6)));
    let code = read(&format!("```\n{}```", "line\n".repeat(10_000)));
    assert!(code.blocks.len() > 2);
    let mut pieces = code.blocks.iter().map(|block| text_of(&code, &block.text));
    assert!(pieces.all(|piece| piece.starts_with("line") && piece.ends_with("line")));
}

#[test]
fn what_makes_no_table_becomes_a_paragraph_for_each_row() {
    let wide = "| a ".repeat(200);
    let document = read(&format!("{wide}|\n{}|\n{wide}|", "|-".repeat(200)));
    assert_eq!((document.blocks.len(), document.tables.len()), (2, 0));
    assert_eq!(words_of_source(&document).matches('a').count(), 400);
    let missing = format!(
        "{}|\n{}|\n{}",
        "|a".repeat(4000),
        "|-".repeat(4000),
        "|b|\n".repeat(100)
    );
    let document = read(&missing);
    assert!(words_of_source(&document).matches('b').count() >= 100);
    let ragged = format!(
        "<table><tr>{}{}</table>",
        "<td>a".repeat(100),
        "<tr><td>b".repeat(9000)
    );
    assert_eq!(read(&ragged).tables.len(), 0);
}

#[test]
fn what_the_guard_refuses_is_shown_plain() {
    let body = format!("{}deep *word*", "> ".repeat(200));
    let document = read(&body);
    assert_eq!(document.blocks[0].kind, Kind::Notice);
    assert!(document.text.ends_with(&format!("{body}\n")));
}

#[test]
fn plain_text_keeps_its_lines() {
    let document = plain(&Head::default(), "# a\n  b\n\n\n* c\r\nd");
    check(&document);
    assert_eq!(outline(&document).replace('\r', ""), "p # a⏎  b\np * c⏎d");
}
