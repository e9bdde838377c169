//! How backups are made: when, where to, how many are kept.

use crate::problem::Fault;
use crate::text::{Check, line, optional_line};
use crate::{Moment, Problem, limits};
use serde::{Deserialize, Serialize};

/// The most backups of a sort that may be kept.
pub const MOST_KEPT: i64 = 1_000;
/// The shortest passphrase, in characters: whoever has the file may try for years.
pub const PASSPHRASE_MIN: usize = 12;

crate::words!(
    /// How often a backup is made by itself.
    Every {
        /// Never.
        Off = "off",
        /// Every so many hours.
        Hours = "hours",
        /// Each day at a time.
        Day = "day",
        /// Each week on a day at a time.
        Week = "week",
    }
);

/// Where else files go: a store that speaks S3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct StoreSettings {
    /// Whether it is used.
    pub on: bool,
    /// Its address, like `https://s3.example.com`.
    pub endpoint: String,
    /// Its region; `us-east-1` for most that have none.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// What names in the bucket begin with.
    pub prefix: String,
    /// The access key; its secret is kept sealed and never told.
    pub access_key: String,
}

/// How backups are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSettings {
    /// How often by itself.
    pub every: Every,
    /// The hours in between, 1 to 168.
    pub hours: i64,
    /// The time of day, `hh:mm`.
    pub at: String,
    /// The day of the week, 0 for Sunday.
    pub weekday: i64,
    /// The time zone of time and day, like `Asia/Shanghai`.
    pub zone: String,
    /// How many scheduled ones are kept.
    pub keep: i64,
    /// How many made by hand are kept.
    pub keep_by_hand: i64,
    /// How many made before a change set or a restore are kept.
    pub keep_before: i64,
    /// The folder; empty for `backups` in the data folder.
    pub folder: String,
    /// Where else.
    pub store: StoreSettings,
    /// Whether the store's secret is set.
    #[serde(default)]
    pub secret_set: bool,
    /// Whether files are encrypted with a passphrase.
    #[serde(default)]
    pub passphrase_set: bool,
    /// When the next one is due.
    #[serde(default)]
    pub next_at: Option<Moment>,
    /// Changes with every change.
    #[serde(default)]
    pub revision: i64,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self {
            every: Every::Off,
            hours: 6,
            at: "03:00".to_owned(),
            weekday: 0,
            zone: "UTC".to_owned(),
            keep: 14,
            keep_by_hand: 10,
            keep_before: 10,
            folder: String::new(),
            store: StoreSettings::default(),
            secret_set: false,
            passphrase_set: false,
            next_at: None,
            revision: 0,
        }
    }
}

impl BackupSettings {
    /// Hour and minute of [`Self::at`]; `None` if that is no time of day.
    pub fn time(&self) -> Option<(u32, u32)> {
        if !self.at.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
            return None;
        }
        let (hour, minute) = self.at.split_once(':')?;
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        (self.at.len() == 5 && hour < 24 && minute < 60).then_some((hour, minute))
    }

    /// Checks every field and trims the texts. The time zone is known only to the server.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.every == Every::Hours && !(1..=168).contains(&self.hours) {
            check.fault("hours", Fault::OutOfRange, Some(168));
        }
        if self.time().is_none() {
            check.fault("at", Fault::Malformed, None);
        }
        if !(0..=6).contains(&self.weekday) {
            check.fault("weekday", Fault::OutOfRange, Some(6));
        }
        for (field, kept) in
            [("keep", self.keep), ("keep_by_hand", self.keep_by_hand), ("keep_before", self.keep_before)]
        {
            if !(1..=MOST_KEPT).contains(&kept) {
                check.fault(field, Fault::OutOfRange, Some(MOST_KEPT));
            }
        }
        self.folder = check.take("folder", optional_line(&self.folder, limits::URL));
        if !self.folder.is_empty() && !self.folder.starts_with('/') {
            check.fault("folder", Fault::Malformed, None);
        }
        let store = &mut self.store;
        let take = if store.on { line } else { optional_line };
        store.endpoint = check.take("endpoint", take(&store.endpoint, limits::URL)).trim_end_matches('/').to_owned();
        if !store.endpoint.is_empty() && !["https://", "http://"].iter().any(|is| store.endpoint.starts_with(is)) {
            check.fault("endpoint", Fault::Malformed, None);
        }
        store.region = check.take("region", optional_line(&store.region, limits::NAME));
        store.bucket = check.take("bucket", take(&store.bucket, limits::NAME));
        store.prefix = check.take("prefix", optional_line(&store.prefix, limits::URL)).trim_matches('/').to_owned();
        store.access_key = check.take("access_key", take(&store.access_key, limits::SECRET));
        check.done()?;
        Ok(self)
    }
}

/// Settings as they are sent: what is sealed is never sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SaveBackupSettings {
    /// Everything else.
    pub settings: BackupSettings,
    /// The store's secret; `None` keeps it.
    #[serde(default)]
    pub secret: Option<String>,
    /// The passphrase; `None` keeps it, an empty one ends encrypting.
    #[serde(default)]
    pub passphrase: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_refused_field_by_field() {
        let store = StoreSettings { on: true, endpoint: "ftp://x".to_owned(), ..StoreSettings::default() };
        let bad = BackupSettings {
            every: Every::Hours,
            hours: 0,
            at: "3:00".to_owned(),
            weekday: 7,
            keep: 0,
            folder: "backups".to_owned(),
            store,
            ..BackupSettings::default()
        };
        let faults = bad.check().unwrap_err().fields;
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["hours", "at", "weekday", "keep", "folder", "endpoint", "bucket", "access_key"]);
        assert!(BackupSettings::default().check().is_ok());
    }

    #[test]
    fn a_time_of_day_has_five_characters() {
        let at = |text: &str| BackupSettings { at: text.to_owned(), ..BackupSettings::default() }.time();
        assert_eq!(at("23:59"), Some((23, 59)));
        for bad in ["24:00", "12:60", "1:30", "12.30", "", "+1:30"] {
            assert_eq!(at(bad), None, "{bad}");
        }
    }
}
