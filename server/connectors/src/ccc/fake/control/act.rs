//! Doing what people do.

use serde_json::{Value, json};

use super::action::Action;
use crate::ccc::fake::{
    activity::{Activity, known as known_status},
    population::{Agent, Group},
    world::World,
};

type Outcome = Result<Value, String>;

pub(in super::super) fn act(world: &mut World, action: Action) -> Outcome {
    let now = world.now();
    match action {
        Action::LogIn { staff } => {
            let agent = known(world, &staff)?;
            if agent.is_forced_offline {
                return Err("the agent is forced offline".to_owned());
            }
            agent.activity.log_in(now);
        }
        Action::LogOut { staff } => online(world, &staff)?.log_out(now),
        Action::Status { staff, status, reason } => {
            let status = known_status(&status).filter(|status| matches!(*status, "free" | "notReady" | "rest"));
            let status = status.ok_or("agents choose free, notReady or rest")?;
            let activity = online(world, &staff)?;
            if activity.is_busy() {
                activity.reserved = (status != "free").then_some((status, reason));
            } else {
                activity.turn(now, status, &reason);
            }
        }
        Action::CallBegin { staff, outbound } => {
            let activity = online(world, &staff)?;
            if activity.is_busy() {
                return Err("the agent is in a call already".to_owned());
            }
            activity.begin_call(now, outbound);
        }
        Action::CallEnd { staff, after_work } => {
            let activity = online(world, &staff)?;
            if !activity.is_busy() {
                return Err("the agent is in no call".to_owned());
            }
            activity.end_call(now, after_work);
        }
        Action::Add { name, mail, staff_number } => {
            if world.agent(&mail).is_some() {
                return Err("the address is somebody's".to_owned());
            }
            world.agents.push(Agent { staff_number, ..blank(name, mail, now) });
        }
        Action::Change { staff, name, nick, skill_groups } => {
            if let Some(id) = skill_groups.iter().flatten().find(|id| world.group(**id).is_none()) {
                return Err(format!("no skill group {id}"));
            }
            let agent = known(world, &staff)?;
            if let Some(name) = name {
                agent.name = name;
            }
            if let Some(nick) = nick {
                agent.nick = nick;
            }
            if let Some(groups) = skill_groups {
                agent.groups = groups.into_iter().map(|id| (id, 3)).collect();
            }
            agent.modified = now;
        }
        Action::Delete { staff } => {
            known(world, &staff)?;
            world.agents.retain(|agent| !agent.mail.eq_ignore_ascii_case(&staff));
        }
        Action::ForceOffline { staff } => world.force_offline(&staff).ok_or_else(|| nobody(&staff))?,
        Action::ResumeOnline { staff } => known(world, &staff)?.is_forced_offline = false,
        Action::AddSkillGroup { name } => return Ok(json!({"SkillGroupId": add_group(world, name, 0, 1)})),
        Action::DeleteSkillGroup { id } => {
            world.delete_group(id).ok_or_else(|| format!("no skill group {id}"))?;
        }
        Action::Seats { count } => world.seats = count,
    }
    Ok(json!({}))
}

/// A new group's number.
pub(in super::super) fn add_group(world: &mut World, name: String, kind: i64, max_concurrency: i64) -> i64 {
    let (id, modified) = (world.next_group, world.now());
    world.next_group += 1;
    world.groups.push(Group { id, name, kind, max_concurrency, ring_all: false, modified });
    id
}

/// An agent who is offline and in no group.
pub(in super::super) fn blank(name: String, mail: String, now: i64) -> Agent {
    Agent {
        name,
        mail,
        phone: String::new(),
        nick: String::new(),
        staff_number: String::new(),
        role: 3,
        extension: String::new(),
        groups: Vec::new(),
        use_mobile_call_out: false,
        use_mobile_accept: 0,
        modified: now,
        is_forced_offline: false,
        password: "fake-random-password".to_owned(),
        activity: Activity::new(now),
    }
}

fn known<'a>(world: &'a mut World, mail: &str) -> Result<&'a mut Agent, String> {
    world.agent_mut(mail).ok_or_else(|| nobody(mail))
}

fn online<'a>(world: &'a mut World, mail: &str) -> Result<&'a mut Activity, String> {
    let activity = &mut known(world, mail)?.activity;
    if activity.is_online() { Ok(activity) } else { Err("the agent is offline".to_owned()) }
}

fn nobody(mail: &str) -> String {
    format!("no agent {mail}")
}
