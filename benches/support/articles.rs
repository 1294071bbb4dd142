//! Articles for the benchmarks: the sample articles' paragraphs, shuffled, under front matter in the form of the first one.
//! Article `n` is the same on every machine.

use std::fs;
use std::path::Path;

use newsreader::content::front_matter;

const NAMES: &[&str] = &["latest", "sports", "world", "science", "travel", "opinion"];

/// Makes articles out of paragraphs.
pub(crate) struct Press {
    paragraphs: Vec<String>,
}

/// Numbers that look random: a linear congruential generator with Knuth's constants.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

impl Press {
    /// Takes the paragraphs of the sample articles.
    pub(crate) fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-content");
        let inside = |folder: &Path| fs::read_dir(folder).into_iter().flatten();
        let sections = inside(&folder).map(|section| section.unwrap().path());
        let mut paths: Vec<_> = sections
            .flat_map(|section| inside(&section))
            .map(|file| file.unwrap().path())
            .collect();
        paths.sort();
        let mut paragraphs = Vec::new();
        for path in paths
            .iter()
            .filter(|path| path.extension().is_some_and(|it| it == "md"))
        {
            let text = fs::read_to_string(path).unwrap();
            let body = front_matter::parse(&text, true).unwrap().body;
            let body = text.get(body..).unwrap();
            let parts = body.split("\n\n").map(str::trim);
            paragraphs.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
        }
        Self { paragraphs }
    }

    /// An article with a body of so many bytes, at least.
    pub(crate) fn article(&self, number: usize, bytes: usize) -> String {
        let mut dice = Dice(number as u64);
        let mut words = |count: usize| -> String {
            let paragraph = self
                .paragraphs
                .get(dice.below(self.paragraphs.len()))
                .unwrap();
            let words = paragraph
                .split_whitespace()
                .filter(|word| word.chars().all(char::is_alphanumeric));
            words.take(count).collect::<Vec<_>>().join(" ")
        };
        let (title, description) = (words(8), words(18));
        let day = (
            1 + number % 28,
            1 + number / 28 % 12,
            2000 + number / 336 % 25,
        );
        let mut text = format!(
            "---\nextends: _layouts.post\nsection: content\nimage: https://example.org/{number}.jpg\ntitle: Story {number} {title}\n\
             description: \"About {description}.\"\ndate: {:04}-{:02}-{:02}-09-53-51\ncategories: [{}, {}]\nfeatured: {}\n---\n",
            day.2,
            day.1,
            day.0,
            NAMES.get(number % 6).unwrap(),
            NAMES.get(number % 5 + 1).unwrap(),
            number.is_multiple_of(20),
        );
        let end = text.len() + bytes;
        while text.len() < end {
            text.push('\n');
            text.push_str(
                self.paragraphs
                    .get(dice.below(self.paragraphs.len()))
                    .unwrap(),
            );
            text.push('\n');
        }
        text
    }
}
