//! Making, changing and deleting agents.

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal};
use crate::ccc::fake::{control::blank, gate::list_or_nothing, population::Agent, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint::new("CreateStaff", &["Staffs", "SendPassword"], create),
    Endpoint::new(
        "ModifyStaff",
        &[
            "Email",
            "Name",
            "Phone",
            "Nick",
            "StaffNo",
            "SkillGroupIds",
            "UseMobileCallOut",
            "UseMobileAccept",
            "ExtensionNumber",
            "ForwardingConfig",
        ],
        modify,
    ),
    Endpoint::new("DeleteStaff", &["StaffList"], delete),
];

/// Each for himself, but all or none where seats are too few.
fn create(world: &mut World, call: &Call) -> Outcome {
    let staff = call.need_list("Staffs", 10)?;
    if world.agents.len() + staff.len() > world.seats as usize {
        return Err(Refusal::new("LimitExceeded", "more agents than seats were bought"));
    }
    let send_password = call.flag("SendPassword")?.unwrap_or(true);
    let mut errors = Vec::new();
    // Nobody is made before everybody can be read.
    let staff: Vec<Call> = staff.iter().map(Call::of).collect::<Result<_, _>>()?;
    for one in &staff {
        one.need_text("Mail")?;
        one.need_text("Name")?;
    }
    for one in &staff {
        let mail = one.need_text("Mail")?.trim().to_owned();
        match made(world, one, &mail) {
            Ok(agent) => {
                world.agents.push(agent);
                if send_password {
                    world.mails.push(mail);
                }
            }
            Err(Refusal { code, message }) => {
                errors.push(json!({"StaffEmail": mail, "Code": code, "Message": message}));
            }
        }
    }
    let mut answer = json!({});
    if let Some(errors) = list_or_nothing(world, errors) {
        answer["ErrorStaffList"] = errors;
    }
    Ok(answer)
}

fn made(world: &World, one: &Call, mail: &str) -> Result<Agent, Refusal> {
    if world.agent(mail).is_some() {
        return Err(Refusal::new("FailedOperation.DuplicatedAccount", "duplicated account"));
    }
    let Some((local, domain)) = mail.split_once('@') else { return Err(Refusal::value("no e-mail address")) };
    if local.is_empty() || !domain.contains('.') {
        return Err(Refusal::value("no e-mail address"));
    }
    let text = |name: &str| one.text(name).map(|text| text.unwrap_or_default().to_owned());
    let (staff_number, phone, extension) = (text("StaffNumber")?, text("Phone")?, text("ExtensionNumber")?);
    check_numbers(world, "", &staff_number, &phone, &extension)?;
    let mut groups = Vec::new();
    for name in one.texts("SkillGroupNameList")?.unwrap_or_default() {
        groups.push((world.group_named(name).ok_or_else(Refusal::no_group)?.id, 3));
    }
    Ok(Agent {
        phone,
        nick: text("Nick")?,
        staff_number,
        role: one.int("Role")?.unwrap_or(3),
        extension,
        groups,
        ..blank(one.need_text("Name")?.to_owned(), mail.to_owned(), world.now())
    })
}

/// Numbers are one agent's each.
fn check_numbers(world: &World, own: &str, staff: &str, phone: &str, extension: &str) -> Result<(), Refusal> {
    let others = || world.agents.iter().filter(|agent| !agent.mail.eq_ignore_ascii_case(own));
    if !staff.is_empty() && others().any(|agent| agent.staff_number == staff) {
        return Err(Refusal::value("the staff number is somebody else's"));
    }
    let is_phone = phone.starts_with("00") && phone.bytes().all(|byte| byte.is_ascii_digit());
    if !phone.is_empty() && !is_phone {
        return Err(Refusal::value("a phone number begins with 00 and the country"));
    }
    if world.has_phone(phone, own) {
        let code = "InvalidParameterValue.PhoneNumIsBoundOtherAccount";
        return Err(Refusal::new(code, "the number has been bound to another account"));
    }
    let is_extension = (4..=6).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_digit())
        && extension.starts_with(|first| ('1'..='8').contains(&first));
    if !extension.is_empty() && !is_extension {
        return Err(Refusal::value("an extension has 4 to 6 digits and begins with 1 to 8"));
    }
    if !extension.is_empty() && others().any(|agent| agent.extension == extension) {
        return Err(Refusal::value("the extension is somebody else's"));
    }
    Ok(())
}

fn modify(world: &mut World, call: &Call) -> Outcome {
    let mail = call.need_text("Email")?;
    let agent = world.agent(mail).ok_or_else(Refusal::no_account)?.clone();
    let changed = |name: &str, old: &str| call.text(name).map(|text| text.unwrap_or(old).to_owned());
    let groups = match call.ints("SkillGroupIds")? {
        Some(ids) if ids.iter().any(|id| world.group(*id).is_none()) => return Err(Refusal::no_group()),
        Some(ids) => {
            let priority =
                |id: i64| agent.groups.iter().find(|(own, _)| *own == id).map_or(3, |(_, priority)| *priority);
            ids.into_iter().map(|id| (id, priority(id))).collect()
        }
        None => agent.groups.clone(),
    };
    let use_mobile_accept = call.int("UseMobileAccept")?.unwrap_or(agent.use_mobile_accept);
    if !(0..=2).contains(&use_mobile_accept) {
        return Err(Refusal::value("UseMobileAccept is 0, 1 or 2"));
    }
    let agent = Agent {
        name: changed("Name", &agent.name)?,
        phone: changed("Phone", &agent.phone)?,
        nick: changed("Nick", &agent.nick)?,
        staff_number: changed("StaffNo", &agent.staff_number)?,
        extension: changed("ExtensionNumber", &agent.extension)?,
        use_mobile_call_out: call.flag("UseMobileCallOut")?.unwrap_or(agent.use_mobile_call_out),
        use_mobile_accept,
        groups,
        modified: world.now(),
        ..agent
    };
    check_numbers(world, mail, &agent.staff_number, &agent.phone, &agent.extension)?;
    if let Some(known) = world.agent_mut(mail) {
        *known = agent;
    }
    Ok(json!({}))
}

/// Those who are online stay; addresses that nobody has are passed over, because the action lists no error for them.
fn delete(world: &mut World, call: &Call) -> Outcome {
    call.need_list("StaffList", 200)?;
    let mut online: Vec<Value> = Vec::new();
    let mut deleted = 0;
    for mail in call.texts("StaffList")?.unwrap_or_default() {
        match world.agents.iter().position(|agent| agent.mail.eq_ignore_ascii_case(mail)) {
            Some(at) if world.agents[at].activity.is_online() => online.push(mail.into()),
            Some(at) => {
                world.agents.remove(at);
                deleted += 1;
            }
            None => {}
        }
    }
    let mut answer = json!({"DeleteStatusInfo": format!("{deleted} deleted")});
    if let Some(online) = list_or_nothing(world, online) {
        answer["OnlineStaffList"] = online;
    }
    Ok(answer)
}
