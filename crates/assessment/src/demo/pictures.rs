//! Screenshots of an app that does not exist: a few shapes and letters, drawn here so that nothing has to be shipped.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

const WIDTH: u32 = 360;
const HEIGHT: u32 = 720;

const NAVY: Rgb<u8> = Rgb([24, 48, 84]);
const TEAL: Rgb<u8> = Rgb([20, 130, 130]);
const PAPER: Rgb<u8> = Rgb([246, 247, 249]);
const WHITE: Rgb<u8> = Rgb([255, 255, 255]);
const INK: Rgb<u8> = Rgb([40, 46, 56]);
const RED: Rgb<u8> = Rgb([186, 44, 44]);

/// A screen of the app: a title, lines on cards, and one line marked by whoever took the screenshot.
pub(super) struct Screen<'a> {
    pub(super) title: &'a str,
    pub(super) lines: &'a [&'a str],
    pub(super) marked: Option<usize>,
    pub(super) button: &'a str,
}

impl Screen<'_> {
    /// The screenshot as PNG; empty where it could not be encoded, which memory alone could cause.
    pub(super) fn png(&self) -> Vec<u8> {
        let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, PAPER);
        fill(&mut picture, 0, 0, WIDTH, 28, NAVY);
        text(&mut picture, 12, 9, 2, "9:41", WHITE);
        fill(&mut picture, 0, 28, WIDTH, 64, TEAL);
        text(&mut picture, 20, 50, 4, self.title, WHITE);
        for (at, line) in (0..).zip(self.lines) {
            let top = 116 + at * 76;
            fill(&mut picture, 16, top, WIDTH - 32, 60, WHITE);
            text(&mut picture, 28, top + 22, 3, line, INK);
            if self.marked == usize::try_from(at).ok() {
                frame(&mut picture, 12, top - 4, WIDTH - 24, 68, RED);
            }
        }
        fill(&mut picture, 60, HEIGHT - 96, WIDTH - 120, 52, NAVY);
        text(&mut picture, 84, HEIGHT - 78, 3, self.button, WHITE);
        let mut bytes = Cursor::new(Vec::new());
        match picture.write_to(&mut bytes, ImageFormat::Png) {
            Ok(()) => bytes.into_inner(),
            Err(_) => Vec::new(),
        }
    }
}

fn fill(picture: &mut RgbImage, left: u32, top: u32, width: u32, height: u32, colour: Rgb<u8>) {
    for y in top..(top + height).min(picture.height()) {
        for x in left..(left + width).min(picture.width()) {
            picture.put_pixel(x, y, colour);
        }
    }
}

fn frame(picture: &mut RgbImage, left: u32, top: u32, width: u32, height: u32, colour: Rgb<u8>) {
    fill(picture, left, top, width, 4, colour);
    fill(picture, left, top + height - 4, width, 4, colour);
    fill(picture, left, top, 4, height, colour);
    fill(picture, left + width - 4, top, 4, height, colour);
}

fn text(picture: &mut RgbImage, left: u32, top: u32, size: u32, line: &str, colour: Rgb<u8>) {
    for (at, character) in (0..).zip(line.chars()) {
        let rows = glyph(character.to_ascii_uppercase());
        for (y, row) in (0..).zip(rows) {
            for x in 0..3 {
                if row & (4 >> x) != 0 {
                    fill(picture, left + (at * 4 + x) * size, top + y * size, size, size, colour);
                }
            }
        }
    }
}

/// Letters of three by five dots: a row a number, the left dot first.
fn glyph(character: char) -> [u8; 5] {
    match character {
        'A' => [2, 5, 7, 5, 5],
        'B' => [6, 5, 6, 5, 6],
        'C' => [3, 4, 4, 4, 3],
        'D' => [6, 5, 5, 5, 6],
        'E' => [7, 4, 6, 4, 7],
        'F' => [7, 4, 6, 4, 4],
        'G' => [3, 4, 5, 5, 3],
        'H' => [5, 5, 7, 5, 5],
        'I' => [7, 2, 2, 2, 7],
        'J' => [1, 1, 1, 5, 2],
        'K' => [5, 5, 6, 5, 5],
        'L' => [4, 4, 4, 4, 7],
        'M' => [5, 7, 7, 5, 5],
        'N' => [6, 5, 5, 5, 5],
        'O' => [2, 5, 5, 5, 2],
        'P' => [6, 5, 6, 4, 4],
        'Q' => [2, 5, 5, 6, 3],
        'R' => [6, 5, 6, 5, 5],
        'S' => [3, 4, 2, 1, 6],
        'T' => [7, 2, 2, 2, 2],
        'U' => [5, 5, 5, 5, 7],
        'V' => [5, 5, 5, 5, 2],
        'W' => [5, 5, 7, 7, 5],
        'X' => [5, 5, 2, 5, 5],
        'Y' => [5, 5, 2, 2, 2],
        'Z' => [7, 1, 2, 4, 7],
        '0' => [7, 5, 5, 5, 7],
        '1' => [2, 6, 2, 2, 7],
        '2' => [6, 1, 2, 4, 7],
        '3' => [6, 1, 2, 1, 6],
        '4' => [5, 5, 7, 1, 1],
        '5' => [7, 4, 6, 1, 6],
        '6' => [3, 4, 7, 5, 7],
        '7' => [7, 1, 2, 2, 2],
        '8' => [7, 5, 7, 5, 7],
        '9' => [7, 5, 7, 1, 6],
        '.' => [0, 0, 0, 0, 2],
        ',' => [0, 0, 0, 2, 4],
        ':' => [0, 2, 0, 2, 0],
        '-' => [0, 0, 7, 0, 0],
        '*' => [5, 2, 7, 2, 5],
        '@' => [7, 5, 7, 4, 7],
        _ => [0; 5],
    }
}
