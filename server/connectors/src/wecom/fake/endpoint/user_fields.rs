//! The rules of a member's fields [D 90195, 90197].

use serde_json::Value;

use super::{Call, Refusal};
use crate::wecom::fake::{
    population::{Department, Member, ROOT},
    world::World,
};

/// Where members without a department are put, and where unknown departments are created.
const WAITING: &str = "其他（待设置部门）";
const MOST_DEPARTMENTS: usize = 100;

/// Writes the given fields over `member`. `number` is who he is already, if anybody. Returns the departments that had
/// to be created.
pub(super) fn apply(
    world: &mut World,
    call: &Call,
    member: &mut Member,
    number: Option<u32>,
) -> Result<Vec<(u32, String)>, Refusal> {
    texts(call, member)?;
    contacts(world, call, member, number)?;
    let created = departments(world, call, member)?;
    if let Some(value) = call.value("enable").and_then(Value::as_i64) {
        member.status = match (value, member.status) {
            (0, _) => 2,
            (_, 2) => 1,
            (_, status) => status,
        };
    }
    if let Some(extattr) = call.value("extattr") {
        member.extattr = extattr.clone();
    }
    Ok(created)
}

/// 1 to 64 of `[0-9A-Za-z_\-@.]`, the first a letter or digit.
pub(super) fn is_userid(userid: &str) -> bool {
    (1..=64).contains(&userid.len())
        && userid.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && userid.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-@.".contains(letter))
}

fn texts(call: &Call, member: &mut Member) -> Result<(), Refusal> {
    let take = |key: &str, most: usize, code: i64, into: &mut String| match call.text(key) {
        Some(text) if text.chars().count() > most => Err(Refusal::new(code)),
        Some(text) => {
            *into = text;
            Ok(())
        }
        None => Ok(()),
    };
    take("name", 64, 60112, &mut member.name)?;
    take("alias", 64, 60112, &mut member.alias)?;
    take("position", 128, 301_012, &mut member.position)?;
    take("external_position", 12, 301_012, &mut member.external_position)?;
    take("telephone", 32, 40058, &mut member.telephone)?;
    take("address", 128, 40058, &mut member.address)?;
    take("gender", 1, 40058, &mut member.gender)?;
    if let Some(leaders) = call.texts("direct_leader") {
        if leaders.len() > 1 {
            return Err(Refusal::new(60257));
        }
        member.direct_leader = leaders;
    }
    if member.name.is_empty() { Err(Refusal::new(60112)) } else { Ok(()) }
}

fn contacts(world: &World, call: &Call, member: &mut Member, number: Option<u32>) -> Result<(), Refusal> {
    let taken = |contact: &str| world.members.find_contact(contact).is_some_and(|other| Some(other) != number);
    // The number of an active member belongs to him: the platform ignores the change without a word.
    let changeable = number.is_none() || member.status != 1;
    if let Some(mobile) = call.text("mobile").filter(|_| changeable) {
        let digits = mobile.trim_start_matches('+');
        if !mobile.is_empty() && (digits.len() < 5 || digits.len() > 20 || !digits.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(Refusal::new(60103));
        }
        if taken(&mobile) {
            return Err(Refusal::new(60104));
        }
        member.mobile = mobile;
    }
    if let Some(email) = call.text("email") {
        if !email.is_empty() && (!(6..=64).contains(&email.len()) || !email.contains('@')) {
            return Err(Refusal::new(60105));
        }
        if taken(&email) {
            return Err(Refusal::new(60106));
        }
        member.email = email;
    }
    if let Some(biz_mail) = call.text("biz_mail").filter(|mail| *mail != member.biz_mail) {
        if !member.biz_mail.is_empty() {
            return Err(Refusal::new(60144));
        }
        member.biz_mail = biz_mail;
    }
    if member.mobile.is_empty() && member.email.is_empty() { Err(Refusal::new(60129)) } else { Ok(()) }
}

fn departments(world: &mut World, call: &Call, member: &mut Member) -> Result<Vec<(u32, String)>, Refusal> {
    let mut created = Vec::new();
    if let Some(mut ids) = call.ints("department") {
        if ids.len() > MOST_DEPARTMENTS {
            return Err(Refusal::new(60110));
        }
        ids.retain(|id| *id != 0);
        for id in &ids {
            if world.departments.get(*id).is_none() {
                created.push((*id, name_waiting(world, *id)));
            }
        }
        member.departments = ids;
        member.order = vec![0; member.departments.len()];
        member.leads = vec![0; member.departments.len()];
        member.main_department = 0;
    }
    if member.departments.is_empty() {
        member.departments = vec![waiting(world)];
    }
    let count = member.departments.len();
    if let Some(order) = call.ints("order") {
        member.order = order;
    }
    if let Some(leads) = call.ints("is_leader_in_dept") {
        member.leads = leads.into_iter().map(|leads| u8::from(leads == 1)).collect();
    }
    if member.leads.len() > count || call.ints("is_leader_in_dept").is_some_and(|leads| leads.len() != count) {
        return Err(Refusal::new(60132));
    }
    if call.ints("order").is_some_and(|order| order.len() != count) {
        return Err(Refusal::new(40058));
    }
    member.order.resize(count, 0);
    member.leads.resize(count, 0);
    if let Some(main) = call.id("main_department") {
        member.main_department = main;
    }
    if !member.departments.contains(&member.main_department) {
        member.main_department = member.departments[0];
    }
    Ok(created)
}

fn waiting(world: &mut World) -> u32 {
    world.departments.sibling(ROOT, WAITING).unwrap_or_else(|| {
        let id = world.departments.next_id();
        put(world, id, ROOT, WAITING.to_owned());
        id
    })
}

fn name_waiting(world: &mut World, id: u32) -> String {
    let parent = waiting(world);
    // The waiting department may just have taken the id asked for.
    if world.departments.get(id).is_none() {
        put(world, id, parent, format!("待设置部门{id}"));
    }
    format!("待设置部门{id}")
}

fn put(world: &mut World, id: u32, parent: u32, name: String) {
    world.departments.put(id, Department { name, name_en: String::new(), parent, order: 0, weight: 0 });
}
