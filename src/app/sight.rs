//! What of the text is on the screen, how far down that is, and what stands out in it.
//! Only reads the reader; what moves it is beside its fields.

use std::ops::Range;

use crate::app::reader::Reader;
use crate::app::spots::Spot;
use crate::layout::Position;
use crate::layout::line::{Line, Role};

impl Reader {
    /// Whether the text at `offset` is on the screen.
    pub fn sees(&self, offset: u32, height: u16) -> bool {
        let mut spans = self
            .lines()
            .take(height.into())
            .flat_map(|line| &line.spans);
        spans.any(|span| span.holds(offset))
    }

    /// What stands out in a stretch of the text: the selected link, what was looked for, the words of code.
    pub fn marked(&self, range: Range<u32>) -> Vec<(Range<u32>, Role)> {
        let touches = |link: &&Spot| link.text.start < range.end && range.start < link.text.end;
        let link = self.link.as_ref().filter(touches);
        let link = link.map(|link| (link.text.clone(), Role::Here));
        let hits = self.find.within(&range).map(|(hit, here)| {
            let role = if here { Role::Here } else { Role::Hit };
            (hit.clone(), role)
        });
        let words = self.tokens.within(&range);
        link.into_iter().chain(hits).chain(words).collect()
    }

    /// The lines on the screen.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.layout.lines_from(self.top).map(|(_, line)| line)
    }

    /// The stretch of the text on a screen of `height` rows, as parts of a thousand: for the scrollbar and the per cent.
    pub fn view(&self, height: u16) -> (u16, u16) {
        let of = |offset: usize| (offset * 1000 / self.document.text.len().max(1)).min(1000) as u16;
        let shown: Vec<&Line> = self.lines().take(usize::from(height) + 1).collect();
        let offsets = |line: &&Line| line.offset();
        let first = if self.top == Position::default() {
            0
        } else {
            shown.iter().find_map(offsets).unwrap_or(0)
        };
        let after = shown.get(usize::from(height)..).unwrap_or_default();
        match after.iter().find_map(offsets) {
            Some(end) => (of(first as usize), of(end as usize)),
            None if after.is_empty() => (of(first as usize), 1000),
            None => (
                of(first as usize),
                of(shown.iter().rev().find_map(offsets).unwrap_or(0) as usize),
            ),
        }
    }
}
