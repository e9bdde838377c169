//! Doing what people do.

use serde_json::{Value, json};

use super::action::Action;
use crate::cxone::fake::{
    endpoint::check_code,
    population::{Agent, Code},
    world::{Activity, World},
};

type Outcome = Result<Value, String>;

pub(in super::super) fn act(world: &mut World, action: Action) -> Outcome {
    let now = world.now();
    match action {
        Action::LogIn { agent } => {
            if !known(world, agent)?.is_active {
                return Err("the agent is inactive".to_owned());
            }
            known(world, agent)?.activity.log_in(now);
        }
        Action::LogOut { agent } => known(world, agent)?.activity.log_out(now),
        Action::State { agent, code } => choose(world, agent, code)?,
        Action::ContactBegin { agent, outbound } => {
            world.next_contact += 1;
            let contact = world.next_contact;
            let activity = logged_in(world, agent)?;
            if activity.is_in_contact() {
                return Err("the agent is in a contact already".to_owned());
            }
            activity.begin_contact(now, contact, outbound);
            return Ok(json!({"contactId": contact}));
        }
        Action::ContactEnd { agent, after_work } => {
            let activity = logged_in(world, agent)?;
            if !activity.is_in_contact() {
                return Err("the agent is in no contact".to_owned());
            }
            activity.end_contact(now, after_work);
        }
        Action::Add { first_name, last_name, email, team } => return add(world, first_name, last_name, email, team),
        Action::Change { agent, first_name, last_name, email, team } => {
            let row = known(world, agent)?;
            let Agent { first_name: first, last_name: last, email: mail, team: own, .. } = row;
            *first = first_name.unwrap_or_else(|| first.clone());
            *last = last_name.unwrap_or_else(|| last.clone());
            *mail = email.unwrap_or_else(|| mail.clone());
            *own = team.unwrap_or(*own);
            row.updated = now;
        }
        Action::Activate { agent, active } => {
            let row = known(world, agent)?;
            row.is_active = active;
            row.updated = now;
            if !active && row.activity.is_logged_in() {
                row.activity.log_out(now);
            }
        }
        Action::Code { team, code, name, active } => {
            let team = world.teams.iter_mut().find(|known| known.id == team).ok_or("no such team")?;
            match team.codes.iter_mut().find(|known| known.id == code) {
                Some(known) => (known.name, known.is_active) = (name, active),
                None => team.codes.push(Code { id: code, name, is_active: active, timeout: 120 }),
            }
        }
        Action::Rule { partner, id, publisher, subscriber } => {
            let pairs = |list: Vec<(String, String)>| {
                let pair = |(own, other)| json!({"incontactAgentState": own, "partnerAgentState": other});
                list.into_iter().map(pair).collect::<Vec<_>>()
            };
            let rule = json!({"publisherStateMap": pairs(publisher), "subscriberStateMap": pairs(subscriber)});
            world.rules.insert((partner, id), rule);
        }
    }
    Ok(json!({}))
}

fn choose(world: &mut World, agent: i64, code: Option<i64>) -> Result<(), String> {
    let now = world.now();
    let team = known(world, agent)?.team;
    if let Some(code) = code {
        check_code(world, team, code)?;
    }
    let activity = logged_in(world, agent)?;
    match code {
        _ if activity.is_in_contact() => activity.next = Some((if code.is_some() { 2 } else { 1 }, code.unwrap_or(0))),
        Some(code) => activity.unavailable(now, code),
        None => activity.available(now),
    }
    Ok(())
}

fn add(world: &mut World, first_name: String, last_name: String, email: String, team: Option<i64>) -> Outcome {
    let now = world.now();
    let id = world.agents.last().map_or(1001, |agent| agent.id + 1);
    let team = team.unwrap_or(world.teams[0].id);
    if world.team(team).is_none() {
        return Err("no such team".to_owned());
    }
    let user_name = if email.is_empty() { format!("agent{id}") } else { email.clone() };
    let user_id = format!("11ea0000-0000-fa4e-0001-{id:012x}");
    let activity = Activity { since: now, ..Activity::default() };
    world.agents.push(Agent {
        id,
        user_id,
        user_name,
        first_name,
        last_name,
        email,
        is_active: true,
        team,
        updated: now,
        activity,
    });
    Ok(json!({"agentId": id}))
}

fn known(world: &mut World, agent: i64) -> Result<&mut Agent, String> {
    world.agent_mut(agent).ok_or_else(|| format!("no agent {agent}"))
}

fn logged_in(world: &mut World, agent: i64) -> Result<&mut Activity, String> {
    let activity = &mut known(world, agent)?.activity;
    if activity.is_logged_in() { Ok(activity) } else { Err("the agent is not logged in".to_owned()) }
}
