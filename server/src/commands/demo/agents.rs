//! A contact centre: skill groups with their hours, agents in them, one of them forced offline.

use domain::{Result, Services, Viewer, agents, skill_groups};
use model::agent::{LiveWork, Span, Week};
use model::agent_edit::{AddAgent, AgentStep, EditAgent, ForceOffline, ForcedLength, Placing};
use model::skill_group::{Ringing, SaveSkillGroup, SkillGroupKind};
use std::ops::RangeInclusive;

/// Name, nickname, number, skill groups by their place, and the days at work.
type Made = (&'static str, &'static str, &'static str, &'static [usize], RangeInclusive<i64>);

const AGENTS: [Made; 7] = [
    ("沈佳宁", "小沈", "1001", &[0, 2], 1..=5),
    ("Rafael Moura", "Rafa", "1002", &[1], 1..=5),
    ("周子墨", "小周", "1003", &[0, 1], 1..=5),
    ("Grace Holloway", "Grace", "1004", &[1, 2], 2..=6),
    ("Luana Prado", "", "1005", &[1], 1..=5),
    ("谢雨桐", "桐桐", "1006", &[0], 1..=6),
    ("Owen Marsh", "", "1007", &[], 1..=5),
];

/// Makes them.
pub(super) async fn all(services: &Services, viewer: &Viewer) -> Result<()> {
    let zone = "Asia/Shanghai";
    let hours = |days: RangeInclusive<i64>, from, to| Week {
        zone: zone.to_owned(),
        spans: days.map(|day| Span { day, from: from * 60, to: to * 60 }).collect(),
    };
    let groups = [
        ("售前咨询 Sales", SkillGroupKind::Phone, Ringing::InOrder, 1, hours(1..=7, 9, 18)),
        ("售后服务 Support", SkillGroupKind::Online, Ringing::InOrder, 5, hours(1..=6, 8, 20)),
        ("VIP", SkillGroupKind::Phone, Ringing::AtOnce, 1, Week::default()),
    ];
    let mut ids = Vec::with_capacity(groups.len());
    for (name, kind, ringing, concurrency, hours) in groups {
        let save = SaveSkillGroup { id: None, revision: 0, name: name.to_owned(), kind, ringing, concurrency, hours };
        ids.push(skill_groups::save(services, viewer, save).await?.group.id);
    }
    let mut made = Vec::with_capacity(AGENTS.len());
    for (at, (name, nickname, number, of, days)) in AGENTS.into_iter().enumerate() {
        let placings = of.iter().filter_map(|place| ids.get(*place).cloned());
        let add = AddAgent {
            name: name.to_owned(),
            nickname: nickname.to_owned(),
            number: number.to_owned(),
            email: format!("agent{number}@example.test"),
            groups: placings.map(|group| Placing { group, priority: 1 + at as i64 % 5 }).collect(),
            ..AddAgent::default()
        };
        let added = agents::add(services, viewer, add).await?.row;
        let edit = EditAgent {
            shifts: Some(hours(days, 8 + at as i64 % 2, 17 + at as i64 % 4)),
            ..EditAgent::of(added.id.clone(), added.revision)
        };
        agents::edit(services, viewer, edit).await?;
        made.push(added.id);
    }
    let force = ForceOffline {
        ids: made.iter().skip(4).take(1).cloned().collect(),
        reason: "Headset is being repaired".to_owned(),
        length: ForcedLength::UntilResumed,
        work: LiveWork::Finish,
        group: None,
    };
    agents::force_offline(services, viewer, force).await?;
    let last: Vec<_> = made.into_iter().skip(6).collect();
    agents::take_steps(services, viewer, &last, AgentStep::Delete).await?;
    Ok(())
}
