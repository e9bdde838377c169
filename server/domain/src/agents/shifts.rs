//! When agents are at work, and when skill groups are open: weeks in a time zone, brought to moments.

use super::rows::Row;
use crate::{Conn, Error, Result};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use model::agent::{Span, Week};
use model::problem::Fault;
use model::{AgentId, Moment, Problem};
use serde_json::{Value, json};

/// The shifts of an agent.
///
/// # Errors
/// What the database says.
pub async fn of(conn: &mut Conn, row: &Row) -> Result<Week> {
    let found: Vec<(i64, i64, i64)> = sqlx::query_as(
        "select day, from_minute, to_minute from agent_shifts where agent_id = $1 order by day, from_minute",
    )
    .bind(&row.id)
    .fetch_all(conn)
    .await?;
    Ok(Week {
        zone: row.zone.clone(),
        spans: found.into_iter().map(|(day, from, to)| Span { day, from, to }).collect(),
    })
}

/// Writes the shifts of an agent.
///
/// # Errors
/// [`model::Code::Invalid`] in `shifts` for a time zone that is none.
pub async fn set(conn: &mut Conn, agent: &AgentId, week: &Week) -> Result<()> {
    require_zone("shifts", week)?;
    sqlx::query("update agents set zone = $1 where id = $2").bind(&week.zone).bind(agent).execute(&mut *conn).await?;
    sqlx::query("delete from agent_shifts where agent_id = $1").bind(agent).execute(&mut *conn).await?;
    for span in &week.spans {
        sqlx::query("insert into agent_shifts (agent_id, day, from_minute, to_minute) values ($1, $2, $3, $4)")
            .bind(agent)
            .bind(span.day)
            .bind(span.from)
            .bind(span.to)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Passes if the week's time zone is one.
///
/// # Errors
/// [`model::Code::Invalid`]
pub(crate) fn require_zone(field: &str, week: &Week) -> Result<()> {
    if week.spans.is_empty() || TimeZone::get(&week.zone).is_ok() {
        return Ok(());
    }
    Err(Problem::field(field, Fault::Unknown).into())
}

/// A week as the activity tells it.
pub(crate) fn told(week: &Week) -> Value {
    let hour = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spans: Vec<String> =
        week.spans.iter().map(|span| format!("{} {}-{}", span.day, hour(span.from), hour(span.to))).collect();
    if spans.is_empty() { Value::Null } else { json!(format!("{} ({})", spans.join(", "), week.zone)) }
}

/// A moment as letters say it: in this time zone, or where there is none in UTC.
pub(super) fn said(at: Moment, zone: &str) -> String {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(zone);
    at.strftime("%Y-%m-%d %H:%M (%Q)").to_string()
}

/// The moments between which the week has its parts, from a day before `now` for `days` days, in their order.
///
/// # Errors
/// The stored time zone is none any more.
pub(crate) fn moments(week: &Week, now: Moment, days: i64) -> Result<Vec<(Moment, Moment, Span)>> {
    if week.spans.is_empty() {
        return Ok(Vec::new());
    }
    let broken = |error: jiff::Error| Error::Broken(error.to_string());
    let zone = TimeZone::get(&week.zone).map_err(broken)?;
    let today = Timestamp::from_millisecond(now.0).map_err(broken)?.to_zoned(zone.clone()).date();
    let mut found = Vec::new();
    for ahead in -1..days {
        let date = today.checked_add(ahead.days()).map_err(broken)?;
        let day = i64::from(date.weekday().to_monday_one_offset());
        for span in week.spans.iter().filter(|span| span.day == day) {
            // By the clock on the wall: on the day that has 23 hours, six o'clock is still six o'clock.
            let at = |minute: i64| {
                let midnight = date.to_datetime(jiff::civil::Time::midnight());
                let local = midnight.checked_add(minute.minutes())?;
                Ok(Moment(local.to_zoned(zone.clone())?.timestamp().as_millisecond()))
            };
            found.push((at(span.from).map_err(broken)?, at(span.to).map_err(broken)?, *span));
        }
    }
    found.sort_unstable_by_key(|(from, to, _)| (*from, *to));
    Ok(found)
}

/// When the shift ends that an agent is in, else that of his next one; parts that follow each other without a break are one.
///
/// # Errors
/// As [`moments`].
pub(crate) fn end_of_shift(week: &Week, now: Moment) -> Result<Option<Moment>> {
    let all = moments(week, now, 8)?;
    let Some(first) = all.iter().position(|(_, to, _)| *to > now) else { return Ok(None) };
    let mut end = all[first].1;
    for (from, to, _) in &all[first + 1..] {
        if *from > end {
            break;
        }
        end = end.max(*to);
    }
    Ok(Some(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        Moment(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    fn week(zone: &str, spans: &[(i64, i64, i64)]) -> Week {
        Week {
            zone: zone.into(),
            spans: spans.iter().map(|(day, from, to)| Span { day: *day, from: *from, to: *to }).collect(),
        }
    }

    #[test]
    fn a_shift_ends_by_the_clock_on_the_wall() {
        // Wednesday the 25th of November 2026, nine to five in Shanghai.
        let shifts = week("Asia/Shanghai", &[(3, 540, 1_020)]);
        assert_eq!(end_of_shift(&shifts, at("2026-11-25T02:00:00Z")).unwrap(), Some(at("2026-11-25T09:00:00Z")));
        assert_eq!(
            end_of_shift(&shifts, at("2026-11-25T09:00:00Z")).unwrap(),
            Some(at("2026-12-02T09:00:00Z")),
            "the next"
        );
        // The night in which São Paulo's clocks once went forward has 23 hours, New York's in spring 2027 too.
        let night = week("America/New_York", &[(6, 1_320, 1_440), (7, 0, 360)]);
        assert_eq!(end_of_shift(&night, at("2027-03-14T04:00:00Z")).unwrap(), Some(at("2027-03-14T10:00:00Z")));
        assert_eq!(end_of_shift(&week("", &[]), at("2026-11-25T02:00:00Z")).unwrap(), None);
    }
}
