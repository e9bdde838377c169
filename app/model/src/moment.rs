//! Points in time.

use serde::{Deserialize, Serialize};

/// A point in time: milliseconds since 1970-01-01 UTC. Stored and sent as that number; shown in the reader's own zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "sql", derive(sqlx::Type))]
#[cfg_attr(feature = "sql", sqlx(transparent))]
#[serde(transparent)]
pub struct Moment(pub i64);

/// One second in the unit of [`Moment`].
pub const SECOND: i64 = 1_000;
/// One minute in the unit of [`Moment`].
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in the unit of [`Moment`].
pub const HOUR: i64 = 60 * MINUTE;
/// One day of 24 hours in the unit of [`Moment`].
pub const DAY: i64 = 24 * HOUR;

impl Moment {
    /// This moment moved by a number of milliseconds, held at the ends of the range.
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
    /// Milliseconds from `earlier` to this moment; negative if it lies after.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
