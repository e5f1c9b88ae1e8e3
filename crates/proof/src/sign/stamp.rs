//! The visible block of a signature: words drawn as outlines, so that no font has to be added to a file that is done.

use std::fmt::Write;

use ttf_parser::{Face, OutlineBuilder};

static FONT: &[u8] = include_bytes!("../../../../templates/fonts/NotoSans-Regular.ttf");

/// Width of a block, in points.
pub(crate) const WIDTH: f32 = 222.0;
/// Its height.
pub(crate) const HEIGHT: f32 = 46.0;

/// A time as PDF writes it (`D:20261129234053Z`), as `2026-11-29 23:40 UTC`. One that is written in another way, which we
/// don't, is given back as it is.
pub(crate) fn moment(pdf_time: &str) -> String {
    let digits = pdf_time.strip_prefix("D:").and_then(|it| it.strip_suffix('Z'));
    let Some(time) = digits.filter(|it| it.len() == 14 && it.bytes().all(|it| it.is_ascii_digit())) else {
        return pdf_time.to_owned();
    };
    format!("{}-{}-{} {}:{} UTC", &time[..4], &time[4..6], &time[6..8], &time[8..10], &time[10..12])
}

/// What a block says: all of it is in the signature, so that whoever checks can draw it again.
pub(crate) fn lines(name: &str, role: &str, pdf_time: &str, fingerprint: &str) -> [String; 3] {
    let role = if role.is_empty() { String::new() } else { format!("{role}. ") };
    [
        name.to_owned(),
        format!("{role}Digitally signed {}", moment(pdf_time)),
        format!("Certificate {}", fingerprint.get(..32).unwrap_or_default()),
    ]
}

/// The drawing of a block with these lines; the first is larger.
pub(crate) fn block(lines: &[String]) -> String {
    let mut drawing = String::new();
    let _ = writeln!(
        drawing,
        "q 0.043 0.361 0.388 RG 0.6 w 0.3 0.3 {} {} re S 0.043 0.361 0.388 rg 0 0 3 {HEIGHT} re f 0.1 0.14 0.17 rg",
        WIDTH - 0.6,
        HEIGHT - 0.6,
    );
    let Ok(face) = Face::parse(FONT, 0) else { return drawing + "Q" };
    let mut y = HEIGHT - 14.0;
    for (index, line) in lines.iter().enumerate() {
        let size = if index == 0 { 9.0 } else { 6.6 };
        draw(&face, line, (9.0, y), size, &mut drawing);
        y -= 9.4;
    }
    drawing + "Q"
}

/// Draws a line; what does not fit ends in an ellipsis.
fn draw(face: &Face<'_>, line: &str, (mut x, y): (f32, f32), size: f32, drawing: &mut String) {
    let scale = size / f32::from(face.units_per_em());
    let advance = |letter: char| {
        let glyph = face.glyph_index(letter).or_else(|| face.glyph_index('\u{fffd}'))?;
        Some((glyph, f32::from(face.glyph_hor_advance(glyph)?) * scale))
    };
    let room = WIDTH - 16.0;
    let width: f32 = line.chars().filter_map(advance).map(|(_, width)| width).sum();
    let mut letters: Vec<char> = line.chars().collect();
    if x + width > room {
        let mut used = x;
        letters.retain(|letter| {
            used += advance(*letter).map_or(0.0, |(_, width)| width);
            used < room
        });
        letters.push('\u{2026}');
    }
    for (glyph, width) in letters.into_iter().filter_map(advance) {
        let mut pen = Pen { drawing: &mut *drawing, x, y, scale, at: (0.0, 0.0), drawn: false };
        face.outline_glyph(glyph, &mut pen);
        if pen.drawn {
            drawing.push_str("f\n");
        }
        x += width;
    }
}

struct Pen<'a> {
    drawing: &'a mut String,
    x: f32,
    y: f32,
    scale: f32,
    at: (f32, f32),
    drawn: bool,
}

impl Pen<'_> {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y + y * self.scale)
    }

    fn say(&mut self, points: &[(f32, f32)], operator: char) {
        for (x, y) in points {
            // Writing into a string can't fail.
            let _ = write!(self.drawing, "{x:.2} {y:.2} ");
        }
        self.drawing.push(operator);
        self.drawing.push('\n');
        self.drawn = true;
        self.at = points.last().copied().unwrap_or(self.at);
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let point = self.place(x, y);
        self.say(&[point], 'm');
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let point = self.place(x, y);
        self.say(&[point], 'l');
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // PDF has cubic curves only.
        let (from, control, to) = (self.at, self.place(x1, y1), self.place(x, y));
        let between = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
        let first = (between(from.0, control.0), between(from.1, control.1));
        let second = (between(to.0, control.0), between(to.1, control.1));
        self.say(&[first, second, to], 'c');
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let points = [self.place(x1, y1), self.place(x2, y2), self.place(x, y)];
        self.say(&points, 'c');
    }

    fn close(&mut self) {
        self.drawing.push_str("h\n");
    }
}
