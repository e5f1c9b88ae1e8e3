//! CVSS 4.0: a vector's score and level, by the one implementation that screens, CLI and reports share.

use std::str::FromStr;

use crate::view::{CvssView, Severity};
use crate::{FindingError, Result};

/// The score and level of a vector. Metrics may stand in any order; the answer has the one spelling.
///
/// # Errors
/// `cvss.malformed`, with what is wrong.
pub fn cvss(vector: &str) -> Result<CvssView> {
    let given = vector.trim();
    if let Some(version) = other_version(given) {
        return Err(FindingError::VectorVersion { version: version.to_owned() }.into());
    }
    let malformed = |why: String| FindingError::VectorMalformed { vector: given.to_owned(), why };
    let parsed = cvss::v4::Vector::from_str(given).map_err(|error| malformed(error.to_string()))?;
    let score = parsed.score();
    let value = score.clone().value();
    let severity = match score.severity() {
        cvss::Severity::None => Severity::Info,
        cvss::Severity::Low => Severity::Low,
        cvss::Severity::Medium => Severity::Medium,
        cvss::Severity::High => Severity::High,
        cvss::Severity::Critical => Severity::Critical,
    };
    Ok(CvssView { vector: parsed.to_string(), score: value, severity, nomenclature: parsed.nomenclature().to_string() })
}

/// The version of CVSS that a vector names, where it is another than 4.0; version 2 names none.
fn other_version(vector: &str) -> Option<&str> {
    if vector.trim_start_matches('(').starts_with("AV:") && vector.contains("/Au:") {
        return Some("2.0");
    }
    let (version, _) = vector.strip_prefix("CVSS:")?.split_once('/')?;
    (version != "4.0" && version.starts_with(|it: char| it.is_ascii_digit())).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_of_another_version_is_called_that() {
        for (vector, version) in [
            ("CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N", "3.1"),
            ("CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:N/A:N", "3.0"),
            ("(AV:L/AC:L/Au:N/C:P/I:N/A:N)", "2.0"),
        ] {
            let refused = cvss(vector).expect_err("another version");
            assert_eq!(refused.code(), "cvss.other_version");
            assert!(refused.to_string().contains(&format!("CVSS {version}")), "{refused}");
        }
        assert_eq!(cvss("CVSS:4.0/AV:L").expect_err("not whole").code(), "cvss.malformed");
    }

    /// Vectors and scores of the examples that FIRST publishes beside the specification.
    const EXAMPLES: [(&str, f64, &str); 10] = [
        ("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3, "CVSS-B"),
        ("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.7, "CVSS-B"),
        ("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U", 5.2, "CVSS-BT"),
        ("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", 8.3, "CVSS-B"),
        (
            "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N/CR:H/IR:L/AR:L/MAV:N/MAC:H/MVC:H/MVI:L/MVA:L",
            8.1,
            "CVSS-BE",
        ),
        ("CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 4.6, "CVSS-B"),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 5.1, "CVSS-B"),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 6.9, "CVSS-B"),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10.0, "CVSS-B"),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0.0, "CVSS-B"),
    ];

    #[test]
    fn scores_are_those_of_the_published_examples() {
        for (vector, score, nomenclature) in EXAMPLES {
            let view = cvss(vector).expect(vector);
            assert_eq!((view.score, view.nomenclature.as_str()), (score, nomenclature), "{vector}");
        }
    }

    #[test]
    fn levels_change_where_the_scale_says() {
        let of = |vector: &str| cvss(vector).expect(vector).severity;
        assert_eq!(of(EXAMPLES[9].0), Severity::Info);
        assert_eq!(of("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N"), Severity::Low);
        assert_eq!(of(EXAMPLES[7].0), Severity::Medium);
        assert_eq!(of(EXAMPLES[0].0), Severity::High);
        assert_eq!(of(EXAMPLES[8].0), Severity::Critical);
    }

    #[test]
    fn what_is_no_vector_is_refused_with_the_reason() {
        for vector in [
            "",
            "high",
            "CVSS:4.0/AV:N",
            "CVSS:4.0/AV:N/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
            "CVSS:4.0/AV:Z/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
        ] {
            assert_eq!(cvss(vector).expect_err(vector).code(), "cvss.malformed", "{vector}");
        }
        let former = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
        assert_eq!(cvss(former).expect_err(former).code(), "cvss.other_version");
    }
}
