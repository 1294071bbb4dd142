//! What the words of code are: a text in a language → [`Token`]s, by the grammars that `two_face` brings.
//! Slow (a grammar takes its time when it is first used), so whoever calls it is not the loop, and may break it off.
//! Knows no document and no colours.

use std::ops::Range;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::layout::tokens::Token;

/// A longer line stays plain: some grammars take time by the square of a line's length.
const LONGEST_LINE: usize = 2 << 10;
/// What a line typed into a shell begins with, where the code shows what was answered, too.
const PROMPT: &str = "$ ";
/// So many of the innermost scopes are looked at.
const DEEPEST: usize = 32;

/// A name that a grammar answers to, and those that people use where none does.
#[rustfmt::skip] // one row is one grammar
const ALIASES: &[(&str, &str)] = &[
    ("sh", "shell console terminal session shell-session shellsession sh-session bash-session cmdline command-line ksh posix"),
    ("js", "node nodejs mjs cjs es6 ecmascript"),
    ("tsx", "jsx javascriptreact typescriptreact"),
    ("json", "json5 jsonc jsonl ndjson geojson webmanifest json-ld jsonld"),
    ("yaml", "docker-compose ansible eyaml"),
    ("toml", "cargo.toml pyproject"),
    ("ini", "conf cfg config dosini systemd editorconfig"),
    ("dotenv", "env"),
    ("python", "python2 python3 py2 ipython pycon sage starlark bazel"),
    ("ruby", "jruby irb gemfile rakefile podfile"),
    ("rust", "rust-lang rustlang"),
    ("go", "golang"),
    ("c#", "csharp dotnet"),
    ("f#", "fsharp fs"),
    ("c++", "cplusplus arduino ino cuda cu"),
    ("objective-c", "objectivec obj-c objc"),
    ("objective-c++", "objectivec++ objc++ objcpp"),
    ("x86_64 assembly", "assembly x86asm armasm gas s"),
    ("glsl", "hlsl cg metal"),
    ("sql", "mysql postgresql postgres pgsql plpgsql sqlite sqlite3 mariadb tsql t-sql plsql cql bigquery"),
    ("html", "html5 gohtml go-html-template gotmpl go-template handlebars hbs mustache ejs astro angular"),
    ("htm.j2", "liquid jekyll django nunjucks njk tera askama"),
    ("xml", "plist atom mathml wsdl xaml csproj"),
    ("php", "php8 blade php-template"),
    ("markdown", "mdx gfm commonmark rmd qmd"),
    ("viml", "vimscript vim-script viml"),
    ("apache conf", "apache apacheconf apacheconfig apache2"),
    ("makefile", "mk gnumake make-file"),
    ("dockerfile", "docker containerfile"),
    ("batch file", "batch dos winbatch"),
    ("lisp", "common-lisp commonlisp elisp emacs-lisp scheme guile"),
    ("clojure", "clojurescript"),
    ("graphviz (dot)", "graphviz"),
    ("fortran (modern)", "fortran"),
    ("gdscript (godot engine)", "gdscript"),
    ("matlab", "octave"),
    ("r", "rscript rlang"),
    ("pascal", "delphi objectpascal"),
    ("diff", "udiff"),
    ("org", "org-mode"),
    ("html (rails)", "eruby html+erb"),
    ("html.eex", "eex heex leex"),
    ("sml", "standard-ml standardml"),
    ("lean 4", "lean lean4"),
    ("awk", "gawk"),
    ("groovy", "jenkins"),
];

/// What the scopes of the grammars mean; of those that fit, the first. Where none fits, the scope around it
/// decides. The names are those of <https://www.sublimetext.com/docs/scope_naming.html>.
const MEANINGS: &[(&str, Token)] = &[
    ("comment", Token::Comment),
    ("meta.interpolation", Token::Plain),
    ("meta.embedded", Token::Plain),
    ("source", Token::Plain),
    ("meta.diff.header", Token::Name),
    ("meta.diff.range", Token::Name),
    ("markup.inserted", Token::Added),
    ("markup.deleted", Token::Removed),
    ("markup.heading", Token::Keyword),
    ("markup.raw", Token::Text),
    ("constant", Token::Constant),
    ("entity.name.function", Token::Function),
    ("entity.name.macro", Token::Function),
    ("support.function", Token::Function),
    ("support.macro", Token::Function),
    ("variable.function", Token::Function),
    ("entity.name.tag", Token::Name),
    ("entity.name.section", Token::Name),
    ("entity.other.attribute-name", Token::Name),
    ("support.type.property-name", Token::Name),
    ("meta.property-name", Token::Name),
    ("variable.language", Token::Keyword),
    ("keyword.operator.word", Token::Keyword),
    ("keyword.operator.logical.python", Token::Keyword),
    ("keyword.operator.logical.sql", Token::Keyword),
    ("keyword.operator", Token::Plain),
    ("keyword.other.unit", Token::Constant),
    ("keyword", Token::Keyword),
    ("storage", Token::Keyword),
    ("entity.name", Token::Type),
    ("entity.other.inherited-class", Token::Type),
    ("support.type", Token::Type),
    ("support.class", Token::Type),
    ("string", Token::Text),
];

/// The grammars. Those that were used stay ready.
pub struct Highlighter {
    grammars: SyntaxSet,
    meanings: Vec<(Scope, Token)>,
}

impl Default for Highlighter {
    fn default() -> Self {
        let meaning = |(name, token): &(&str, _)| Some((Scope::new(name).ok()?, *token));
        Self {
            grammars: two_face::syntax::extra_newlines(),
            meanings: MEANINGS.iter().filter_map(meaning).collect(),
        }
    }
}

impl Highlighter {
    /// The tokens of `code`, ascending; none if the language is not known. Before each line it is asked whether to go on.
    pub fn tokens(
        &self,
        language: &str,
        code: &str,
        mut goes_on: impl FnMut() -> bool,
    ) -> Vec<(Range<u32>, Token)> {
        let mut found = Found::default();
        let Some(grammar) = self.grammar(language, code) else {
            return found.tokens;
        };
        let is_shell = grammar.name.starts_with("Bourne");
        let is_session = is_shell && code.lines().any(|line| line.starts_with(PROMPT));
        let begin = || (ParseState::new(grammar), ScopeStack::new());
        let mut state = begin();
        for mut line in code.split_inclusive('\n') {
            if !goes_on() {
                break;
            }
            if is_session {
                state = begin();
                let Some(command) = line.strip_prefix(PROMPT) else {
                    found.add(line.len(), Token::Plain);
                    continue;
                };
                found.add(PROMPT.len(), Token::Comment);
                line = command;
            }
            if line.len() > LONGEST_LINE {
                found.end += line.len();
            } else if self.line(&mut state, line, &mut found).is_none() {
                break;
            }
        }
        found.tokens
    }

    /// Adds the tokens of the next line; none if the grammar fails on it.
    fn line(
        &self,
        (state, scopes): &mut (ParseState, ScopeStack),
        line: &str,
        found: &mut Found,
    ) -> Option<()> {
        // The grammars want every line to end, the last one too.
        let whole = format!("{}\n", line.trim_end_matches('\n'));
        let mut from = 0;
        for (at, change) in state.parse_line(&whole, &self.grammars).ok()? {
            let at = at.clamp(from, line.len());
            found.add(at - from, self.token(scopes));
            from = at;
            scopes.apply(&change).ok()?;
        }
        found.add(line.len() - from, self.token(scopes));
        Some(())
    }

    /// The grammar of a language by any of its names.
    fn grammar(&self, language: &str, code: &str) -> Option<&SyntaxReference> {
        let name = language.to_lowercase();
        let known = |(_, names): &&(&str, &str)| names.split(' ').any(|other| other == name);
        let name = ALIASES
            .iter()
            .find(known)
            .map_or(name.as_str(), |(name, _)| name);
        let grammar = self.grammars.find_syntax_by_token(name)?;
        // Examples of PHP often leave out the sign that PHP begins.
        if grammar.name == "PHP" && !code.contains("<?") {
            return self.grammars.find_syntax_by_name("PHP Source");
        }
        (grammar.name != "Plain Text").then_some(grammar)
    }

    /// What the innermost scope means that means anything.
    fn token(&self, scopes: &ScopeStack) -> Token {
        let meaning = |scope: &Scope| {
            let fits = |(known, _): &&(Scope, Token)| known.is_prefix_of(*scope);
            self.meanings.iter().find(fits).map(|(_, token)| *token)
        };
        let inner = scopes.as_slice().iter().rev().take(DEEPEST);
        inner.into_iter().find_map(meaning).unwrap_or(Token::Plain)
    }
}

/// What was found so far.
#[derive(Default)]
struct Found {
    tokens: Vec<(Range<u32>, Token)>,
    /// Where the next stretch begins.
    end: usize,
}

impl Found {
    /// Adds a stretch of so many bytes; neighbours of one kind are one.
    fn add(&mut self, bytes: usize, token: Token) {
        if bytes == 0 {
            return;
        }
        let range = self.end as u32..(self.end + bytes) as u32;
        self.end += bytes;
        match self.tokens.last_mut() {
            Some((last, kind)) if last.end == range.start && *kind == token => last.end = range.end,
            _ => self.tokens.push((range, token)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens that are not plain, as `text:kind`.
    fn found(language: &str, code: &str) -> String {
        let tokens = Highlighter::default().tokens(language, code, || true);
        let mut end = 0;
        for (range, _) in &tokens {
            assert!(range.start >= end && range.end as usize <= code.len());
            end = range.end;
        }
        let words = tokens.iter().filter(|(_, token)| *token != Token::Plain);
        let said = words.map(|(range, token)| {
            let word = code.get(range.start as usize..range.end as usize);
            let word = word.unwrap();
            format!("{}:{token:?}", word.trim())
        });
        said.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_of_code_are_told_apart() {
        for (language, code, expected) in [
            (
                "rust",
                "let x = f(1, \"a\\n\"); // c",
                "let:Keyword f:Function 1:Constant \"a:Text \\n:Constant \":Text // c:Comment",
            ),
            (
                "python",
                "def f(a):\n    return None",
                "def:Keyword f:Function return:Keyword None:Constant",
            ),
            (
                "sh",
                "for f in *.md; do ls 'x'; done # c",
                "for:Keyword in:Keyword do:Keyword ls:Function 'x':Text done:Keyword # c:Comment",
            ),
            (
                "yaml",
                "a: b # c\nk: 1",
                "a:Name b:Text # c:Comment k:Name 1:Constant",
            ),
            ("toml", "[a]\nk = \"v\"", "a:Type k:Name \"v\":Text"),
            (
                "json",
                "{\"a\": [1, \"x\"]}",
                "\"a\":Text 1:Constant \"x\":Text",
            ),
            (
                "js",
                "const a = `b ${c + 1}`;",
                "const:Keyword `b:Text 1:Constant `:Text",
            ),
            (
                "html",
                "<a href=\"x\">t</a>",
                "a:Name href:Name \"x\":Text a:Name",
            ),
            (
                "css",
                "a { color: #fff }",
                "a:Name color:Name #fff:Constant",
            ),
            (
                "sql",
                "SELECT a FROM t -- c",
                "SELECT:Keyword FROM:Keyword -- c:Comment",
            ),
            ("diff", "-old\n+new\n same", "-old:Removed +new:Added"),
            (
                "go",
                "type A struct { b int }",
                "type:Keyword A:Type struct:Keyword int:Type",
            ),
            ("php", "echo 1;", "echo:Function 1:Constant"),
            ("liquid", "{% if x %}", "if:Keyword"),
        ] {
            assert_eq!(found(language, code), expected, "{language}");
        }
    }

    #[test]
    fn what_a_shell_answered_stays_plain() {
        let code = "$ ls 'a'\nit isn't if\n$ ls";
        let expected = "$:Comment ls:Function 'a':Text $:Comment ls:Function";
        assert_eq!(found("console", code), expected);
    }

    #[test]
    fn languages_have_many_names() {
        let highlighter = Highlighter::default();
        for name in "rs Rust SQL yml golang c++ cpp c# csharp objc ts typescript tsx jsx bash zsh shell vim vimscript docker \
            dockerfile make Makefile nginx apacheconfig apache asm html xml svg twig scss sass less kotlin swift hs elixir \
            ini conf md tex latex r lua perl clojure scala powershell2 f# fs nix diff patch graphql proto hcl erb http java"
            .split_whitespace()
        {
            let known = highlighter.grammar(name, "").is_some();
            assert_eq!(known, name != "powershell2", "{name}");
        }
        for (known, _) in ALIASES {
            assert!(highlighter.grammar(known, "").is_some(), "{known}");
        }
        for name in ["", "text", "txt", "plain", "nosuch", &"x".repeat(10_000)] {
            assert!(highlighter.grammar(name, "").is_none(), "{name}");
            assert_eq!(found(name, "let x = 1;"), "");
        }
    }

    #[test]
    fn every_grammar_reads_hostile_code() {
        let highlighter = Highlighter::default();
        let code = format!(
            "{}\n{}\n\0\u{202e}é👩‍👩‍👧 \"\\",
            "({[<'\"`".repeat(40),
            "$(eval ".repeat(40)
        );
        for grammar in highlighter.grammars.syntaxes() {
            highlighter.tokens(&grammar.name, &code, || true);
        }
    }

    #[test]
    fn long_lines_stay_plain_and_a_no_ends_it() {
        let long = format!("let a;\n{}\nlet b;", "let ".repeat(LONGEST_LINE));
        assert_eq!(found("rust", &long), "let:Keyword let:Keyword");
        let nested = "(".repeat(LONGEST_LINE - 1) + "\n";
        assert_eq!(found("rust", &nested.repeat(8)), "");
        let mut lines = 0;
        let goes_on = || {
            lines += 1;
            lines < 3
        };
        let code = "let\n".repeat(100);
        let tokens = Highlighter::default().tokens("rust", &code, goes_on);
        assert!(
            tokens
                .last()
                .is_some_and(|(range, _)| range.end as usize <= 8)
        );
        assert_eq!(lines, 3);
    }
}
