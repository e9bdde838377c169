//! Reading members [D 90196, 90200, 90201, 96067] and the join code [D 91714].

use serde_json::{Value, json};

use super::{Call, Endpoint, Outcome, Refusal, Rights, call::cursor, departments::may_see};
use crate::wecom::fake::{population::Member, tokens::Kind, world::World};

pub(super) const ENDPOINTS: &[Endpoint] = &[
    Endpoint { path: "user/get", rights: Rights::Details, run: get },
    Endpoint { path: "user/list", rights: Rights::Details, run: list },
    Endpoint { path: "user/simplelist", rights: Rights::Details, run: simple_list },
    Endpoint { path: "user/list_id", rights: Rights::ContactOnly, run: list_id },
    Endpoint { path: "corp/get_join_qrcode", rights: Rights::ContactOnly, run: join_code },
];

/// Tells cursors of this listing from others.
const LIST_ID: u64 = 0x11d;

fn get(world: &mut World, call: &Call) -> Outcome {
    let userid = call.need("userid", 40003)?;
    let member = world.members.find(&userid).and_then(|number| world.members.get(number));
    let member = member.ok_or(Refusal::new(60111))?;
    if !member.departments.iter().any(|id| may_see(world, call, *id)) {
        return Err(Refusal::new(60011));
    }
    Ok(detail(&member, call.kind))
}

fn list(world: &mut World, call: &Call) -> Outcome {
    let members = inside(world, call)?;
    let rows: Vec<_> = members.iter().map(|member| detail(member, call.kind)).collect();
    Ok(json!({"userlist": rows}))
}

fn simple_list(world: &mut World, call: &Call) -> Outcome {
    let row = |member: Member| json!({"userid": member.userid, "name": member.name, "department": member.departments});
    Ok(json!({"userlist": inside(world, call)?.into_iter().map(row).collect::<Vec<_>>()}))
}

/// One row for each department of each member; a page may end between two rows of one member.
fn list_id(world: &mut World, call: &Call) -> Outcome {
    let limit = call.int("limit").unwrap_or(10_000);
    if limit < 1 {
        return Err(Refusal::new(40058));
    }
    let limit = usize::try_from(limit).unwrap_or(0).min(world.options.list_id_page as usize).max(1);
    let (mut number, mut offset) = call.cursor(LIST_ID, 60268)?.unwrap_or((0, 0));
    let mut rows = Vec::new();
    let mut next_cursor = String::new();
    'members: while number < world.members.end() {
        if let Some(userid) = world.members.userid(number) {
            let departments = world.members.departments_of(number);
            for department in departments.iter().skip(offset as usize) {
                if rows.len() == limit {
                    next_cursor = cursor(LIST_ID, number, offset);
                    break 'members;
                }
                rows.push(json!({"userid": userid, "department": department}));
                offset += 1;
            }
        }
        (number, offset) = (number + 1, 0);
    }
    Ok(json!({"next_cursor": next_cursor, "dept_user": rows}))
}

fn join_code(world: &mut World, call: &Call) -> Outcome {
    if !call.int("size_type").is_none_or(|size| (1..=4).contains(&size)) {
        return Err(Refusal::new(40058));
    }
    let ends = call.now + 7 * 86_400;
    let url = format!("https://wework.example.test/join/{}?expires={ends}", world.options.corp_id);
    Ok(json!({"join_qrcode": url}))
}

fn inside(world: &World, call: &Call) -> Result<Vec<Member>, Refusal> {
    let department = call.id("department_id").ok_or(Refusal::new(40058))?;
    world.departments.get(department).ok_or(Refusal::new(60003))?;
    if !may_see(world, call, department) {
        return Err(Refusal::new(60011));
    }
    let numbers = world.members.in_department(department);
    Ok(numbers.into_iter().filter_map(|number| world.members.get(number)).collect())
}

/// An application made after June 2022 is told nothing personal.
fn detail(member: &Member, kind: Kind) -> Value {
    let mut row = json!({
        "userid": member.userid,
        "name": member.name,
        "alias": member.alias,
        "department": member.departments,
        "order": member.order,
        "position": member.position,
        "external_position": member.external_position,
        "is_leader_in_dept": member.leads,
        "direct_leader": member.direct_leader,
        "main_department": member.main_department,
        "telephone": member.telephone,
        "status": member.status,
        "extattr": member.extattr,
        "gender": "0",
    });
    if kind == Kind::Contact {
        row["mobile"] = member.mobile.as_str().into();
        row["email"] = member.email.as_str().into();
        row["biz_mail"] = member.biz_mail.as_str().into();
        row["address"] = member.address.as_str().into();
        row["gender"] = member.gender.as_str().into();
        row["avatar"] = format!("https://img.example.test/member/{}.png", member.userid).into();
    }
    row
}
