//! A picture at its size → rows that the view can put on the screen, each by itself, as lines of text are:
//! cells of two colours, or what a terminal with graphics understands. Knows nothing of files.

use std::num::NonZeroU16;

use image::DynamicImage;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Style};
use ratatui::widgets::Widget;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;
use ratatui_image::sliced::{SignedPosition, SlicedImage, SlicedProtocol};

use crate::layout::frames::{CELL, Frame};
use crate::pictures::decode::scaled;
use crate::pictures::{Screen, Way};
use crate::text::Clean;

/// A picture ready to be painted.
pub(super) enum Drawn {
    /// The colours of the upper and the lower half of each cell.
    Blocks(Vec<Vec<(Color, Color)>>),
    /// An image that the terminal keeps; its cells say which part of it they show.
    Kitty(Box<SlicedProtocol>),
    /// What is written at the beginning of each row.
    Strips(Vec<String>),
}

/// Draws a picture for its frame.
pub(super) fn draw(picture: &DynamicImage, frame: Frame, screen: Screen) -> Result<Drawn, Clean> {
    let failed = |_| Clean::line("could not be drawn");
    let (columns, rows) = (u32::from(frame.columns), u32::from(frame.rows));
    let cell = match screen.cell {
        (0, _) | (_, 0) => CELL,
        cell => cell,
    };
    let (across, down) = (columns * u32::from(cell.0), rows * u32::from(cell.1));
    match screen.way {
        Way::Blocks => Ok(Drawn::Blocks(blocks(
            &scaled(picture, columns, rows * 2),
            screen.deep,
        ))),
        Way::Kitty => {
            let size = Size::new(frame.columns, frame.rows);
            let sized = scaled(picture, across, down);
            let kitty = Kitty::new(sized, size, screen.number, false, false).map_err(failed)?;
            Ok(Drawn::Kitty(Box::new(SlicedProtocol::Kitty(kitty))))
        }
        Way::Sixel | Way::Iterm => {
            let sized = scaled(picture, across, down);
            let size = Size::new(frame.columns, 1);
            let strip = |row: u32| {
                let high = u32::from(cell.1);
                let strip = sized.crop_imm(0, row * high, across, high);
                let data = if screen.way == Way::Sixel {
                    Sixel::new(strip, size, false).map_err(failed)?.data
                } else {
                    Iterm2::new(strip, size, false).map_err(failed)?.data
                };
                // Where the cursor is afterwards, terminals do not agree.
                Ok(format!("\u{1b}7{data}\u{1b}8"))
            };
            Ok(Drawn::Strips(
                (0..rows).map(strip).collect::<Result<_, _>>()?,
            ))
        }
    }
}

/// Writes a strip at the beginning of an area; the rest of it is not touched.
#[expect(
    clippy::disallowed_methods,
    reason = "base64 or sixels, made by us from pixels: no text of an article is in it"
)]
fn put(strip: &str, area: Rect, buffer: &mut Buffer) {
    for x in area.x..area.right() {
        let Some(cell) = buffer.cell_mut((x, area.y)) else {
            continue;
        };
        if x == area.x {
            let one = CellDiffOption::ForcedWidth(NonZeroU16::MIN);
            cell.set_symbol(strip).set_diff_option(one);
        } else {
            cell.set_diff_option(CellDiffOption::Skip);
        }
    }
}

/// The colours of each cell's halves.
fn blocks(picture: &DynamicImage, deep: bool) -> Vec<Vec<(Color, Color)>> {
    let pixels = picture.to_rgb8();
    let colour = |x, y| {
        let [red, green, blue] = pixels.get_pixel(x, y).0;
        if deep {
            Color::Rgb(red, green, blue)
        } else {
            Color::Indexed(indexed([red, green, blue]))
        }
    };
    let row = |y| {
        let cells = (0..pixels.width()).map(|x| (colour(x, 2 * y), colour(x, 2 * y + 1)));
        cells.collect()
    };
    (0..pixels.height() / 2).map(row).collect()
}

/// The nearest of the 256 colours that most terminals have: a cube of 6 × 6 × 6 and 24 greys.
fn indexed([red, green, blue]: [u8; 3]) -> u8 {
    let (low, high) = (red.min(green).min(blue), red.max(green).max(blue));
    if high - low < 12 && (8..=238).contains(&low) {
        return 232 + (low - 8) / 10;
    }
    // The cube's levels are 0, 95, 135, 175, 215, 255.
    let level = |part: u8| match part {
        ..48 => 0,
        48..115 => 1,
        part => (part - 35) / 40,
    };
    16 + 36 * level(red) + 6 * level(green) + level(blue)
}

impl Drawn {
    /// Paints one of its rows over an area one row high.
    pub(super) fn paint(&self, row: u16, area: Rect, buffer: &mut Buffer) {
        match self {
            Self::Blocks(rows) => {
                let cells = rows.get(usize::from(row)).into_iter().flatten();
                for (x, (upper, lower)) in (area.x..area.right()).zip(cells) {
                    let colours = Style::new().fg(*upper).bg(*lower);
                    buffer.set_stringn(x, area.y, "▀", 1, colours);
                }
            }
            Self::Kitty(kitty) => {
                let above = SignedPosition::from((0, -row.cast_signed()));
                SlicedImage::new(kitty, above).render(area, buffer);
            }
            Self::Strips(rows) => {
                if let Some(strip) = rows.get(usize::from(row)) {
                    put(strip, area, buffer);
                }
            }
        }
    }

    /// About how many bytes it takes.
    pub(super) fn bytes(&self, frame: Frame, screen: Screen) -> usize {
        match self {
            Self::Blocks(rows) => rows.iter().map(|row| row.len() * 8).sum(),
            Self::Strips(rows) => rows.iter().map(String::len).sum(),
            Self::Kitty(_) => {
                let cells = usize::from(frame.columns) * usize::from(frame.rows);
                let pixels = usize::from(screen.cell.0) * usize::from(screen.cell.1);
                // Four bytes as base64.
                cells * pixels * 6
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_have_their_nearest_of_256() {
        for (colour, index) in [
            ([0, 0, 0], 16),
            ([255, 255, 255], 231),
            ([255, 0, 0], 196),
            ([0, 135, 255], 33),
            ([128, 128, 128], 244),
        ] {
            assert_eq!(indexed(colour), index, "{colour:?}");
        }
    }
}
