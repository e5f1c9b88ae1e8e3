//! Texts of standards with the code and pictures that belong to them.
//!
//! A text is known by its digest. Where the pinned one is not on this machine, it may come from a copy that is nearly the
//! same catalogue (an edited checkout, another export of the same version): then its attribution says so.

use std::collections::HashSet;
use std::fmt::Write as _;

use assay_catalogue::{Catalogue, CatalogueName};

use super::Workspace;
use super::library::{Library, Supplies, beside};
use super::media::{is_picture, sniff};
use super::standards::{Rendered, read_catalogue};
use crate::Result;

/// The most bytes of pictures that one text is given; a chapter of the guide has five million.
const MOST_BYTES_OF_PICTURES: usize = 12 << 20;

impl Workspace {
    /// A text by the item's path and digest, rendered; none where it is not on this machine. `of` finds the item's digest
    /// in another catalogue.
    pub(super) async fn text(
        &self,
        library: &Library,
        name: CatalogueName,
        path: &str,
        digest: &str,
        of: &(dyn Fn(&Catalogue) -> Option<String> + Sync),
    ) -> Result<Rendered> {
        let pinned = library.catalogue(name);
        let mut near: Option<Vec<Catalogue>> = None;
        let mut supplies = Supplies::default();
        let markdown = match self.markdown(digest).await? {
            Some(markdown) => markdown,
            None if digest == assay_catalogue::digest_of_text("") => return Ok(None),
            None => {
                let copies = self.nearly(pinned).await?;
                let mut found = None;
                for copy in &copies {
                    if let Some(other) = of(copy)
                        && let Some(markdown) = self.markdown(&other).await?
                    {
                        supplies.copy = Some(copy.version.clone());
                        found = Some(markdown);
                        break;
                    }
                }
                near = Some(copies);
                match found {
                    Some(markdown) => markdown,
                    None => return Ok(None),
                }
            }
        };
        let included = included(&markdown).map(|written| beside(path, written)).map(|path| (Part::Include, path));
        let shown = assay_markdown::images(&markdown);
        let shown = shown.iter().filter_map(|written| assay_markdown::image_path(path, written));
        let wanted: Vec<(Part, String)> = included.chain(shown.map(|path| (Part::Image, path))).collect();
        let mut left = MOST_BYTES_OF_PICTURES;
        for (part, path) in wanted {
            let mut bytes = self.part(part, &pinned.digest, &path).await?;
            if bytes.is_none() {
                if near.is_none() {
                    near = Some(self.nearly(pinned).await?);
                }
                for copy in near.iter().flatten() {
                    bytes = self.part(part, &copy.digest, &path).await?;
                    if bytes.is_some() {
                        break;
                    }
                }
            }
            match (part, bytes) {
                (Part::Include, Some(bytes)) => {
                    supplies.includes.insert(path, String::from_utf8_lossy(&bytes).into_owned());
                }
                (Part::Image, Some(bytes)) if bytes.len() <= left => {
                    let media_type = sniff(&bytes, true);
                    if is_picture(media_type) {
                        left -= bytes.len();
                        supplies.images.insert(path, format!("data:{media_type};base64,{}", base64(&bytes)));
                    }
                }
                (Part::Image, Some(_)) | (_, None) => {}
            }
        }
        Ok(Some(library.text(name, path, &markdown, &supplies)))
    }

    async fn markdown(&self, digest: &str) -> Result<Option<String>> {
        Ok(sqlx::query_scalar("SELECT markdown FROM standard_text WHERE digest = ?1")
            .bind(digest)
            .fetch_optional(self.ledger.readers())
            .await?)
    }

    async fn part(&self, part: Part, catalogue: &str, path: &str) -> Result<Option<Vec<u8>>> {
        let query = match part {
            Part::Include => "SELECT CAST(content AS BLOB) FROM include WHERE catalogue = ?1 AND path = ?2",
            Part::Image => {
                "SELECT c.bytes FROM image i JOIN image_content c ON c.digest = i.digest WHERE i.catalogue = ?1 AND i.path = ?2"
            }
        };
        Ok(sqlx::query_scalar(query).bind(catalogue).bind(path).fetch_optional(self.ledger.readers()).await?)
    }

    /// The other catalogues of the same standard that share nine of ten texts with this one, the latest first.
    async fn nearly(&self, pinned: &Catalogue) -> Result<Vec<Catalogue>> {
        let rows: Vec<String> = sqlx::query_scalar(
            "SELECT facts FROM catalogue WHERE name = ?1 AND digest <> ?2 ORDER BY added DESC LIMIT 20",
        )
        .bind(pinned.name.as_str())
        .bind(&pinned.digest)
        .fetch_all(self.ledger.readers())
        .await?;
        let own = digests(pinned);
        let mut near = Vec::new();
        for facts in rows {
            let other = read_catalogue(&facts)?;
            let shared = digests(&other).intersection(&own).count();
            if shared * 10 >= own.len() * 9 {
                near.push(other);
            }
        }
        Ok(near)
    }
}

/// What belongs to a text.
#[derive(Clone, Copy)]
enum Part {
    Include,
    Image,
}

fn digests(catalogue: &Catalogue) -> HashSet<String> {
    let controls = catalogue.controls.iter().map(|it| &it.text_digest);
    let weaknesses = catalogue.weaknesses.iter().map(|it| &it.text_digest);
    let tests = catalogue.tests.iter().map(|it| &it.text_digest);
    controls.chain(weaknesses).chain(tests).cloned().collect()
}

/// What a text includes, as written between `{{` and `}}`; several are separated by `#`.
fn included(markdown: &str) -> impl Iterator<Item = &str> {
    markdown
        .split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .flat_map(|(inside, _)| inside.split('#'))
        .map(str::trim)
        .filter(|written| !written.is_empty() && written.len() < 512)
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            if at <= chunk.len() {
                text.push(char::from(LETTERS[(group >> (18 - 6 * at) & 63) as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// The sentence after an attribution where the text is a copy's.
pub(super) fn copy_note(version: &str) -> String {
    let mut note = String::new();
    let _ = write!(note, " (the text of a copy, {version}: the pinned one is not on this machine)");
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xbf]), "+/+/");
    }
}
