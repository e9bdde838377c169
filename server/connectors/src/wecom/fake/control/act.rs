//! Doing what people do, and telling of it.

use serde_json::{Value, json};

use super::{action::Action, archive, handover};
use crate::wecom::fake::{
    endpoint::{Refusal, check_delete, check_move, check_name},
    population::{Department, Member, Note, ROOT},
    world::World,
};

pub(super) type Outcome = Result<Value, String>;

pub(in super::super) fn act(world: &mut World, action: Action) -> Outcome {
    match action {
        Action::Hire { name, userid, department, position } => hire(world, name, userid, department, position),
        Action::Leave { userid } => {
            let number = member(world, &userid)?;
            leave(world, number);
            Ok(json!({}))
        }
        Action::MassLeave { percent } => Ok(mass_leave(world, percent)),
        Action::Move { userid, departments } => move_member(world, &userid, departments),
        Action::Rename { userid, name } => {
            let number = member(world, &userid)?;
            change(world, number, |member| member.name = name);
            Ok(json!({}))
        }
        Action::CustomerAdd { userid, external_userid, state } => add_customer(world, &userid, external_userid, state),
        Action::CustomerRemove { userid, external_userid } => remove_customer(world, &userid, &external_userid),
        Action::CustomerDropsMember { userid, external_userid } => drop_member(world, &userid, &external_userid),
        Action::DepartmentCreate { name, parent } => create_department(world, name, parent),
        Action::DepartmentRename { id, name } => rename_department(world, id, name),
        Action::DepartmentMove { id, parent } => move_department(world, id, parent),
        Action::MessageSend { from, to, room, text, body } => {
            let body =
                body.unwrap_or_else(|| json!({"msgtype": "text", "text": {"content": text.unwrap_or_default()}}));
            archive::send(world, &from, &to, room, body)
        }
        Action::MessageRecall { msgid } => archive::recall(world, &msgid),
        Action::Chatter { messages } => archive::chatter(world, messages),
        Action::Consent { userid, external_userid, agree } => archive::consent(world, &userid, &external_userid, agree),
        Action::ArchiveKeyRotate {} => archive::rotate(world),
        Action::ArchiveRange { userid, edition } => {
            let number = member(world, &userid)?;
            world.chats.seats.put(number, edition);
            Ok(json!({}))
        }
        Action::DepartmentDelete { id } => {
            check_delete(world, id).map_err(why)?;
            world.departments.remove(id);
            world.fire("change_contact", "delete_party", &[("Id", id.to_string())]);
            Ok(json!({}))
        }
        Action::Handover(action) => handover::act(world, action),
    }
}

fn hire(
    world: &mut World,
    name: String,
    userid: Option<String>,
    department: Option<u32>,
    position: Option<String>,
) -> Outcome {
    let number = world.members.end();
    let userid = userid.unwrap_or_else(|| format!("new.member{number}"));
    if world.members.find(&userid).is_some() {
        return Err(format!("{userid} is there already"));
    }
    let department = department.unwrap_or(ROOT);
    world.departments.get(department).ok_or("no such department")?;
    world.members.add(Member {
        name,
        mobile: format!("139{number:08}"),
        email: format!("{}@example.test", userid.to_ascii_lowercase()),
        position: position.unwrap_or_default(),
        gender: "0".to_owned(),
        departments: vec![department],
        order: vec![0],
        leads: vec![0],
        main_department: department,
        status: 4,
        userid: userid.clone(),
        ..Member::default()
    });
    let fields = [("UserID", userid.clone()), ("Department", department.to_string())];
    world.fire("change_contact", "create_user", &fields);
    Ok(json!({"userid": userid}))
}

fn leave(world: &mut World, number: u32) {
    let userid = world.members.userid(number).unwrap_or_default();
    let now = world.now();
    world.members.remove(number, now);
    world.fire("change_contact", "delete_user", &[("UserID", userid)]);
}

fn mass_leave(world: &mut World, percent: u32) -> Value {
    let here: Vec<u32> = (1..world.members.end()).filter(|number| world.members.is_here(*number)).collect();
    let mut gone = 0;
    for (place, number) in here.into_iter().enumerate() {
        // Stepping by a number without a common factor spreads the leavers evenly.
        if (place * 37) % 100 < percent as usize {
            leave(world, number);
            gone += 1;
        }
    }
    json!({"left": gone})
}

fn move_member(world: &mut World, userid: &str, departments: Vec<u32>) -> Outcome {
    let number = member(world, userid)?;
    if departments.is_empty() || departments.iter().any(|id| world.departments.get(*id).is_none()) {
        return Err("no such department".to_owned());
    }
    let list = departments.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
    change(world, number, |member| {
        member.order = vec![0; departments.len()];
        member.leads = vec![0; departments.len()];
        member.main_department = departments[0];
        member.departments = departments;
    });
    let userid = world.members.userid(number).unwrap_or_default();
    world.fire("change_contact", "update_user", &[("UserID", userid), ("Department", list)]);
    Ok(json!({}))
}

fn add_customer(world: &mut World, userid: &str, external_userid: Option<String>, state: Option<String>) -> Outcome {
    let number = member(world, userid)?;
    let state = state.unwrap_or_default();
    let note = Note { created: world.now(), add_way: 1, state: state.clone(), ..Note::default() };
    let customer = match external_userid {
        None => world.customers.add(number, note),
        Some(id) => {
            let customer = world.customers.find(&id).ok_or("no such customer")?;
            world.customers.link(number, customer, note);
            customer
        }
    };
    let id = world.customers.id(customer);
    let welcome = format!("WELCOME{customer}");
    let mut fields = relation_fields(world, number, &id);
    fields.extend([("State", state), ("WelcomeCode", welcome)]);
    world.fire("change_external_contact", "add_external_contact", &fields);
    Ok(json!({"external_userid": id}))
}

fn remove_customer(world: &mut World, userid: &str, external_userid: &str) -> Outcome {
    let (number, customer) = relation(world, userid, external_userid)?;
    world.customers.unlink(number, customer);
    let fields = relation_fields(world, number, external_userid);
    world.fire("change_external_contact", "del_external_contact", &fields);
    Ok(json!({}))
}

fn drop_member(world: &mut World, userid: &str, external_userid: &str) -> Outcome {
    let (number, customer) = relation(world, userid, external_userid)?;
    let note = world.customers.note(number, customer, &world.tags);
    world.customers.set_note(number, customer, Note { one_way: true, ..note });
    let fields = relation_fields(world, number, external_userid);
    world.fire("change_external_contact", "del_follow_user", &fields);
    Ok(json!({}))
}

fn create_department(world: &mut World, name: String, parent: u32) -> Outcome {
    world.departments.get(parent).ok_or("no such parent")?;
    check_name(&name).map_err(why)?;
    if world.departments.sibling(parent, &name).is_some() {
        return Err(why(Refusal::new(60008)));
    }
    let id = world.departments.next_id();
    let department = Department { name, name_en: String::new(), parent, order: 0, weight: 0 };
    world.departments.put(id, department);
    world.fire("change_contact", "create_party", &[("Id", id.to_string()), ("ParentId", parent.to_string())]);
    Ok(json!({"id": id}))
}

fn rename_department(world: &mut World, id: u32, name: String) -> Outcome {
    let department = world.departments.get(id).cloned().ok_or("no such department")?;
    check_name(&name).map_err(why)?;
    if world.departments.sibling(department.parent, &name).is_some_and(|other| other != id) {
        return Err(why(Refusal::new(60008)));
    }
    world.departments.put(id, Department { name, ..department });
    Ok(json!({}))
}

fn move_department(world: &mut World, id: u32, parent: u32) -> Outcome {
    let department = world.departments.get(id).cloned().ok_or("no such department")?;
    world.departments.get(parent).ok_or("no such parent")?;
    check_move(world, id, parent).map_err(why)?;
    if world.departments.sibling(parent, &department.name).is_some_and(|other| other != id) {
        return Err(why(Refusal::new(60008)));
    }
    world.departments.put(id, Department { parent, ..department });
    world.fire("change_contact", "update_party", &[("Id", id.to_string()), ("ParentId", parent.to_string())]);
    Ok(json!({}))
}

pub(super) fn member(world: &World, userid: &str) -> Result<u32, String> {
    world.members.find(userid).ok_or_else(|| format!("no member {userid}"))
}

fn relation(world: &World, userid: &str, external_userid: &str) -> Result<(u32, u32), String> {
    let number = member(world, userid)?;
    let customer = world.customers.find(external_userid).ok_or("no such customer")?;
    if world.customers.follows(number, customer) { Ok((number, customer)) } else { Err("no such relation".to_owned()) }
}

fn relation_fields(world: &World, number: u32, external_userid: &str) -> Vec<(&'static str, String)> {
    let userid = world.members.userid(number).unwrap_or_default();
    vec![("UserID", userid), ("ExternalUserID", external_userid.to_owned())]
}

fn change(world: &mut World, number: u32, edit: impl FnOnce(&mut Member)) {
    if let Some(mut member) = world.members.get(number) {
        edit(&mut member);
        world.members.put(number, member);
    }
}

fn why(refusal: Refusal) -> String {
    refusal.text
}
