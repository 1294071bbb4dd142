//! How much room each picture of a document has: from its size, the width and the height of the pane.
//! Known before the first line is laid out, so that no text jumps when the picture comes. Draws nothing.

use std::collections::BTreeMap;

use crate::text::{self, Clean};

/// A picture narrower than this would be a speck.
const NARROWEST: u16 = 2;
/// Pixels of a cell where the terminal does not tell.
pub const CELL: (u16, u16) = (10, 20);

/// What is known of a picture before it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Its width and height in pixels.
    Pixels(u32, u32),
    /// It cannot be drawn, and why.
    Unseen(Clean),
    /// It is on the web and was not asked for; where it is.
    Away(Clean),
    /// It is on the web and could not be fetched; from where and why. It may be asked for again.
    Failed(Clean),
}

/// The room of one picture, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frame {
    /// Its width.
    pub columns: u16,
    /// Its height.
    pub rows: u16,
}

/// The pictures of a document and the room that there is for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frames {
    /// By the index of the picture's link in the document.
    pub looks: BTreeMap<u32, Look>,
    /// Pixels of a cell, across and down; [`CELL`] where they are zero.
    pub cell: (u16, u16),
    /// The most rows that a picture may take.
    pub most: u16,
    /// The key that fetches those on the web; empty for none.
    pub key: Clean,
}

impl Frames {
    /// A picture may take two thirds of a pane of so many rows.
    pub fn fit(&mut self, height: u16) {
        self.most = height - height / 3;
    }

    /// The room of a picture at `width` columns; none if it is not drawn. None is made larger than it is.
    pub fn frame(&self, link: u32, width: u16) -> Option<Frame> {
        let Some(&Look::Pixels(across, down)) = self.looks.get(&link) else {
            return None;
        };
        if across == 0 || down == 0 || self.most == 0 || width < NARROWEST {
            return None;
        }
        let wide = across.div_ceil(self.cell().0).min(width.into());
        Some(self.fitted((across, down), wide as u16, self.most))
    }

    /// The same on a whole screen of so many columns and rows: as large as fits.
    pub fn whole(&self, link: u32, (width, most): (u16, u16)) -> Option<Frame> {
        let Some(&Look::Pixels(across, down)) = self.looks.get(&link) else {
            return None;
        };
        if across == 0 || down == 0 || most == 0 || width < NARROWEST {
            return None;
        }
        Some(self.fitted((across, down), width, most))
    }

    fn cell(&self) -> (u32, u32) {
        let (across, down) = match self.cell {
            (0, _) | (_, 0) => CELL,
            cell => cell,
        };
        (across.into(), down.into())
    }

    /// The room of a picture of so many pixels in so many columns and rows.
    fn fitted(&self, (across, down): (u32, u32), wide: u16, most: u16) -> Frame {
        let (cell_across, cell_down) = self.cell();
        let (cell_across, cell_down) = (u64::from(cell_across), u64::from(cell_down));
        let (across, down) = (u64::from(across), u64::from(down));
        let rows = |columns: u64| (columns * cell_across * down).div_ceil(across * cell_down);
        let (wide, most) = (u64::from(wide), u64::from(most));
        let columns = if rows(wide) > most {
            (most * cell_down * across / (down * cell_across)).min(wide)
        } else {
            wide
        };
        let columns = columns.max(u64::from(NARROWEST));
        Frame {
            columns: columns as u16,
            rows: rows(columns).clamp(1, most) as u16,
        }
    }

    /// Why a picture is not drawn, if that is known; and which key may help, if there is room to say it.
    pub fn reason(&self, link: u32, width: u16) -> Option<String> {
        let (why, key) = match self.looks.get(&link)? {
            Look::Unseen(why) | Look::Failed(why) => (why, ""),
            Look::Away(why) => (why, self.key.as_str()),
            Look::Pixels(..) => return None,
        };
        let helpful = format!("({why} – {key} fetches it)");
        let fits = !key.is_empty() && text::width(&helpful) <= width.into();
        Some(if fits { helpful } else { format!("({why})") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(pixels: (u32, u32), width: u16, most: u16) -> Option<(u16, u16)> {
        let frames = Frames {
            looks: [(0, Look::Pixels(pixels.0, pixels.1))].into(),
            most,
            ..Frames::default()
        };
        frames
            .frame(0, width)
            .map(|frame| (frame.columns, frame.rows))
    }

    #[test]
    fn a_picture_fits_into_width_and_height_and_keeps_its_shape() {
        assert_eq!(frame((100, 100), 76, 16), Some((10, 5)));
        assert_eq!(frame((1520, 400), 76, 16), Some((76, 10)));
        assert_eq!(frame((1000, 1000), 76, 16), Some((32, 16)));
        assert_eq!(frame((1, 1), 76, 16), Some((2, 1)));
        assert_eq!(frame((1, 20_000), 76, 16), Some((2, 16)));
        assert_eq!(frame((8192, 1), 76, 16), Some((76, 1)));
        assert_eq!(
            frame((u32::MAX, u32::MAX), u16::MAX, u16::MAX).map(|f| f.0),
            Some(u16::MAX)
        );
        assert_eq!(frame((100, 100), 1, 16), None);
        assert_eq!(frame((100, 100), 76, 0), None);
        assert_eq!(frame((0, 100), 76, 16), None);
    }

    #[test]
    fn on_a_whole_screen_a_picture_is_as_large_as_fits() {
        for (pixels, columns, rows) in [
            ((100, 100), 46, 23),
            ((10, 20), 23, 23),
            ((400, 100), 80, 10),
            ((1, 1), 46, 23),
        ] {
            let frames = Frames {
                looks: [(0, Look::Pixels(pixels.0, pixels.1))].into(),
                ..Frames::default()
            };
            assert_eq!(frames.whole(0, (80, 23)), Some(Frame { columns, rows }));
        }
    }
}
