//! What a tested file says of itself: read of a file that nobody vouches for, recorded with the build, and compared.

mod common;

use std::io::{Cursor, Write};
use std::path::PathBuf;

use assay_assessment::view::{ArtefactManifest, Variant};
use assay_assessment::{ArtefactSource, NewBuild, Work};
use assay_catalogue::Platform;
use common::{Bench, build};
use plist::{Dictionary, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of these files.
fn archive(bench: &Bench, name: &str, files: &[(&str, Vec<u8>)]) -> PathBuf {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("begun");
        writer.write_all(content).expect("written");
    }
    let path = bench.path(name);
    std::fs::write(&path, writer.finish().expect("an archive").into_inner()).expect("written");
    path
}

/// An attribute of the binary XML: its name, its resource id, and its value as a text or as a number of a kind.
enum Attribute {
    Text(&'static str, u32, &'static str),
    Number(&'static str, u32, u8, u32),
}

/// Android's binary XML of elements, each with how deep it lies, in a pool of UTF-8 or of UTF-16.
fn binary(elements: &[(usize, &'static str, &[Attribute])], utf8: bool) -> Vec<u8> {
    let (mut named, mut others) = (Vec::new(), Vec::new());
    for (_, name, attributes) in elements {
        others.push(*name);
        for attribute in *attributes {
            match attribute {
                Attribute::Text(name, id, text) => {
                    if *id == 0 {
                        others.push(*name);
                    } else {
                        named.push((*name, *id));
                    }
                    others.push(*text);
                }
                Attribute::Number(name, id, ..) => named.push((*name, *id)),
            }
        }
    }
    let strings: Vec<&str> = named.iter().map(|(name, _)| *name).chain(others).collect();
    let index = |text: &str, id: u32| {
        let at = named.iter().position(|it| id != 0 && it.1 == id);
        let at = at.or_else(|| strings.iter().skip(named.len()).position(|it| *it == text).map(|at| at + named.len()));
        u32::try_from(at.expect("a string")).expect("few")
    };
    let mut content = chunk(0x0180, &[], &named.iter().flat_map(|(_, id)| id.to_le_bytes()).collect::<Vec<_>>());
    let mut open: Vec<(usize, &str)> = Vec::new();
    let end = |name: &str| {
        let of = [u32::MAX, index(name, 0)];
        chunk(0x0103, &[0; 8], &of.iter().flat_map(|it| it.to_le_bytes()).collect::<Vec<_>>())
    };
    for (depth, name, attributes) in elements {
        while open.last().is_some_and(|(it, _)| it >= depth) {
            content.extend(end(open.pop().expect("one").1));
        }
        open.push((*depth, name));
        let mut of: Vec<u8> = [u32::MAX, index(name, 0)].iter().flat_map(|it| it.to_le_bytes()).collect();
        let number = u16::try_from(attributes.len()).expect("few");
        of.extend([20, 20, number, 0, 0, 0].iter().flat_map(|it| it.to_le_bytes()));
        for attribute in *attributes {
            let (name, raw, kind, data) = match attribute {
                Attribute::Text(name, id, text) => (index(name, *id), index(text, 0), 3, index(text, 0)),
                Attribute::Number(name, id, kind, data) => (index(name, *id), u32::MAX, *kind, *data),
            };
            of.extend([u32::MAX, name, raw].iter().flat_map(|it| it.to_le_bytes()));
            of.extend([8, 0, 0, kind]);
            of.extend(data.to_le_bytes());
        }
        content.extend(chunk(0x0102, &[0; 8], &of));
    }
    while let Some((_, name)) = open.pop() {
        content.extend(end(name));
    }
    let (mut offsets, mut texts) = (Vec::new(), Vec::new());
    for text in &strings {
        offsets.extend(u32::try_from(texts.len()).expect("short").to_le_bytes());
        let length = u8::try_from(text.len()).expect("short");
        if utf8 {
            texts.extend([length, length]);
            texts.extend(text.bytes());
            texts.push(0);
        } else {
            texts.extend(u16::from(length).to_le_bytes());
            texts.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            texts.extend([0, 0]);
        }
    }
    let number = u32::try_from(strings.len()).expect("few");
    let begin = 28 + 4 * number;
    let head = [number, 0, if utf8 { 0x100 } else { 0 }, begin, 0];
    let head: Vec<u8> = head.iter().flat_map(|it| it.to_le_bytes()).collect();
    let mut all = chunk(0x0001, &head, &[offsets, texts].concat());
    all.extend(content);
    chunk(0x0003, &[], &all)
}

fn chunk(kind: u16, head: &[u8], content: &[u8]) -> Vec<u8> {
    let head_size = u16::try_from(8 + head.len()).expect("short");
    let size = u32::try_from(8 + head.len() + content.len()).expect("short");
    [&kind.to_le_bytes()[..], &head_size.to_le_bytes(), &size.to_le_bytes(), head, content].concat()
}

fn android(permissions: &[&'static str], utf8: bool) -> Vec<u8> {
    use Attribute::{Number, Text};
    let name = |text| [Text("name", 0x0101_0003, text)];
    let asked: Vec<_> = permissions.iter().map(|it| name(it)).collect();
    let head = [
        Number("versionCode", 0x0101_021b, 0x10, 4210),
        Text("versionName", 0x0101_021c, "4.2.0"),
        Text("package", 0, "org.example.harbour"),
    ];
    let application = [Number("debuggable", 0x0101_000f, 0x12, u32::MAX)];
    let inside = name("android.permission.NOT_ASKED_FOR");
    let mut elements: Vec<(usize, &str, &[Attribute])> = vec![(1, "manifest", &head)];
    elements.extend(asked.iter().map(|it| (2, "uses-permission", &it[..])));
    // What lies deeper is no request of the app.
    elements.extend([(2, "application", &application[..]), (3, "uses-permission", &inside[..])]);
    binary(&elements, utf8)
}

#[tokio::test]
async fn an_apk_says_what_it_asks_for() {
    let bench = Bench::new("L1").await;
    let asked = ["android.permission.INTERNET", "android.permission.CAMERA", "android.permission.INTERNET"];
    for utf8 in [true, false] {
        let path = archive(&bench, "app.apk", &[("AndroidManifest.xml", android(&asked, utf8))]);
        let read = bench.workspace.artefact_manifest(path).await.expect("a manifest");
        let expected = ArtefactManifest {
            platform: Platform::Android,
            package_id: Some("org.example.harbour".to_owned()),
            version_name: Some("4.2.0".to_owned()),
            version_code: Some("4210".to_owned()),
            debuggable: true,
            permissions: vec!["android.permission.CAMERA".to_owned(), "android.permission.INTERNET".to_owned()],
        };
        assert_eq!(read, expected);
    }
}

#[tokio::test]
async fn an_ipa_says_what_it_asks_for() {
    let bench = Bench::new("L1").await;
    let mut info = Dictionary::new();
    for (key, value) in [
        ("CFBundleIdentifier", "org.example.harbour"),
        ("CFBundleShortVersionString", "4.2.0"),
        ("CFBundleVersion", "77"),
        ("NSCameraUsageDescription", "To read a code."),
    ] {
        info.insert(key.to_owned(), Value::from(value));
    }
    let info = Value::from(info);
    let (mut binary, mut plain) = (Vec::new(), Vec::new());
    info.to_writer_binary(&mut binary).expect("written");
    info.to_writer_xml(&mut plain).expect("written");
    let mut entitlements = Dictionary::new();
    entitlements.insert("get-task-allow".to_owned(), Value::from(true));
    entitlements.insert("aps-environment".to_owned(), Value::from("production"));
    let mut profile = Dictionary::new();
    profile.insert("Entitlements".to_owned(), Value::from(entitlements));
    let mut signed = b"\x30\x82 a signature around it ".to_vec();
    Value::from(profile).to_writer_xml(&mut signed).expect("written");
    signed.extend(b"\x00 and after it");
    for info in [binary, plain] {
        let files = [
            ("Payload/Harbour.app/PlugIns/Share.appex/Info.plist", b"of something else".to_vec()),
            ("Payload/Harbour.app/Info.plist", info),
            ("Payload/Harbour.app/embedded.mobileprovision", signed.clone()),
        ];
        let path = archive(&bench, "app.ipa", &files);
        let read = bench.workspace.artefact_manifest(path).await.expect("a manifest");
        assert_eq!((read.platform, read.debuggable), (Platform::Ios, true));
        assert_eq!(read.version_code.as_deref(), Some("77"));
        assert_eq!(read.permissions, ["NSCameraUsageDescription", "aps-environment", "get-task-allow"]);
    }
}

#[tokio::test]
async fn broken_and_hostile_files_say_nothing() {
    let bench = Bench::new("L1").await;
    let whole = android(&["android.permission.INTERNET"], true);
    // Half a list is none, wherever it ends; and whatever byte of it is another one, nothing worse happens than that nothing
    // is read.
    for at in 0..whole.len() {
        let path = archive(&bench, "cut.apk", &[("AndroidManifest.xml", whole[..at].to_vec())]);
        assert_eq!(bench.workspace.artefact_manifest(path).await, None, "{at}");
        let mut broken = whole.clone();
        broken[at] = 0xff;
        let path = archive(&bench, "broken.apk", &[("AndroidManifest.xml", broken)]);
        bench.workspace.artefact_manifest(path).await;
    }
    let long = archive(&bench, "long.apk", &[("AndroidManifest.xml", [whole, vec![0; 5 << 20]].concat())]);
    assert_eq!(bench.workspace.artefact_manifest(long).await, None);
    // A binary property list of arrays that each name the next one twice: 2^60 values in a few hundred bytes.
    let mut bomb = b"bplist00".to_vec();
    let mut offsets = Vec::new();
    for next in 1..=60_u8 {
        offsets.push(u8::try_from(bomb.len()).expect("short"));
        bomb.extend([0xa2, next, next]);
    }
    offsets.push(u8::try_from(bomb.len()).expect("short"));
    bomb.extend([0x09]);
    let table = bomb.len() as u64;
    bomb.extend(&offsets);
    bomb.extend([0, 0, 0, 0, 0, 0, 1, 1]);
    bomb.extend([61_u64, 0, table].iter().flat_map(|it| it.to_be_bytes()));
    let path = archive(&bench, "bomb.ipa", &[("Payload/A.app/Info.plist", bomb)]);
    assert_eq!(bench.workspace.artefact_manifest(path).await, None);
    let deep = ["<plist><dict><key>a</key>".to_owned(), "<array>".repeat(200_000)].concat();
    let path = archive(&bench, "deep.ipa", &[("Payload/A.app/Info.plist", deep.into_bytes())]);
    assert_eq!(bench.workspace.artefact_manifest(path).await, None);
    let path = bench.path("none.apk");
    std::fs::write(&path, b"no archive").expect("written");
    assert_eq!(bench.workspace.artefact_manifest(path).await, None);
    assert_eq!(bench.workspace.artefact_manifest(bench.path("")).await, None, "a folder");
}

#[tokio::test]
async fn permissions_of_two_builds_are_compared() {
    let bench = Bench::new("L1").await;
    let workspace = &bench.workspace;
    let release = workspace.add_release(bench.app, "1.1").await.expect("a release").id;
    let add = async |release, file: Option<PathBuf>, permissions: Option<&[&str]>, version| {
        let new = NewBuild {
            artefact: file.map(ArtefactSource::File),
            permissions: permissions.map(|these| these.iter().map(|it| (*it).to_owned()).collect()),
            ..build(Platform::Android, Variant::Release, version)
        };
        workspace.add_build(release, new, &Work::unwatched()).await.expect("a build")
    };
    let asked = ["android.permission.INTERNET", "android.permission.CAMERA"];
    let file = archive(&bench, "app.apk", &[("AndroidManifest.xml", android(&asked, true))]);
    // Of the file, or as whoever adds the build says.
    let former = add(bench.release, Some(file), None, "1.0.1").await;
    assert_eq!(former.facts.permissions.as_ref().map(Vec::len), Some(2));
    let said = ["android.permission.NFC", " android.permission.CAMERA", ""];
    let later = add(release, None, Some(&said), "1.1.0").await;
    let compared = workspace.compare_builds(former.id, later.id, None, None).await.expect("compared").permissions;
    assert_eq!((compared.from_known, compared.to_known), (true, true));
    assert_eq!(compared.added, ["android.permission.NFC"]);
    assert_eq!(compared.removed, ["android.permission.INTERNET"]);
    assert_eq!(compared.kept, ["android.permission.CAMERA"]);

    // Where nobody knows, nothing is said to have changed; none at all is something that is known.
    let unknown = add(release, None, None, "1.1.1").await;
    let compared = workspace.compare_builds(former.id, unknown.id, None, None).await.expect("compared").permissions;
    assert_eq!((compared.from_known, compared.to_known), (true, false));
    assert!(compared.added.is_empty() && compared.removed.is_empty() && compared.kept.is_empty());
    let none = add(release, None, Some(&[]), "1.1.2").await;
    let compared = workspace.compare_builds(former.id, none.id, None, None).await.expect("compared").permissions;
    assert_eq!((compared.to_known, compared.removed.len()), (true, 2));
    workspace.rebuild(&Work::unwatched()).await.expect("rebuilt");
    assert_eq!(workspace.build(former.id).await.expect("the build"), former);
}
