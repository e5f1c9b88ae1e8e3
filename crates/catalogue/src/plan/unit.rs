//! The ids of units: text that statements, exports and reports carry.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use crate::{CatalogueError, Scheme, WeaknessRef};

/// The id of a unit as text: `test:MASTG-TEST-0235`, `direct:maswe-1/MASWE-0018` or `direct:MASVS-AUTH-1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[ts(type = "string")]
pub struct UnitId(String);

/// What a unit id stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// The test with this id.
    Test(String),
    /// The direct assessment of this weakness.
    Weakness(WeaknessRef),
    /// The direct assessment of the control with this id, of MASVS or of an industry profile.
    Control(String),
}

impl UnitId {
    /// The unit of a test.
    pub fn of_test(id: &str) -> UnitId {
        UnitId(format!("test:{id}"))
    }

    /// The direct unit of a weakness.
    pub fn of_weakness(weakness: &WeaknessRef) -> UnitId {
        UnitId(format!("direct:{weakness}"))
    }

    /// The direct unit of a control.
    pub fn of_control(id: &str) -> UnitId {
        UnitId(format!("direct:{id}"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it stands for.
    pub fn kind(&self) -> UnitKind {
        if let Some(test) = self.0.strip_prefix("test:") {
            return UnitKind::Test(test.to_owned());
        }
        let direct = self.0.strip_prefix("direct:").unwrap_or(&self.0);
        let weakness = direct
            .split_once('/')
            .and_then(|(scheme, id)| Scheme::from_name(scheme).map(|scheme| WeaknessRef { scheme, id: id.to_owned() }));
        weakness.map_or_else(|| UnitKind::Control(direct.to_owned()), UnitKind::Weakness)
    }
}

impl FromStr for UnitId {
    type Err = CatalogueError;

    fn from_str(text: &str) -> Result<UnitId, CatalogueError> {
        let plain = |id: &str| {
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
        };
        let valid = match text.split_once(':') {
            Some(("test", id)) => plain(id),
            Some(("direct", id)) => match id.split_once('/') {
                Some((scheme, weakness)) => Scheme::from_name(scheme).is_some() && plain(weakness),
                None => plain(id),
            },
            _ => false,
        };
        if valid { Ok(UnitId(text.to_owned())) } else { Err(CatalogueError::UnknownUnit { text: text.to_owned() }) }
    }
}

impl<'de> Deserialize<'de> for UnitId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<UnitId, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
