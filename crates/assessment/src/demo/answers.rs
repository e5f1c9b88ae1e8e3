//! Which answers the example gives: a stance a control, so that every verdict occurs and each makes sense.

use crate::view::{AnswerText, ResultCode, UnitKind, UnitRow};

/// How a control of the example stands on a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// Everything passed.
    Pass,
    /// One unit failed, the others passed.
    Fail,
    /// It doesn't concern the app.
    NotApplicable,
    /// One unit is inconclusive, the others passed.
    Inconclusive,
    /// Some units passed; nobody got to the others yet.
    Begun,
    /// Nobody got to it yet.
    Open,
}

/// The stance of a control; the same table serves both platforms but for what differs between them.
pub(super) fn stance(control: &str, android: bool) -> Stance {
    match control {
        "MASVS-STORAGE-1" | "MASVS-PRIVACY-3" => Stance::Fail,
        "MASVS-PLATFORM-1" if android => Stance::Fail,
        "MASVS-PLATFORM-2" => Stance::NotApplicable,
        "MASVS-AUTH-2" | "MASVS-NETWORK-2" => Stance::Inconclusive,
        "MASVS-RESILIENCE-2" if android => Stance::Inconclusive,
        "MASVS-CODE-2" if !android => Stance::Inconclusive,
        "MASVS-CODE-4" | "MASVS-PRIVACY-1" | "MASVS-RESILIENCE-1" => Stance::Begun,
        "MASVS-RESILIENCE-3" | "MASVS-RESILIENCE-4" | "MASVS-PRIVACY-4" | "MASVS-AUTH-3" => Stance::Open,
        "MASVS-CODE-3" | "MASVS-PRIVACY-2" | "MASVS-PLATFORM-3" | "MASVS-RESILIENCE-2" if !android => Stance::Open,
        "MASVS-STORAGE-2" | "MASVS-PLATFORM-1" | "MASVS-CRYPTO-2" if !android => Stance::Begun,
        _ => Stance::Pass,
    }
}

/// The result for the `at`th unit of a control with `of` units; none where it stays untested.
pub(super) fn result(stance: Stance, at: usize, of: usize) -> Option<ResultCode> {
    match stance {
        Stance::Open => None,
        Stance::NotApplicable => Some(ResultCode::NotApplicable),
        Stance::Pass => Some(if of > 4 && at == of - 2 { ResultCode::NotApplicable } else { ResultCode::Pass }),
        Stance::Begun if at * 5 >= of * 2 => None,
        Stance::Fail if at == 1.min(of - 1) => Some(ResultCode::Fail),
        Stance::Fail => Some(if at % 5 == 3 { ResultCode::NotApplicable } else { ResultCode::Pass }),
        Stance::Inconclusive if at == of - 1 => Some(ResultCode::Inconclusive),
        Stance::Begun | Stance::Inconclusive => Some(ResultCode::Pass),
    }
}

/// The words for a result on a row.
pub(super) fn text(row: &UnitRow, result: ResultCode, at: usize, android: bool) -> AnswerText {
    let direct = row.kind == UnitKind::Direct;
    let method = if direct { METHODS[at % METHODS.len()] } else { "" };
    let (note, justification, method) = match result {
        // Not every pass has a note: people write where there is something to say.
        ResultCode::Pass if at.is_multiple_of(3) || direct => (PASSES[at % PASSES.len()], "", method),
        ResultCode::Pass | ResultCode::Untested => ("", "", ""),
        ResultCode::Fail => (failure(&row.group, android), "", method),
        ResultCode::Inconclusive => (DOUBTS[at % DOUBTS.len()], "", method),
        ResultCode::NotApplicable => ("", exemption(&row.title), ""),
    };
    AnswerText {
        note: note.to_owned(),
        justification: justification.to_owned(),
        method: method.to_owned(),
        ..AnswerText::default()
    }
}

const PASSES: [&str; 8] = [
    "Checked in the decompiled code and on the device; both agree.",
    "The call is guarded by `Vault.seal`, and the hook saw no clear text in **40 minutes** of use.",
    "Проверено на Pixel 8: после выхода из приложения данных в каталоге не осталось.",
    "画面を切り替えてもトークンは残らない。再起動後も確認済み。",
    "Three accounts tried: new, migrated, locked. Same behaviour in all of them:\n\n1. sign in\n2. leave the app\n3. look at the folder",
    "Ελέγχθηκε με τρεις λογαριασμούς· δεν βρέθηκε τίποτα.",
    "تم الفحص على جهازين، ولم يظهر أي سلوك غير متوقع.",
    "No match for the patterns in the app's own code. Two matches in a bundled library are dead code.",
];

const DOUBTS: [&str; 3] = [
    "The hook detaches after about 20 s, so the last step of the flow could not be seen. Ask the makers for a build without the watchdog.",
    "Works as it should with the test server; production uses other certificates, which we were not given.",
    "仕様書と挙動が一致しない。開発元に確認中。",
];

const METHODS: [&str; 3] = [
    "Read the source of the sign-in and payment modules, then watched the same flows with Frida on the device.",
    "Interview with the makers' lead developer, checked against the architecture document and the code.",
    "Walked through every screen with two test accounts while recording the traffic.",
];

fn failure(group: &str, android: bool) -> &'static str {
    match group {
        "MASVS-STORAGE" if android => {
            "The session token lies in clear text in `shared_prefs/session.xml`:\n\n```xml\n<string name=\"token\">eyJhbGciOi…</string>\n```\n\nIt is still valid after signing out. A fix was committed, see the evidence; it is not in this build."
        }
        "MASVS-STORAGE" => {
            "The session token is written to `Library/Preferences/org.example.harbour.plist` in clear text; the keychain holds only the PIN's verifier."
        }
        "MASVS-PLATFORM" => {
            "The handler of `harbour://transfer` takes receiver and amount from the link, unchecked. Any page or app can open the confirmation with its own values:\n\n`adb shell am start -a android.intent.action.VIEW -d 'harbour://transfer?to=XX00&amount=900'`"
        }
        "MASVS-PRIVACY" => {
            "Two statistics domains are contacted, with the list of recipients in the payload. Neither is declared, and the privacy notice says nothing of it."
        }
        _ => "The expected protection is missing in this build.",
    }
}

/// Why a test does not apply, by what it is about.
fn exemption(title: &str) -> &'static str {
    let about = [
        ("WebView", WEB),
        ("JavaScript", WEB),
        ("SafeBrowsing", WEB),
        ("External Storage", "The app writes no files to shared storage and asks for no permission to do so."),
        ("App Group", "The app belongs to no app group, so there is no container that it shares."),
        ("Random", "The app's own code draws no random numbers: keys and nonces come from the system's keystore."),
        ("Screen Lock", "Nothing rests on the lock of the device: the app asks for its own PIN each time."),
        ("Broadcast", "The manifest declares no broadcast receiver, and the code registers none."),
        ("Intents", "The app is one activity and sends no intents to itself."),
        ("CAs", "The app has no configuration file for its network, and the system's own trusts no such authority."),
        (
            "Certificate",
            "No class of the app is a delegate of `URLSession`: the system's own checks stand as they are.",
        ),
        ("Overlay", "Whatever moves money is confirmed on the system's own screen, over which no app can draw."),
        ("Non-Standard", "Nothing that security rests on is written by hand: all of it is the platform's."),
        ("Privacy Relevant", "The app uses neither camera nor microphone, and asks for neither contacts nor place."),
        ("SDK", "None of the SDKs that the test names is part of the app."),
    ];
    let of_title = about.into_iter().find(|(word, _)| title.contains(word));
    of_title.map_or("The app has no such feature, as the makers confirmed in writing.", |(_, reason)| reason)
}

const WEB: &str = "The app shows no web content: no WebView in the code or in any bundled library.";
