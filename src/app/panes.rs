//! The one geometry that `update` and the view share: which pane lies where.
//! Pure arithmetic on the size, the split and the focus; draws nothing.

use ratatui::layout::Rect;

/// Columns from which list and reading pane stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;
/// The smallest screen that shows anything but a word about its size.
pub const SMALLEST: (u16, u16) = (20, 5);
/// The widest text column, unless another is wanted.
pub const MEASURE: u16 = 76;

/// Where things are. A pane that is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The tab bar.
    pub tabs: Rect,
    /// The rule above the list.
    pub list_rule: Rect,
    /// The list.
    pub list: Rect,
    /// The line between list and reading pane.
    pub divider: Rect,
    /// The rule above the reading pane.
    pub reader_rule: Rect,
    /// The reading pane with its margins and scrollbar.
    pub reader: Rect,
    /// The text column in the reading pane.
    pub column: Rect,
    /// The scrollbar.
    pub scrollbar: Rect,
    /// The bottom line.
    pub status: Rect,
}

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    #[default]
    List,
    /// The reading pane.
    Reader,
}

/// The panes on a screen of `size`; `split` is the list's share in per cent.
pub fn panes(size: (u16, u16), split: u16, focus: Focus) -> Panes {
    let (columns, rows) = size;
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        return Panes::default();
    }
    let body = rows - 3;
    let list_width = match (columns >= SIDE_BY_SIDE, focus) {
        (true, _) => (u32::from(columns) * u32::from(split) / 100) as u16,
        (false, Focus::List) => columns,
        (false, Focus::Reader) => 0,
    };
    let gap = u16::from(list_width > 0 && list_width < columns);
    let reader_left = list_width + gap;
    let reader = Rect::new(reader_left, 2, columns - reader_left, body);
    Panes {
        tabs: Rect::new(0, 0, columns, 1),
        list_rule: Rect::new(0, 1, list_width, 1),
        list: Rect::new(0, 2, list_width, body),
        divider: Rect::new(list_width, 1, gap, body + 1),
        reader_rule: Rect::new(reader.x, 1, reader.width, 1),
        reader,
        column: column(reader, MEASURE),
        scrollbar: Rect::new(
            columns.saturating_sub(1),
            2,
            u16::from(reader.width > 0),
            body,
        ),
        status: Rect::new(0, rows - 1, columns, 1),
    }
}

impl Panes {
    /// The same with a text column of at most `measure`.
    #[must_use]
    pub fn narrowed(self, measure: u16) -> Self {
        let column = column(self.reader, measure);
        Self { column, ..self }
    }
}

/// The text column: at most `measure` wide, centred, a blank on either side and the scrollbar free.
fn column(reader: Rect, measure: u16) -> Rect {
    let room = reader.width.saturating_sub(3);
    let width = room.min(measure);
    let left = reader.x + 1 + (room - width) / 2;
    Rect::new(
        left,
        reader.y,
        width,
        if width == 0 { 0 } else { reader.height },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_by_side_from_100_columns() {
        let wide = panes((100, 30), 40, Focus::List);
        assert_eq!(
            (wide.list.width, wide.divider.width, wide.reader.width),
            (40, 1, 59)
        );
        let narrow = panes((99, 30), 40, Focus::List);
        assert_eq!((narrow.list.width, narrow.reader.width), (99, 0));
        let reading = panes((99, 30), 40, Focus::Reader);
        assert_eq!((reading.list.width, reading.reader.width), (0, 99));
    }

    #[test]
    fn the_text_column_is_bounded_and_centred() {
        let p = panes((200, 60), 40, Focus::Reader);
        assert_eq!(p.column.width, MEASURE);
        let left = p.column.x - p.reader.x;
        let right = p.reader.right() - p.column.right();
        assert!(left.abs_diff(right) <= 2, "{left} {right}");
    }

    #[test]
    fn every_size_is_safe() {
        for columns in (0..130).chain([300, 65535]) {
            for rows in (0..30).chain([500, 65535]) {
                for focus in [Focus::List, Focus::Reader] {
                    let p = panes((columns, rows), 40, focus);
                    assert!(p.reader.right() <= columns && p.status.bottom() <= rows);
                }
            }
        }
    }
}
