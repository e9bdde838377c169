//! What stands in the way of inviting somebody.

use super::invite::channel_of;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, accounts, join_rules, keys};
use model::invite::{Address, Invite, InviteVerdict, Invited, NewPerson, is_same_person};
use model::join::JoinState;
use model::member::Status;
use model::permission::Permission;
use model::{AccountId, JoinId, MemberId};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// What would become of each of these people; nothing is written. The same answers come when they are invited.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsSend`], [`model::Code::Invalid`], [`model::Code::ChannelClosed`].
pub async fn examine(services: &Services, viewer: &Viewer, invite: &Invite) -> Result<Vec<Invited>> {
    viewer.require(Permission::InvitationsSend)?;
    let invite = invite.clone().check()?;
    let mut conn = services.store.read().await?;
    let found = look(&mut conn, viewer, &invite.people).await?;
    for found in found.iter().filter(|found| found.told.verdict == InviteVerdict::Fine) {
        let channel = channel_of(found.account.is_some(), found.address.as_ref());
        join_rules::require_open(&mut conn, &viewer.organisation, channel, viewer.role).await?;
    }
    Ok(found.into_iter().map(|found| found.told).collect())
}

/// One person and what was found.
pub(super) struct Found {
    /// What the inviter is told.
    pub told: Invited,
    /// Where the invitation would go.
    pub address: Option<Address>,
    /// The account, if the person has one that the inviter may know of.
    pub account: Option<accounts::Account>,
}

#[derive(Debug, Clone, sqlx::FromRow)]
struct Here {
    id: MemberId,
    account_id: Option<AccountId>,
    name: String,
    email_key: Option<String>,
    phone: Option<String>,
    work_number: String,
    status: Status,
    revision: i64,
}

/// Looks everybody up at once.
pub(super) async fn look(conn: &mut Conn, viewer: &Viewer, people: &[NewPerson]) -> Result<Vec<Found>> {
    let known = super::contacts::accounts_of(conn, viewer, people).await?;
    let addresses: Vec<Option<Address>> = people.iter().map(|person| address(person, &known)).collect();
    let here = here(conn, viewer, &addresses, &known).await?;
    let mut seen = HashSet::new();
    let mut all = Vec::with_capacity(people.len());
    for (person, address) in people.iter().zip(addresses) {
        let account = person.account.as_ref().and_then(|id| known.get(id)).cloned();
        let mut told = Invited {
            address: if person.address.is_empty() { person.name.clone() } else { person.address.clone() },
            verdict: InviteVerdict::Fine,
            member: None,
            revision: 0,
            join: None,
            name: String::new(),
        };
        let key = match (&address, &person.account) {
            (_, Some(id)) if account.is_none() => {
                told.verdict = InviteVerdict::Unknown;
                id.0.clone()
            }
            (_, Some(id)) => id.0.clone(),
            (Some(address), None) => address.key(),
            (None, None) => {
                told.verdict = InviteVerdict::Malformed;
                String::new()
            }
        };
        if told.verdict == InviteVerdict::Fine {
            if !seen.insert(key) {
                told.verdict = InviteVerdict::Repeated;
            } else if let Some(member) = find(&here, address.as_ref(), person.account.as_ref()) {
                judge(conn, viewer, (person, address.as_ref()), member, &mut told).await?;
            }
        }
        all.push(Found { told, address, account });
    }
    Ok(all)
}

/// Where the invitation goes: what was typed, or what the account has.
fn address(person: &NewPerson, known: &HashMap<AccountId, accounts::Account>) -> Option<Address> {
    match person.account.as_ref().map(|id| known.get(id)) {
        Some(account) => {
            let account = account?;
            let text = account.email.as_deref().or(account.phone.as_deref())?;
            Address::parse(text).ok()
        }
        None => Address::parse(&person.address).ok(),
    }
}

/// The members of the organisation with any of these addresses or accounts.
async fn here(
    conn: &mut Conn,
    viewer: &Viewer,
    addresses: &[Option<Address>],
    accounts: &HashMap<AccountId, accounts::Account>,
) -> Result<Vec<Here>> {
    let keys: Vec<String> = addresses.iter().flatten().map(Address::key).collect();
    let ids: Vec<String> = accounts.keys().map(|id| id.0.clone()).collect();
    let mut found = Vec::new();
    for (column, values) in [("email_key", &keys), ("phone", &keys), ("account_id", &ids)] {
        for block in values.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new(
                "select id, account_id, name, email_key, phone, work_number, status, revision from members \
                 where organisation_id = ",
            );
            sql.push_bind(viewer.organisation.clone()).push(" and ").push(column).push(" in (");
            push_list(&mut sql, block.iter().cloned());
            sql.push(")");
            found.extend(sql.build_query_as::<Here>().fetch_all(&mut *conn).await?);
        }
    }
    Ok(found)
}

/// The member that is in the way: of several the one that is most in.
fn find<'a>(here: &'a [Here], address: Option<&Address>, account: Option<&AccountId>) -> Option<&'a Here> {
    let key = address.map(Address::key);
    let rank = |status: Status| match status {
        Status::Active => 0,
        Status::Suspended => 1,
        Status::Pending => 2,
        Status::Invited => 3,
        Status::Rejected => 4,
        Status::Terminated => 5,
    };
    here.iter()
        .filter(|member| {
            let same_account = account.is_some() && member.account_id.as_ref() == account;
            let same_address = key.is_some() && (member.email_key == key || member.phone == key);
            same_account || same_address
        })
        .min_by_key(|member| rank(member.status))
}

async fn judge(
    conn: &mut Conn,
    viewer: &Viewer,
    (person, address): (&NewPerson, Option<&Address>),
    member: &Here,
    told: &mut Invited,
) -> Result<()> {
    told.verdict = match member.status {
        Status::Active => InviteVerdict::Member,
        Status::Suspended => InviteVerdict::Suspended,
        Status::Pending => InviteVerdict::Waiting,
        Status::Invited => InviteVerdict::Invited,
        Status::Rejected => refused(conn, &member.id, told).await?,
        // With the account it is the same person for sure; with an address only if nothing speaks against it.
        Status::Terminated if person.account.is_some() && member.account_id == person.account => InviteVerdict::Removed,
        Status::Terminated => match is_same(person, address, member) {
            Some(false) => InviteVerdict::OtherPerson,
            _ => InviteVerdict::Removed,
        },
    };
    if member.status == Status::Pending {
        told.join = newest_join(conn, &member.id).await?.map(|(id, _)| id);
    }
    // Whoever may not see members learns that there is one, not who.
    let sees = viewer.allows(Permission::MembersRead)
        && crate::members::find_for(conn, viewer, &member.id).await.is_ok()
        && told.verdict != InviteVerdict::OtherPerson;
    if sees {
        told.member = Some(member.id.clone());
        told.revision = member.revision;
        told.name = viewer.text(member.name.clone());
    } else {
        told.join = None;
    }
    Ok(())
}

fn is_same(person: &NewPerson, address: Option<&Address>, former: &Here) -> Option<bool> {
    let fold = |text: &str| keys::fold(text);
    let phone = match address {
        Some(Address::Phone(phone)) => phone.as_str(),
        _ => "",
    };
    let email = match address {
        Some(address @ Address::Email(_)) => address.key(),
        _ => String::new(),
    };
    is_same_person(&[
        (&fold(&person.name), &fold(&former.name)),
        (&fold(&person.work_number), &fold(&former.work_number)),
        // What both were found by is the same anyway; the other of the two may differ.
        (
            phone,
            if former.email_key.as_deref() == Some(&email) {
                former.phone.as_deref().unwrap_or_default()
            } else {
                phone
            },
        ),
    ])
    .filter(|_| !person.name.is_empty() || !person.work_number.is_empty())
}

async fn refused(conn: &mut Conn, member: &MemberId, told: &mut Invited) -> Result<InviteVerdict> {
    let Some((join, state)) = newest_join(conn, member).await? else { return Ok(InviteVerdict::Refused) };
    told.join = Some(join);
    Ok(match state {
        JoinState::Blocked => InviteVerdict::Blocked,
        // Taken back by the person: nothing stands in the way of a new invitation but the member that is there.
        JoinState::Withdrawn => InviteVerdict::Invited,
        _ => InviteVerdict::Refused,
    })
}

async fn newest_join(conn: &mut Conn, member: &MemberId) -> Result<Option<(JoinId, JoinState)>> {
    let found =
        sqlx::query_as("select id, state from joins where member_id = $1 order by created_at desc, id desc limit 1")
            .bind(member)
            .fetch_optional(conn)
            .await?;
    Ok(found)
}

/// The name that an invited person goes by until he gives his own: what is before the `@`, or the number.
pub(super) fn name_of(person: &NewPerson, address: Option<&Address>, account: Option<&accounts::Account>) -> String {
    if let Some(account) = account {
        return account.name.clone();
    }
    if !person.name.is_empty() {
        return person.name.clone();
    }
    let text = address.map_or("", Address::as_str);
    let name = text.rsplit_once('@').map_or(text, |(local, _)| local);
    name.chars().take(model::limits::NAME).collect()
}

/// The key of an address column.
pub(super) fn columns(address: Option<&Address>) -> (Option<String>, Option<String>) {
    match address {
        Some(Address::Email(email)) => (Some(email.as_str().to_owned()), None),
        Some(Address::Phone(phone)) => (None, Some(phone.as_str().to_owned())),
        None => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::rows as members;

    #[test]
    fn an_address_is_compared_as_members_are_stored() {
        let address = Address::parse("Lin.Fang@Example.COM").unwrap();
        assert_eq!(members::email_key(Some(address.as_str())), Some(address.key()));
    }
}
