//! Messages and consents.

use serde_json::{Value, json};

use crate::wecom::fake::{archive_keys, population::Chats, world::World};

type Outcome = Result<Value, String>;

/// Seconds between two events that there are messages.
const NOTIFY: i64 = 15;
/// The archive's own number among the applications, as in the platform's example [D 95039].
const AGENT: &str = "2000004";

/// A message is archived when a member with a seat takes part, and, written by somebody external, when he agreed with one of those.
pub(super) fn send(world: &mut World, from: &str, to: &[String], room: Option<String>, body: Value) -> Outcome {
    let everybody: Vec<&str> = to.iter().map(String::as_str).chain([from]).collect();
    let mut seated = Vec::new();
    let mut external = false;
    for id in &everybody {
        match (world.members.find(id), world.customers.find(id)) {
            (Some(number), _) if world.chats.seats.has(number) => seated.push(*id),
            (Some(_), _) => {}
            (None, Some(_)) => external = true,
            (None, None) => return Err(format!("nobody is called {id}")),
        }
    }
    if seated.is_empty() {
        return Ok(json!({"recorded": false, "why": "nobody has a seat"}));
    }
    let agreed = |userid: &&str| world.chats.consent(userid, from).0 != "Disagree";
    if world.customers.find(from).is_some() && !seated.iter().any(agreed) {
        return Ok(json!({"recorded": false, "why": "the sender did not agree"}));
    }
    let at = world.now() * 1_000;
    let msgid = world.chats.next_msgid(at, external);
    let mut message = json!({"msgid": msgid, "action": "send", "from": from, "tolist": to,
        "roomid": room.unwrap_or_default(), "msgtime": at});
    if let (Value::Object(message), Value::Object(body)) = (&mut message, body) {
        message.extend(body);
    }
    Ok(record(world, at, message))
}

pub(super) fn recall(world: &mut World, msgid: &str) -> Outcome {
    let place = world.chats.find(msgid).ok_or("no such message")?;
    let before = world.chats.plain(place);
    let at = world.now() * 1_000;
    let message = json!({"msgid": world.chats.next_msgid(at, msgid.ends_with("_external")), "action": "recall",
        "from": before["from"], "tolist": before["tolist"], "roomid": before["roomid"], "msgtime": at,
        "msgtype": "revoke", "revoke": {"pre_msgid": msgid}});
    Ok(record(world, at, message))
}

pub(super) fn chatter(world: &mut World, messages: u32) -> Outcome {
    let at = world.now() * 1_000;
    for _ in 0..messages {
        world.chats.chatter(at).ok_or("nobody talks")?;
    }
    notify(world);
    Ok(json!({"messages": world.chats.count()}))
}

pub(super) fn consent(world: &mut World, userid: &str, external_userid: &str, agree: bool) -> Outcome {
    let number = world.members.find(userid).ok_or_else(|| format!("no member {userid}"))?;
    let customer = world.customers.find(external_userid).ok_or("no such customer")?;
    if !world.customers.follows(number, customer) {
        return Err("no such relation".to_owned());
    }
    let now = world.now();
    world.chats.set_consent(userid, external_userid, agree, now);
    if agree {
        let fields = [
            ("UserID", world.members.userid(number).unwrap_or_default()),
            ("ExternalUserID", external_userid.to_owned()),
            ("WelcomeCode", format!("WELCOME{customer}")),
        ];
        world.fire("change_external_contact", "msg_audit_approved", &fields);
    }
    Ok(json!({}))
}

/// The administrator sets the next public key. Messages from now on are encrypted for it.
pub(super) fn rotate(world: &mut World) -> Outcome {
    let next = world.chats.key_version + 1;
    if next as usize > archive_keys::PRIVATE.len() {
        return Err("there are no more keys".to_owned());
    }
    world.chats.key_version = next;
    Ok(json!({"version": next}))
}

fn record(world: &mut World, at: i64, message: Value) -> Value {
    let msgid = message["msgid"].clone();
    let place = world.chats.add(at, message);
    notify(world);
    json!({"recorded": true, "msgid": msgid, "seq": Chats::seq(place)})
}

/// Says that there is something to pull, without saying what, and not too often.
fn notify(world: &mut World) {
    let now = world.now();
    if now - world.chats.notified >= NOTIFY {
        world.chats.notified = now;
        world.fire("msgaudit_notify", "", &[("AgentID", AGENT.to_owned())]);
    }
}
