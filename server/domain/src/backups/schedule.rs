//! Backups by themselves.

use super::{access, begin, settings};
use crate::audit::Actor;
use crate::jobs::schedule::next_times;
use crate::{Result, Services, organisation};
use model::backup::{BackupReason, BackupSettings, Every};
use model::moment::HOUR;
use model::problem::Fault;
use model::{Moment, Problem};

/// When the next is due after a moment. A time of day that a zone skips in spring moves to the end of the gap, one that it
/// repeats in autumn happens once.
///
/// # Errors
/// [`model::Code::Invalid`] naming `zone`.
pub(super) fn next(settings: &BackupSettings, after: Moment) -> Result<Option<Moment>> {
    let (hour, minute) = settings.time().ok_or_else(|| Problem::field("at", Fault::Malformed))?;
    let cron = match settings.every {
        Every::Off => return Ok(None),
        Every::Hours => return Ok(Some(after.plus(settings.hours * HOUR))),
        Every::Day => format!("{minute} {hour} * * *"),
        Every::Week => format!("{minute} {hour} * * {}", settings.weekday),
    };
    Ok(next_times(&cron, &settings.zone, after, 1)?.first().copied())
}

/// Begins the backup that is due. Moved on in the transaction that begins it: a server that was off for a week makes one.
///
/// # Errors
/// What the database says.
pub(crate) async fn start_due(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let due: Option<Moment> = sqlx::query_scalar("select next_at from backup_settings where id = 1 and next_at <= $1")
        .bind(now)
        .fetch_optional(&mut *conn)
        .await?;
    drop(conn);
    let Some(due) = due else { return Ok(()) };
    let mut tx = services.store.write().await?;
    let Some(home) = access::home(&mut tx).await? else { return Ok(()) };
    organisation::lock(&mut tx, &home).await?;
    let next = next(&settings::read(&mut tx).await?.settings, now)?;
    let moved = sqlx::query("update backup_settings set next_at = $1 where id = 1 and next_at = $2")
        .bind(next)
        .bind(due)
        .execute(&mut *tx)
        .await?;
    if moved.rows_affected() == 1 {
        begin::start(&mut tx, services, &home, BackupReason::Schedule, &Actor::system()).await?;
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn daily(at: &str, zone: &str) -> BackupSettings {
        BackupSettings { every: Every::Day, at: at.to_owned(), zone: zone.to_owned(), ..BackupSettings::default() }
    }

    #[test]
    fn a_day_with_23_hours_and_one_with_25_have_one_backup_each() {
        let settings = daily("02:30", "Europe/Berlin");
        let from = |text: &str| next(&settings, at(text)).unwrap().unwrap();
        assert_eq!(from("2026-03-28T12:00:00Z"), at("2026-03-29T01:00:00Z"));
        assert_eq!(from("2026-03-29T01:00:00Z"), at("2026-03-30T00:30:00Z"));
        assert_eq!(from("2026-10-24T12:00:00Z"), at("2026-10-25T00:30:00Z"));
        assert_eq!(from("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z"));
    }

    #[test]
    fn weeks_and_hours_follow_the_settings_and_off_is_off() {
        let weekly = BackupSettings { every: Every::Week, weekday: 1, ..daily("03:00", "Asia/Shanghai") };
        assert_eq!(next(&weekly, at("2026-11-22T12:00:00Z")).unwrap(), Some(at("2026-11-22T19:00:00Z")));
        let hours = BackupSettings { every: Every::Hours, hours: 7, ..BackupSettings::default() };
        assert_eq!(next(&hours, Moment(1)).unwrap(), Some(Moment(1 + 7 * HOUR)));
        assert_eq!(next(&BackupSettings::default(), Moment(1)).unwrap(), None);
        let nowhere = next(&daily("03:00", "Mars/Olympus"), Moment(1)).unwrap_err().into_problem();
        assert_eq!(nowhere.fields[0].field, "zone");
    }
}
