//! Bytes of a file → pixels, under limits: whoever wrote the file may want it to be slow or large.
//! Of a moving picture only the first frame; what is transparent shows white paper.

use std::io::{self, BufReader, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::error::LimitErrorKind;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgba, imageops};

use crate::text::Clean;

/// A larger file is not read.
const FILE: u64 = 16 << 20;
/// A picture of more pixels across or down is not decoded.
const SIDE: u32 = 8192;
/// Nor is one that takes more bytes.
const MEMORY: u64 = 64 << 20;
/// Bytes at the start of a file that say what it is not.
const START: usize = 512;

fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    limits.max_alloc = Some(MEMORY);
    limits
}

/// Width and height of the picture in a file of so many bytes. Only its head is read.
///
/// # Errors
/// With the reason why it cannot be drawn, in a few words.
pub(super) fn size(file: impl Read, bytes: u64) -> Result<(u32, u32), Clean> {
    let head = read(file, bytes, START as u64 * 512)?;
    guarded(|| {
        let mut decoder = decoder(&head)?;
        let (across, down) = decoder.dimensions();
        let turned = matches!(
            decoder.orientation().unwrap_or(Orientation::NoTransforms),
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        Ok(if turned {
            (down, across)
        } else {
            (across, down)
        })
    })
}

/// The picture in a file of so many bytes.
///
/// # Errors
/// As [`size`].
pub(super) fn picture(file: impl Read, bytes: u64) -> Result<DynamicImage, Clean> {
    let whole = read(file, bytes, FILE)?;
    guarded(|| {
        let mut decoder = decoder(&whole)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let mut left = limits();
        left.reserve(decoder.total_bytes())?;
        decoder.set_limits(left)?;
        let mut picture = DynamicImage::from_decoder(decoder)?;
        picture.apply_orientation(orientation);
        Ok(picture)
    })
}

/// The same at so many pixels, on white paper.
pub(super) fn scaled(picture: &DynamicImage, across: u32, down: u32) -> DynamicImage {
    let scaled = picture.resize_exact(across.max(1), down.max(1), imageops::FilterType::Triangle);
    if !scaled.color().has_alpha() {
        return scaled;
    }
    let white = Rgba([u8::MAX; 4]);
    let mut paper = image::RgbaImage::from_pixel(scaled.width(), scaled.height(), white);
    imageops::overlay(&mut paper, &scaled, 0, 0);
    paper.into()
}

fn read(file: impl Read, bytes: u64, most: u64) -> Result<Vec<u8>, Clean> {
    if bytes > FILE {
        return Err(Clean::line("too large a file"));
    }
    let mut read = Vec::new();
    BufReader::new(file.take(most))
        .read_to_end(&mut read)
        .map_err(|error: io::Error| crate::loader::reason(&error))?;
    let start = read.get(..START).unwrap_or(&read);
    if start.windows(4).any(|word| word == b"<svg") {
        return Err(Clean::line("SVG, not drawn"));
    }
    Ok(read)
}

fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder, ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits());
    reader.into_decoder()
}

/// What a decoder says or, if it panics, that it failed.
fn guarded<T>(decode: impl FnOnce() -> Result<T, ImageError>) -> Result<T, Clean> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(decoded)) => Ok(decoded),
        Ok(Err(error)) => Err(Clean::line(reason(&error))),
        Err(_) => Err(Clean::line("could not be decoded")),
    }
}

fn reason(error: &ImageError) -> &'static str {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => "too large",
            _ => "could not be decoded",
        },
        ImageError::Unsupported(_) => "not a picture of a kind that is known",
        _ => "damaged",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::new_rgba8(width, height);
        picture
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    fn said(bytes: &[u8]) -> String {
        let all = bytes.len() as u64;
        match (size(bytes, all), picture(bytes, all)) {
            (Ok((across, down)), Ok(_)) => format!("{across}×{down}"),
            (Ok((across, down)), Err(why)) => format!("{across}×{down}, but {why}"),
            (Err(why), _) => why.to_string(),
        }
    }

    #[test]
    fn pictures_have_limits() {
        assert_eq!(said(&png(30, 20)), "30×20");
        assert_eq!(said(&png(1, 9000)), "too large");
        assert_eq!(said(&png(4100, 4100)), "4100×4100, but too large");
        let whole = png(64, 64);
        assert_eq!(said(&whole[..whole.len() / 2]), "64×64, but damaged");
        assert_eq!(said(b""), "not a picture of a kind that is known");
        assert_eq!(said(b"GIF89a\xff\xff\xff\xff"), "damaged");
        assert_eq!(said(b"<?xml?><svg width='1'/>"), "SVG, not drawn");
        assert_eq!(
            size(&b""[..], FILE + 1).unwrap_err().as_str(),
            "too large a file"
        );
    }

    #[test]
    fn what_a_header_promises_is_not_believed() {
        let mut huge = png(8, 8);
        huge[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
        assert!(!said(&huge).contains('×'));
    }

    #[test]
    fn a_decoder_that_panics_costs_its_picture_only() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let said = guarded::<()>(|| panic!("a fault"));
        std::panic::set_hook(hook);
        assert_eq!(said.unwrap_err().as_str(), "could not be decoded");
    }

    #[test]
    fn transparent_is_white() {
        let clear = DynamicImage::new_rgba8(4, 4);
        let on_paper = scaled(&clear, 2, 2).to_rgb8();
        assert!(on_paper.pixels().all(|pixel| pixel.0 == [255; 3]));
    }
}
