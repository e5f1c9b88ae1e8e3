//! Pictures with places blacked out.

use std::io::{Cursor, Read};

use assay_ledger::{EvidenceStore, LedgerError};
use assay_messages::said;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba, metadata::Orientation};
use uuid::Uuid;

use super::super::evidence::{PICTURE_LIMIT, blocking, sniff, unreadable};
use super::super::{Workspace, media};
use super::{Original, OriginalFile};
use crate::statement::{EvidenceAttached, PictureRedacted};
use crate::view::{Area, EvidenceAdded};
use crate::{AssessmentError, Result};

/// Widest and highest picture that is decoded.
const SIDE: u32 = 20_000;
/// Most memory that decoding one may take.
const MEMORY: u64 = 512 << 20;

impl Workspace {
    /// Makes a copy of a picture in which these places are black, and attaches it beside the original. The pixels are
    /// encoded anew, so nothing else of the file is in the copy. From then on the copy leaves in reports, and the
    /// original does not, wherever the same file is attached.
    ///
    /// # Errors
    /// `evidence.unknown`, `evidence.not_an_image`, `evidence.picture_unreadable`, `evidence.nothing_blacked_out` where no
    /// place lies within the picture.
    pub async fn redact_picture(
        &self,
        assessment: Uuid,
        build: Uuid,
        evidence: Uuid,
        areas: &[Area],
    ) -> Result<EvidenceAdded> {
        let Original { spot, place, attached, file } = self.original(assessment, build, evidence).await?;
        let Some(OriginalFile { name, sha256: original, media_type }) = file else {
            return Err(AssessmentError::NotAnImage { media_type: said!("no file") });
        };
        if !media::is_picture(&media_type) {
            return Err(AssessmentError::NotAnImage { media_type });
        }
        let (store, wanted) = (self.ledger.evidence().clone(), areas.to_vec());
        let (stored, areas) = blocking(move || {
            let size = store.size(&original)?.ok_or(LedgerError::EvidenceMissing(original))?;
            let media_type = sniff(&store, &original, size)?;
            if !media::is_picture(media_type) || size > PICTURE_LIMIT {
                return Err(AssessmentError::NotAnImage { media_type: media_type.to_owned() });
            }
            let mut bytes = Vec::new();
            store.open(&original)?.read_to_end(&mut bytes).map_err(|error| unreadable(&store, &original, error))?;
            let (copy, areas) = blacken(&bytes, &wanted)?;
            Ok((store.add_bytes(&copy)?, areas))
        })
        .await?;
        let body = PictureRedacted { original, copy: stored.sha256, areas, text: None };
        let content = self.file_content(&copy_name(&name), stored).await?;
        let copy = EvidenceAttached { content, caption: attached.caption };
        self.state_copy(&spot, place, evidence, copy, &body).await
    }
}

/// What the copy is called: it is always a PNG.
fn copy_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem: String = stem.chars().take(180).collect();
    format!("{stem}-redacted.png")
}

/// The picture as PNG with these places black, and the places as far as they lie within it.
fn blacken(bytes: &[u8], areas: &[Area]) -> Result<(Vec<u8>, Vec<Area>)> {
    let unreadable = |error: &dyn std::fmt::Display| AssessmentError::PictureUnreadable { because: error.to_string() };
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| unreadable(&error))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unreadable(&error))?;
    // Places are given on the picture as it is shown.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    picture.apply_orientation(orientation);
    let mut pixels = picture.into_rgba8();
    let (width, height) = pixels.dimensions();
    let within = |area: &Area| {
        let (x, y) = (area.x.min(width), area.y.min(height));
        Area { x, y, width: area.width.min(width - x), height: area.height.min(height - y) }
    };
    let areas: Vec<Area> = areas.iter().map(within).filter(|area| area.width > 0 && area.height > 0).collect();
    if areas.is_empty() {
        return Err(AssessmentError::NothingBlackedOut);
    }
    for area in &areas {
        for y in area.y..area.y + area.height {
            for x in area.x..area.x + area.width {
                pixels.put_pixel(x, y, Rgba([0, 0, 0, 255]));
            }
        }
    }
    let opaque = pixels.pixels().all(|pixel| pixel.0[3] == 255);
    let picture = DynamicImage::ImageRgba8(pixels);
    let picture = if opaque { DynamicImage::ImageRgb8(picture.into_rgb8()) } else { picture };
    let mut copy = Cursor::new(Vec::new());
    picture.write_to(&mut copy, ImageFormat::Png).map_err(|error| unreadable(&error))?;
    Ok((copy.into_inner(), areas))
}
