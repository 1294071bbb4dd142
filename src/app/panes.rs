//! The one geometry that `update` and the view share: which pane lies where.
//! Pure arithmetic on the size, the split and the focus; draws nothing.

use ratatui::layout::Rect;

/// Columns from which list and reading pane stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;
/// The smallest screen that shows anything but a word about its size.
pub const SMALLEST: (u16, u16) = (20, 5);
/// The widest text column, unless another is wanted.
pub const MEASURE: u16 = 76;
/// The least and the most that can be wanted.
pub const NARROWEST: u16 = 20;
/// See above.
pub const WIDEST: u16 = 400;
/// Rows from which the reading pane may stand below the list.
pub const STACKED: u16 = 16;
/// The widest box of a list that lies over the panes, where it need not be wider.
pub const OVERLAY: u16 = 84;

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

/// What lies at a cell of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The tab bar, at so many columns from its left.
    Tabs(u16),
    /// The list, at so many rows from its top.
    List(u16),
    /// What parts list and reading pane.
    Divider,
    /// The reading pane, its rule and its scrollbar.
    Reader,
    /// The text column, at so many columns and rows from its corner.
    Text(u16, u16),
}

/// The box of a list that lies over the panes, and its rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The box.
    pub frame: Rect,
    /// The rows in it.
    pub rows: Rect,
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
    /// What lies at a cell; nothing where there is nothing to point at.
    pub fn part(&self, at: (u16, u16)) -> Option<Part> {
        let text = || within(self.column, at).map(|(across, down)| Part::Text(across, down));
        let list = || within(self.list, at).map(|(_, down)| Part::List(down));
        let reader = || within(self.reader, at).or_else(|| within(self.reader_rule, at));
        within(self.tabs, at)
            .map(|(across, _)| Part::Tabs(across))
            .or_else(|| within(self.divider, at).map(|_| Part::Divider))
            .or_else(list)
            .or_else(text)
            .or_else(|| reader().map(|_| Part::Reader))
    }

    /// The share of the list, in per cent, with which what parts the panes lies at a cell.
    pub fn split_at(&self, (x, y): (u16, u16)) -> u16 {
        let (at, all) = if self.is_stacked() {
            (y.saturating_sub(2), self.list.height + self.reader.height)
        } else {
            (x, self.tabs.width)
        };
        (u32::from(at) * 100).div_ceil(u32::from(all.max(1))) as u16
    }

    /// Whether the reading pane is below the list.
    pub fn is_stacked(&self) -> bool {
        self.divider.height == 1 && self.divider == self.reader_rule
    }

    /// The same with a text column of at most `measure`.
    #[must_use]
    pub fn narrowed(self, measure: u16) -> Self {
        let column = column(self.reader, measure);
        Self { column, ..self }
    }
}

/// A box of at most `widest` columns over everything but the status line.
pub fn overlay((columns, rows): (u16, u16), widest: u16) -> Overlay {
    let width = columns.min(widest);
    let frame = Rect::new((columns - width) / 2, 0, width, rows.saturating_sub(1));
    let rows = Rect::new(
        frame.x + 1,
        1,
        width.saturating_sub(2),
        frame.height.saturating_sub(2),
    );
    Overlay { frame, rows }
}

/// Where a cell lies in an area: columns and rows from its corner.
fn within(area: Rect, (x, y): (u16, u16)) -> Option<(u16, u16)> {
    let (across, down) = (x.checked_sub(area.x)?, y.checked_sub(area.y)?);
    (across < area.width && down < area.height).then_some((across, down))
}

/// The panes with the reading pane below the list, the rule between them being what parts them.
pub fn stacked((columns, rows): (u16, u16), split: u16) -> Panes {
    let body = rows.saturating_sub(4);
    let height = (u32::from(body) * u32::from(split) / 100) as u16;
    let reader = Rect::new(0, 3 + height, columns, body - height);
    let divider = Rect::new(0, 2 + height, columns, 1);
    Panes {
        tabs: Rect::new(0, 0, columns, 1),
        list_rule: Rect::new(0, 1, columns, 1),
        list: Rect::new(0, 2, columns, height),
        divider,
        reader_rule: divider,
        reader,
        column: column(reader, MEASURE),
        scrollbar: Rect::new(columns.saturating_sub(1), reader.y, 1, reader.height),
        status: Rect::new(0, rows.saturating_sub(1), columns, 1),
    }
}

/// The text alone, but for the line below it, which is empty while there is nothing to say.
pub fn alone((columns, rows): (u16, u16)) -> Panes {
    let reader = Rect::new(0, 0, columns, rows.saturating_sub(1));
    Panes {
        reader,
        column: column(reader, MEASURE),
        status: Rect::new(0, rows.saturating_sub(1), columns, 1),
        ..Panes::default()
    }
}

impl Overlay {
    /// The row at a cell, from the first one on the screen.
    pub fn row(&self, at: (u16, u16)) -> Option<usize> {
        within(self.rows, at).map(|(_, down)| down.into())
    }

    /// Whether a cell lies in the box or on its lines.
    pub fn holds(&self, at: (u16, u16)) -> bool {
        within(self.frame, at).is_some()
    }

    /// The column of its upper line at a cell.
    pub fn title(&self, at: (u16, u16)) -> Option<u16> {
        within(self.frame, at).and_then(|(across, down)| (down == 0).then_some(across))
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
    fn a_cell_lies_where_it_is_painted() {
        let wide = panes((100, 30), 40, Focus::List);
        let narrow = panes((60, 20), 40, Focus::List);
        for (panes, at, expected) in [
            (wide, (0, 0), Some(Part::Tabs(0))),
            (wide, (99, 0), Some(Part::Tabs(99))),
            (wide, (5, 1), None),
            (wide, (39, 2), Some(Part::List(0))),
            (wide, (40, 1), Some(Part::Divider)),
            (wide, (40, 28), Some(Part::Divider)),
            (wide, (41, 2), Some(Part::Reader)),
            (wide, (42, 2), Some(Part::Text(0, 0))),
            (wide, (43, 28), Some(Part::Text(1, 26))),
            (wide, (99, 9), Some(Part::Reader)),
            (wide, (50, 1), Some(Part::Reader)),
            (wide, (50, 29), None),
            (wide, (100, 30), None),
            (narrow, (59, 2), Some(Part::List(0))),
            (narrow, (40, 5), Some(Part::List(3))),
        ] {
            assert_eq!(panes.part(at), expected, "{at:?}");
        }
    }

    #[test]
    fn what_parts_the_panes_follows_the_pointer() {
        for columns in [100, 101, 133, 200, 333] {
            for x in columns / 5..columns * 2 / 3 {
                let before = panes((columns, 30), 40, Focus::List);
                let after = panes((columns, 30), before.split_at((x, 5)), Focus::List);
                let off = after.divider.x.abs_diff(x);
                assert!(off <= columns / 100, "{columns} {x} {off}");
            }
        }
    }

    #[test]
    fn the_text_may_stand_below_the_list_or_alone() {
        let p = stacked((80, 24), 38);
        assert_eq!((p.list.height, p.reader.height), (7, 13));
        assert_eq!(
            (p.list.bottom(), p.reader.y),
            (p.divider.y, p.divider.bottom())
        );
        assert_eq!((p.reader.bottom(), p.status.y), (23, 23));
        assert_eq!(p.part((5, 9)), Some(Part::Divider));
        for y in 6..16 {
            let moved = stacked((80, 24), p.split_at((5, y)));
            assert_eq!(moved.divider.y, y);
        }
        let p = alone((80, 24));
        assert_eq!((p.column.y, p.column.height, p.tabs.width), (0, 23, 0));
        assert_eq!(
            p.part((40, 0)).map(|part| matches!(part, Part::Text(..))),
            Some(true)
        );
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
