//! At which of its hours a skill group has nobody: "no one on Sunday".

use crate::agents::shifts::moments;
use crate::store::{BLOCK, push_list};
use crate::{Conn, Db, Result};
use model::agent::{Span, Week};
use model::moment::MINUTE;
use model::{AgentId, Moment, SkillGroupId};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, HashMap};

/// As many gaps are told of one group.
const TOLD: usize = 5;

/// The shifts of those agents of these groups who may sign in.
///
/// # Errors
/// What the database says.
pub async fn shifts(conn: &mut Conn, ids: &[SkillGroupId], now: Moment) -> Result<HashMap<SkillGroupId, Vec<Week>>> {
    let mut found: BTreeMap<(SkillGroupId, AgentId), Week> = BTreeMap::new();
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select ag.group_id, a.id, a.zone, s.day, s.from_minute, s.to_minute from agent_groups ag \
             join agents a on a.id = ag.agent_id join members m on m.id = a.member_id join agent_shifts s on s.agent_id = a.id \
             where a.deleted_at is null and m.status <> 'terminated' \
             and (a.forced_at is null or a.forced_until <= ",
        );
        sql.push_bind(now).push(") and ag.group_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by a.id, s.day, s.from_minute");
        let rows: Vec<(SkillGroupId, AgentId, String, i64, i64, i64)> =
            sql.build_query_as().fetch_all(&mut *conn).await?;
        for (group, agent, zone, day, from, to) in rows {
            let week = found.entry((group, agent)).or_insert_with(|| Week { zone, spans: Vec::new() });
            week.spans.push(Span { day, from, to });
        }
    }
    let mut weeks: HashMap<SkillGroupId, Vec<Week>> = HashMap::new();
    for ((group, _), week) in found {
        weeks.entry(group).or_default().push(week);
    }
    Ok(weeks)
}

/// The parts of the hours of the coming seven days at which none of these weeks has anybody at work, in the group's own time zone.
///
/// # Errors
/// A stored time zone is none any more.
pub fn gaps(hours: &Week, shifts: &[Week], now: Moment) -> Result<Vec<Span>> {
    let mut covered: Vec<(Moment, Moment)> = Vec::new();
    for week in shifts {
        covered.extend(moments(week, now, 9)?.into_iter().map(|(from, to, _)| (from, to)));
    }
    covered.sort_unstable();
    let mut gaps: Vec<Span> = Vec::new();
    for (from, to, span) in moments(hours, now, 8)? {
        if from < now || gaps.iter().any(|gap| gap.day == span.day && gap.from >= span.from && gap.to <= span.to) {
            continue;
        }
        let mut at = from;
        for (begins, ends) in covered.iter().filter(|(begins, ends)| *begins < to && *ends > from) {
            if *begins > at {
                gaps.push(part(span, from, (at, *begins)));
            }
            at = at.max(*ends);
        }
        if at < to {
            gaps.push(part(span, from, (at, to)));
        }
    }
    gaps.sort_unstable();
    gaps.dedup();
    gaps.truncate(TOLD);
    Ok(gaps)
}

/// A part of a span, by how far it is from its begin.
fn part(span: Span, from: Moment, (begins, ends): (Moment, Moment)) -> Span {
    let minute = |at: Moment| (span.from + at.since(from) / MINUTE).clamp(span.from, span.to);
    Span { day: span.day, from: minute(begins), to: minute(ends) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(zone: &str, spans: &[(i64, i64, i64)]) -> Week {
        let spans = spans.iter().map(|(day, from, to)| Span { day: *day, from: *from, to: *to }).collect();
        Week { zone: zone.into(), spans }
    }

    #[test]
    fn hours_at_which_nobody_is_at_work_are_told_in_the_groups_own_time() {
        // Monday the 23rd of November 2026, in the night.
        let now = Moment(1_795_392_000_000);
        let hours = week("Asia/Shanghai", &[(1, 540, 1_080), (7, 540, 1_080)]);
        let told = |shifts: &[Week]| gaps(&hours, shifts, now).unwrap();
        let span = |day, from, to| Span { day, from, to };
        assert_eq!(told(&[]), [span(1, 540, 1_080), span(7, 540, 1_080)]);
        // Nine to noon there, and from noon on somebody in Brazil, eleven hours behind: 01:00 is noon.
        let both = [week("Asia/Shanghai", &[(1, 540, 720)]), week("America/Sao_Paulo", &[(1, 60, 420)])];
        assert_eq!(told(&both), [span(7, 540, 1_080)], "only on Sunday");
        assert_eq!(
            told(&[week("Asia/Shanghai", &[(1, 600, 700), (7, 0, 1_440)])]),
            [span(1, 540, 600), span(1, 700, 1_080)]
        );
    }
}
