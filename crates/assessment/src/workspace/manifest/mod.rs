//! What a tested file says of itself: `AndroidManifest.xml` of an APK, `Info.plist` of an IPA. The file is untrusted:
//! little of it is read, and what cannot be read is left to whoever adds the build.

mod android;
mod properties;

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use assay_catalogue::Platform;
use zip::ZipArchive;

use self::properties::Property;
use crate::view::ArtefactManifest;

/// The most of one file inside that is read; manifests of the largest apps are below a tenth of it.
const MOST: u64 = 4 << 20;
/// The most permissions that are taken over.
const MOST_PERMISSIONS: usize = 2000;
/// The most characters of one value.
const MOST_CHARACTERS: usize = 300;

/// Reads it; none where the file is no app's, or cannot be read.
pub(super) async fn read(path: PathBuf) -> Option<ArtefactManifest> {
    // Should a library give up on a broken file, this task ends and nothing else.
    tokio::task::spawn_blocking(move || read_now(&path)).await.ok()?
}

fn read_now(path: &Path) -> Option<ArtefactManifest> {
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut archive = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let mut manifest = match contents(&mut archive, "AndroidManifest.xml") {
        Some(manifest) => android::read(&manifest)?,
        None => ios(&mut archive)?,
    };
    manifest.permissions.sort();
    manifest.permissions.dedup();
    manifest.permissions.truncate(MOST_PERMISSIONS);
    Some(manifest)
}

fn contents(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    // One byte more, so that what is too long is told from what just fits.
    archive.by_name(name).ok()?.take(MOST + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= MOST).then_some(bytes)
}

/// A value that is one short line.
fn sane(text: &str) -> Option<String> {
    let text = text.trim();
    let good = !text.is_empty() && text.chars().count() <= MOST_CHARACTERS && !text.chars().any(char::is_control);
    good.then(|| text.to_owned())
}

/// What an iOS app asks for: usage descriptions by their keys and, where a profile is embedded, entitlements.
fn ios(archive: &mut ZipArchive<impl Read + Seek>) -> Option<ArtefactManifest> {
    let place = archive.file_names().find(|name| main_bundle(name)).map(str::to_owned)?;
    let info = properties::read(&contents(archive, &place)?)?;
    let value = |key: &str| info.get(key).and_then(Property::text);
    let usage = |key: &str| key.starts_with("NS") && key.ends_with("UsageDescription");
    let mut permissions: Vec<String> =
        info.pairs().iter().map(|(key, _)| key.clone()).filter(|key| usage(key)).collect();
    let embedded = place.replace("Info.plist", "embedded.mobileprovision");
    let profile = contents(archive, &embedded).and_then(|signed| properties_within(&signed));
    let entitlements = profile.as_ref().and_then(|it| it.get("Entitlements"));
    permissions.extend(entitlements.iter().flat_map(|it| it.pairs()).map(|(key, _)| key.clone()));
    Some(ArtefactManifest {
        platform: Platform::Ios,
        permissions,
        package_id: value("CFBundleIdentifier"),
        version_name: value("CFBundleShortVersionString"),
        version_code: value("CFBundleVersion"),
        debuggable: matches!(entitlements.and_then(|it| it.get("get-task-allow")), Some(Property::Flag(true))),
    })
}

/// `Payload/Name.app/Info.plist`, and none of the bundles inside it.
fn main_bundle(name: &str) -> bool {
    let inner = name.strip_prefix("Payload/").and_then(|it| it.strip_suffix(".app/Info.plist"));
    inner.is_some_and(|it| !it.is_empty() && !it.contains('/'))
}

/// The property list that stands in clear text within a signature.
fn properties_within(signed: &[u8]) -> Option<Property> {
    const END: &[u8] = b"</plist>";
    let begin = memchr::memmem::find(signed, b"<?xml")?;
    let end = begin + memchr::memmem::find(&signed[begin..], END)? + END.len();
    properties::read(&signed[begin..end])
}
