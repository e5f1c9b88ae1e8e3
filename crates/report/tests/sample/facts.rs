//! The parts of the sample that do not depend on its units.

use assay_report::model::*;

use super::{TESTERS, hex64, stamp};

pub(super) fn builds() -> Vec<Build> {
    let build = |anchor: &str, short: &str, platform: &str, platform_name: &str, code: &str, seed: u64| Build {
        anchor: anchor.to_owned(),
        short: short.to_owned(),
        platform: platform.to_owned(),
        platform_name: platform_name.to_owned(),
        version_name: "4.2.0".to_owned(),
        version_code: code.to_owned(),
        package_id: Some("org.lumen.wallet".to_owned()),
        variant: "release".to_owned(),
        variant_name: "Release".to_owned(),
        judges_resilience: true,
        artefact: Some(Artefact {
            file_name: Some(if platform == "ios" { "Lumen-4.2.0.ipa" } else { "lumen-4.2.0-release.apk" }.to_owned()),
            sha256: hex64(seed),
            size: Some(48_318_382 + seed),
        }),
        signing_certificate: Some(hex64(seed + 1)),
        commit: Some(hex64(seed + 2)[..40].to_owned()),
        added: stamp(0),
    };
    vec![
        build("build-1", "Android", "android", "Android", "4210", 11),
        build("build-2", "iOS", "ios", "iOS", "1733", 21),
    ]
}

pub(super) fn engagement() -> Engagement {
    Engagement {
        customer: "Lumen Payments AG".to_owned(),
        laboratory: "Northlight Security Laboratory".to_owned(),
        place: "Zürich and remote".to_owned(),
        access:
            "Source code of both apps, two test accounts, staging environment with test cards. No production access."
                .to_owned(),
        sensitive_data: ["Card numbers and their tokens", "Recovery phrase", "Session tokens", "Transaction history"]
            .map(String::from)
            .to_vec(),
        first_party_domains: ["api.lumen.example", "id.lumen.example", "static.lumen.example"]
            .map(String::from)
            .to_vec(),
        authorised_by: "Dr. Zoë Müller, technical director".to_owned(),
        out_of_scope: vec!["The back end and its APIs".to_owned(), "Denial of service".to_owned()],
        from_others: vec!["The list of third-party libraries, as the customer's build prints it".to_owned()],
        deviations: vec!["Tests on iOS 19 ran on one device only.".to_owned()],
        opinions: vec!["The recovery phrase should not be shown on a rooted device.".to_owned()],
        devices: vec![
            Device { name: "Google Pixel 8".to_owned(), system_version: "Android 16".to_owned(), rooted: true },
            Device { name: "Samsung Galaxy A54".to_owned(), system_version: "Android 15".to_owned(), rooted: false },
            Device { name: "Apple iPhone 14".to_owned(), system_version: "iOS 19.1".to_owned(), rooted: false },
        ],
        tools: vec![
            Tool { name: "Frida".to_owned(), version: "17.2.4".to_owned() },
            Tool { name: "mitmproxy".to_owned(), version: "12.1".to_owned() },
            Tool { name: "jadx".to_owned(), version: "1.5.3".to_owned() },
        ],
        people: TESTERS
            .iter()
            .enumerate()
            .map(|(index, name)| Person {
                name: (*name).to_owned(),
                answers: 21 - 3 * u32::try_from(index).unwrap_or(0),
                evidence: 4,
                reviews: if index == 1 { 30 } else { 0 },
                roles: if index == 1 {
                    vec!["tester".to_owned(), "evidence".to_owned(), "reviewer".to_owned()]
                } else {
                    vec!["tester".to_owned(), "evidence".to_owned()]
                },
            })
            .collect(),
        received: Some("2026-11-05".to_owned()),
        started: Some("2026-11-09".to_owned()),
        finished: Some("2026-11-20".to_owned()),
    }
}

pub(super) fn method() -> Method {
    let test = |id: u32, title: &str, platform: &str| TestRef {
        id: format!("MASTG-TEST-{id:04}"),
        title: title.to_owned(),
        platform: platform.to_owned(),
    };
    Method {
        tailoring: None,
        levels: [
            ("L2", "Advanced security"),
            ("R", "Resilience against reverse engineering and tampering"),
            ("P", "Privacy"),
        ]
        .map(|(id, title)| ProfileLevel { id: id.to_owned(), title: title.to_owned() })
        .to_vec(),
        link_table: LinkTable {
            scheme: "maswe-1".to_owned(),
            source: Said::new("links_both", vec!["112".to_owned(), "42".to_owned()], "The tests name weaknesses."),
            linked_tests: 154,
            weaknesses_with_tests: 41,
            weaknesses_direct: 37,
        },
        limits: Limits {
            placeholder: vec![
                test(309, "References to Exported Activities", "Android"),
                test(318, "Runtime Use of Deprecated Cryptography", "iOS"),
            ],
            deprecated: vec![
                test(1, "Testing Local Storage for Sensitive Data", "Android"),
                test(52, "Testing Local Data Storage", "iOS"),
            ],
            unlinked: vec![test(290, "Runtime Verification of Sensitive Content Exposure", "iOS")],
            sentences: vec!["The back end was not part of the assessment.".to_owned()],
        },
    }
}

pub(super) fn ledger(entries: usize) -> Ledger {
    Ledger {
        workspace: "018f6c1e-9a77-7d10-a3c4-0d9be10c7a11".to_owned(),
        entries: entries as u64 + 40,
        assessment_entries: entries as u64,
        checkpoint: Checkpoint {
            root: hex64(1),
            at: "2026-11-20T16:41:00Z".to_owned(),
            devices: (0..2)
                .map(|index| DeviceHead { device: hex64(60 + index as u64), name: (index == 0).then(|| TESTERS[index].to_owned()), size: 190 + index as u64 * 31, root: hex64(50 + index as u64), signature: hex64(55).repeat(2) })
                .collect(),
        },
        headers: (0..entries)
            .map(|index| EntryHeader {
                entry: hex64(7000 + index as u64),
                device: hex64(60),
                sequence: index as u64,
                kind: "result.stated".to_owned(),
                subject: format!("assessment/018f6c1e-9a77-7d10-a3c4-0d9be10c7a11/build/018f6c1e-9a77-7d10-a3c4-0d9be10c7a12/unit/test:MASTG-TEST-{:04}", 200 + index),
                result: Some("pass".to_owned()),
                at: "2026-11-20T16:41:00Z".to_owned(),
                supersedes: vec![],
                bytes: hex64(9000 + index as u64).repeat(4),
            })
            .collect(),
    }
}

pub(super) fn catalogues() -> Vec<Catalogue> {
    [
        ("MASVS", "Mobile Application Security Verification Standard", "2.1.0", "masvs"),
        ("MASWE", "Mobile Application Security Weakness Enumeration", "1.0.0", "maswe"),
        ("MASTG", "Mobile Application Security Testing Guide", "2.0.0", "mastg"),
    ]
    .into_iter()
    .enumerate()
    .map(|(index, (name, title, version, repository))| Catalogue {
        name: name.to_owned(),
        title: title.to_owned(),
        publisher: "OWASP Foundation".to_owned(),
        version: version.to_owned(),
        commit: hex64(70 + index as u64)[..40].to_owned(),
        digest: hex64(80 + index as u64),
        licence: "CC-BY-SA-4.0".to_owned(),
        source_url: format!("https://github.com/OWASP/{repository}"),
    })
    .collect()
}
