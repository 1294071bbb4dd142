//! Marks against the plainest model of them: articles that are renamed and edited while they are looked at and in between, and
//! marks that are taken back and made again. Uses the reader without a terminal of `screens`.

use newsreader::app::Mode;
use newsreader::app::action::Action;
use newsreader::content::marks::Kind;
use proptest::prelude::*;

use super::marks::at_the_next_start;
use super::{Reader, folder};
use crate::properties::properties;

/// So many articles there are.
const ARTICLES: usize = 4;

#[derive(Clone, Debug)]
enum Move {
    /// Marks an article, or takes the mark off.
    Mark(usize, Kind),
    /// Marks all as read.
    All,
    Undo,
    Redo,
    Rename(usize),
    Edit(usize),
    /// These are renamed and these edited while nobody looks, then the reader starts again.
    Away(Vec<usize>, Vec<usize>),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let article = 0..ARTICLES;
    let kind = prop_oneof![Just(Kind::Read), Just(Kind::Starred)];
    let some = prop::collection::vec(0..ARTICLES, 0..3);
    let one = prop_oneof![
        5 => (article.clone(), kind).prop_map(|(article, kind)| Move::Mark(article, kind)),
        1 => Just(Move::All),
        3 => Just(Move::Undo),
        2 => Just(Move::Redo),
        2 => article.clone().prop_map(Move::Rename),
        2 => article.prop_map(Move::Edit),
        1 => (some.clone(), some).prop_map(|(renamed, edited)| Move::Away(renamed, edited)),
    ];
    prop::collection::vec(one, 1..30)
}

/// What the marks should be: read and starred of each article, the newest first.
type Marked = [(bool, bool); ARTICLES];

#[derive(Default)]
struct Model {
    now: Marked,
    past: Vec<Marked>,
    future: Vec<Marked>,
}

impl Model {
    fn change(&mut self, change: impl FnOnce(&mut Marked)) {
        let before = self.now;
        change(&mut self.now);
        if self.now != before {
            self.past.push(before);
            self.future.clear();
        }
    }

    fn step(now: &mut Marked, from: &mut Vec<Marked>, to: &mut Vec<Marked>) {
        if let Some(marked) = from.pop() {
            to.push(std::mem::replace(now, marked));
        }
    }
}

struct World {
    folder: tempfile::TempDir,
    names: Vec<String>,
    reader: Option<Reader>,
    counter: usize,
}

impl World {
    fn rename(&mut self, article: usize) {
        self.counter += 1;
        let new = format!("renamed-{}.md", self.counter);
        let path = |name: &str| self.folder.path().join(name);
        std::fs::rename(path(&self.names[article]), path(&new)).unwrap();
        self.names[article] = new;
    }

    fn edit(&mut self, article: usize) {
        self.counter += 1;
        let path = self.folder.path().join(&self.names[article]);
        let text = std::fs::read_to_string(&path).unwrap();
        // Always another size: a file changed twice in a second looks the same else.
        std::fs::write(&path, format!("{text}Edit {}.\n", self.counter)).unwrap();
    }

    fn with(&mut self, change: impl FnOnce(Reader) -> Reader) {
        self.reader = self.reader.take().map(change);
    }

    fn play(&mut self, model: &mut Model, played: Move) {
        match played {
            Move::Mark(article, kind) => {
                let key = if kind == Kind::Read { "m" } else { "s" };
                self.with(|reader| reader.press(&format!("{}G{key}", article + 1)));
                model.change(|now| match kind {
                    Kind::Read => now[article].0 ^= true,
                    _ => now[article].1 ^= true,
                });
            }
            Move::All => {
                self.with(|reader| reader.press("Ma"));
                if matches!(self.reader.as_ref().unwrap().app.mode, Mode::MarkRead(_)) {
                    self.with(|reader| reader.press("y"));
                }
                model.change(|now| now.iter_mut().for_each(|marked| marked.0 = true));
            }
            Move::Undo => {
                self.with(|reader| reader.press("U"));
                Model::step(&mut model.now, &mut model.past, &mut model.future);
            }
            Move::Redo => {
                self.with(|reader| reader.press("<c-r>"));
                Model::step(&mut model.now, &mut model.future, &mut model.past);
            }
            Move::Rename(article) => {
                self.rename(article);
                self.with(look_again);
            }
            Move::Edit(article) => {
                self.edit(article);
                self.with(look_again);
            }
            Move::Away(renamed, edited) => {
                // One that is renamed and edited at once is another article.
                for article in edited.into_iter().filter(|it| !renamed.contains(it)) {
                    self.edit(article);
                }
                for article in renamed {
                    self.rename(article);
                }
                let next = at_the_next_start(self.reader.as_ref().unwrap(), &self.folder);
                self.reader = Some(next);
                (model.past, model.future) = (Vec::new(), Vec::new());
            }
        }
    }

    fn marked(&self) -> Marked {
        let reader = self.reader.as_ref().unwrap();
        let value = |n: usize, kind| reader.value(&self.names[n], kind) != 0;
        std::array::from_fn(|n| (value(n, Kind::Read), value(n, Kind::Starred)))
    }
}

/// The watcher said that something changed.
fn look_again(mut reader: Reader) -> Reader {
    reader.act(Action::Stale);
    reader.load()
}

proptest! {
    #![proptest_config(properties(48))]

    #[test]
    fn marks_follow_what_is_renamed_and_edited_and_undo_restores_them(played in moves()) {
        let folder = folder(ARTICLES);
        let reader = Reader::open(folder.path(), (80, 24)).load();
        // The newest has the highest number.
        let names = (0..ARTICLES).rev().map(|n| format!("{n}.md")).collect();
        let mut world = World { folder, names, reader: Some(reader), counter: 0 };
        let mut model = Model::default();
        for played in played {
            let said = format!("{played:?}");
            world.play(&mut model, played);
            prop_assert_eq!(world.marked(), model.now, "after {}", said);
        }
    }
}
