//! Schedules: runs that start by themselves.

use crate::{Result, Services, runs};
use croner::parser::CronParser;
use model::problem::Fault;
use model::run::RunKind;
use model::{ConnectionId, Moment, OrganisationId, Problem, ScheduleId};

/// The next times of a cron line of five fields in a time zone, after a moment. A time that a zone skips in
/// spring moves to the end of the gap, one that it repeats in autumn happens once.
///
/// # Errors
/// [`model::Code::Invalid`] naming `cron` or `zone`.
pub fn next_times(cron: &str, zone: &str, after: Moment, count: usize) -> Result<Vec<Moment>> {
    let wrong = |field: &str| Problem::field(field, Fault::Malformed);
    if cron.split_whitespace().count() != 5 {
        return Err(wrong("cron").into());
    }
    let cron = CronParser::new().parse(cron).map_err(|_| wrong("cron"))?;
    let zone = jiff::tz::TimeZone::get(zone).map_err(|_| wrong("zone"))?;
    let mut at = jiff::Timestamp::from_millisecond(after.0).map_err(|_| wrong("cron"))?.to_zoned(zone);
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        at = cron.find_next_occurrence(&at, false).map_err(|_| wrong("cron"))?;
        times.push(Moment(at.timestamp().as_millisecond()));
    }
    Ok(times)
}

/// Starts what is due. Each schedule is moved on in the transaction that starts its run, so that of several replicas one does
/// it, and a server that was off for a day starts one run, not many.
///
/// # Errors
/// What the database says.
pub async fn start_due(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let due: Vec<(ScheduleId, OrganisationId, ConnectionId, RunKind, String, String, Moment)> = sqlx::query_as(
        "select id, organisation_id, connection_id, kind, cron, zone, next_at from schedules \
         where enabled = $1 and next_at <= $2 order by next_at limit 50",
    )
    .bind(true)
    .bind(now)
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    for (id, organisation, connection, kind, cron, zone, at) in due {
        let next = next_times(&cron, &zone, now, 1).ok().and_then(|times| times.first().copied());
        let mut tx = services.store.write().await?;
        let moved = sqlx::query("update schedules set next_at = $1 where id = $2 and next_at = $3")
            .bind(next)
            .bind(&id)
            .bind(at)
            .execute(&mut *tx)
            .await?;
        if moved.rows_affected() == 1 {
            runs::begin_automatic(&mut tx, services, &organisation, &connection, kind).await?;
        }
        tx.commit().await?;
        services.wake.notify_one();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_time_that_spring_skips_moves_to_the_end_of_the_gap_and_one_that_autumn_repeats_happens_once() {
        let daily = |after| next_times("30 2 * * *", "Europe/Berlin", at(after), 2).unwrap();
        assert_eq!(daily("2026-03-28T12:00:00Z"), [at("2026-03-29T01:00:00Z"), at("2026-03-30T00:30:00Z")]);
        assert_eq!(daily("2026-10-24T12:00:00Z"), [at("2026-10-25T00:30:00Z"), at("2026-10-26T01:30:00Z")]);
    }

    #[test]
    fn nonsense_is_refused_by_field() {
        let field =
            |cron, zone| next_times(cron, zone, Moment(0), 1).unwrap_err().into_problem().fields[0].field.clone();
        assert_eq!(field("61 * * * *", "UTC"), "cron");
        assert_eq!(field("* * * *", "UTC"), "cron");
        assert_eq!(field("0 3 * * *", "Mars/Olympus"), "zone");
        assert_eq!(next_times("*/15 * * * *", "Asia/Shanghai", Moment(0), 3).unwrap().len(), 3);
    }
}
