//! Doing what people do, and telling of it.

use std::mem;

use serde_json::{Value, json};

use super::action::Action;
use crate::ringcentral::fake::{
    account::{ACCOUNT, Account, State},
    accounts::blank,
    subscriptions::Subscription,
    world::World,
};

type Outcome = Result<Value, String>;

pub(in super::super) fn act(world: &mut World, action: Action) -> Outcome {
    match action {
        Action::SetPresence { extension, user_status, dnd_status, message } => change(world, &extension, |state| {
            replace(&mut state.user, user_status);
            replace(&mut state.dnd, dnd_status);
            state.message = message.or(state.message.take());
        }),
        Action::CallBegins { extension, telephony_status } => change(world, &extension, |state| {
            state.telephony = telephony_status.unwrap_or_else(|| "CallConnected".to_owned());
        }),
        Action::CallEnds { extension } => change(world, &extension, |state| state.telephony = "NoCall".to_owned()),
        Action::MeetingBegins { extension } => change(world, &extension, |state| state.in_meeting = true),
        Action::MeetingEnds { extension } => change(world, &extension, |state| state.in_meeting = false),
        Action::Dnd { extension, on } => change(world, &extension, |state| {
            // As the platform's own program does it.
            let (user, dnd) = if on { ("Busy", "DoNotAcceptAnyCalls") } else { ("Available", "TakeAllCalls") };
            (state.user, state.dnd) = (user.to_owned(), dnd.to_owned());
        }),
        Action::AccountAdd { first_name, last_name, email } => {
            let email_is_login = !email.is_empty();
            let id =
                world.accounts.add(Account { first: first_name, last: last_name, email, email_is_login, ..blank() });
            tell(world, "Create", &id.to_string())?;
            Ok(json!({"id": id.to_string()}))
        }
        Action::AccountChange { extension, first_name, last_name, email, department, job_title } => {
            edit(world, &extension, |account| {
                replace(&mut account.first, first_name);
                replace(&mut account.last, last_name);
                replace(&mut account.email, email);
                replace(&mut account.department, department);
                replace(&mut account.job_title, job_title);
            })
        }
        Action::AccountDisable { extension, disabled } => edit(world, &extension, |account| {
            account.status = if disabled { "Disabled" } else { "Enabled" };
        }),
        Action::AccountRemove { extension } => {
            let account = world.accounts.remove(&extension).ok_or_else(|| missing(&extension))?;
            world.fire_directory("Delete", &account);
            Ok(json!({}))
        }
        Action::Blacklist { subscription } => {
            let now = world.now();
            self::subscription(world, &subscription)?.blacklist(now, "The webhook does not answer");
            Ok(json!({}))
        }
        Action::Suspend { subscription } => {
            self::subscription(world, &subscription)?.status = "Suspended";
            Ok(json!({}))
        }
        Action::ReplayLast {} => {
            let push = world.last.clone().ok_or("no event yet")?;
            world.outbox.push_back(push);
            Ok(json!({}))
        }
        Action::Forge { extension, verification_token } => forge(world, &extension, &verification_token),
        Action::HoldEvents {} => {
            world.holding = true;
            Ok(json!({}))
        }
        Action::ReleaseEvents { reversed } => {
            world.holding = false;
            let waiting = mem::take(&mut world.outbox);
            world.outbox = if reversed { waiting.into_iter().rev().collect() } else { waiting };
            Ok(json!({"events": world.outbox.len()}))
        }
    }
}

fn change(world: &mut World, extension: &str, change: impl FnOnce(&mut State)) -> Outcome {
    world.change_presence(extension, |account| change(&mut account.state)).ok_or_else(|| missing(extension))?;
    Ok(json!({}))
}

fn edit(world: &mut World, extension: &str, edit: impl FnOnce(&mut Account)) -> Outcome {
    edit(world.accounts.get_mut(extension).ok_or_else(|| missing(extension))?);
    tell(world, "Update", extension)?;
    Ok(json!({}))
}

fn tell(world: &mut World, event_type: &str, extension: &str) -> Result<(), String> {
    let account = world.accounts.get(extension).ok_or_else(|| missing(extension))?.clone();
    world.fire_directory(event_type, &account);
    Ok(())
}

/// An event that looks right but for its token.
fn forge(world: &mut World, extension: &str, token: &str) -> Outcome {
    let mut account = world.accounts.get(extension).ok_or_else(|| missing(extension))?.clone();
    account.sequence += 1_000;
    account.state.user = "Offline".to_owned();
    let body = account.presence_event(world.options.new_call_handling);
    let path = format!("/restapi/v1.0/account/{ACCOUNT}/extension/{extension}/presence");
    for subscription in world.subscriptions.clone() {
        let mut push = world.push(&subscription, &path, body.clone());
        push.verification = token.to_owned();
        world.outbox.push_back(push);
    }
    Ok(json!({}))
}

fn subscription<'a>(world: &'a mut World, id: &str) -> Result<&'a mut Subscription, String> {
    world.subscriptions.iter_mut().find(|one| one.id == id).ok_or_else(|| format!("no subscription {id}"))
}

fn replace(field: &mut String, value: Option<String>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn missing(extension: &str) -> String {
    format!("no extension {extension}")
}
