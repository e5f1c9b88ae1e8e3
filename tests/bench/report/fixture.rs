//! Assessments of any size, answered whole: every unit on every build with a note, every third with a note as evidence,
//! and pictures.

use std::error::Error;
use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use uuid::Uuid;

use crate::fill::Fill;

/// How large an assessment is.
pub(crate) struct Size {
    /// Builds of the release; each is answered whole.
    pub(crate) builds: usize,
    /// How many of the answers have a picture.
    pub(crate) pictures: usize,
    /// Pixels across and down of each picture.
    pub(crate) picture: (u32, u32),
    /// How many units of each build are answered, in tenths.
    pub(crate) tenths: usize,
}

/// Makes the workspace in `dir`, and gives its assessment.
pub(crate) async fn make(dir: &Path, size: &Size) -> Result<Uuid, Box<dyn Error>> {
    let mut fill = Fill::new(dir).await?;
    let app = fill.app("Bench").await?;
    let release = fill.release(app, "1.0", size.builds).await?;
    let units = (fill.units.len() * size.tenths / 10).max(1);
    let all = size.builds * units;
    let mut pictures = 0;
    for number in 0..all {
        let (build, unit) = (release.builds[number / units], number % units);
        fill.say(&note(number))?;
        let result = ["pass", "pass", "fail", "pass", "not_applicable", "pass", "inconclusive"][number % 7];
        fill.answer(release.assessment, build, unit, None, result).await?;
        if number % 3 == 0 {
            fill.remark(release.assessment, build, unit).await?;
        }
        while (number + 1) * size.pictures / all > pictures {
            let bytes = picture(pictures, size.picture)?;
            let name = format!("screen-{pictures}.jpg");
            fill.picture(release.assessment, build, unit, &name, &bytes).await?;
            pictures += 1;
        }
    }
    fill.done().await?.close().await;
    Ok(release.assessment)
}

/// What a tester writes: now a sentence, now three paragraphs with a list and what a tool said.
fn note(number: usize) -> String {
    let folder = format!("/data/data/org.example.bench/files/{number}");
    match number % 4 {
        0 => format!("After signing in, `{folder}` was copied and searched; nothing of the list was found in clear."),
        1 => format!(
            "The app was started under a debugger and left in the background for {} seconds.\n\n- The screen in the list \
             of apps showed no account.\n- The clipboard was **empty** afterwards.\n- No file was written below `{folder}`.",
            number % 90 + 5
        ),
        2 => format!(
            "A proxy with a certificate of its own stood between app and server. The connection was refused with the \
             alert that the certificate is unknown, on Wi-Fi and over the mobile network.\n\nThe same was repeated with the \
             date set back by {} days.\n\n```\n$ openssl s_client -connect api.example:443\nverify error:num=20\nclosed\n```",
            number % 400
        ),
        _ => "Seen on the device: nothing leaks.".to_owned(),
    }
}

/// A picture of its own: bars like those of a screen, with some noise as a camera has it.
pub(crate) fn picture(number: usize, (width, height): (u32, u32)) -> Result<Vec<u8>, Box<dyn Error>> {
    let seed = u32::try_from(number)?.wrapping_mul(0x9e37_79b9);
    let pixels = image::RgbImage::from_fn(width, height, |x, y| {
        let noise =
            (x.wrapping_mul(0x85eb_ca6b) ^ y.wrapping_mul(0xc2b2_ae35) ^ seed).rotate_right(13).to_le_bytes()[1] & 15;
        let row = (y * 24 / height + seed) % 3;
        let shade = [238, 180, 90][row as usize] - noise;
        image::Rgb([shade, shade.saturating_sub(u8::try_from(x * 60 / width).unwrap_or(0)), 220 - noise])
    });
    let mut bytes = Vec::new();
    pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 85))?;
    Ok(bytes)
}
