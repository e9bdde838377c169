//! Contacts: people of other organisations that the viewer is in as well.

use crate::accounts::Account;
use crate::keys::name_keys;
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use model::invite::{Address, Contact, NewPerson};
use model::member::Status;
use model::permission::Permission;
use model::{AccountId, limits};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The most that are shown at once; a search finds the others.
const MOST: i64 = 50;

/// Members of the viewer's other organisations; the tables are `mine` and `m`.
const SHARED: &str = " from members mine join organisations o on o.id = mine.organisation_id and o.state = 'open' \
     join members m on m.organisation_id = mine.organisation_id and m.status = 'active' and m.account_id is not null \
     join accounts a on a.id = m.account_id where mine.status = 'active' and mine.account_id = ";

/// Account, name, e-mail, phone, and the organisation that both are in.
type Found = (AccountId, String, Option<String>, Option<String>, String);

/// People to choose from, by name. Those who are in the current organisation already are shown as such.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsSend`].
pub async fn contacts(services: &Services, viewer: &Viewer, search: &str) -> Result<Vec<Contact>> {
    viewer.require(Permission::InvitationsSend)?;
    let search: String = search.chars().take(limits::SEARCH).collect();
    let keys = name_keys(&search);
    let mut sql = QueryBuilder::<Db>::new("select m.account_id, a.name, a.email, a.phone, o.name");
    sql.push(SHARED).push_bind(viewer.account.clone());
    sql.push(" and m.account_id <> ").push_bind(viewer.account.clone());
    sql.push(" and m.organisation_id <> ").push_bind(viewer.organisation.clone());
    if !keys.full.is_empty() {
        let end = format!("{}{}", keys.full, char::MAX);
        sql.push(" and ((m.name_key >= ")
            .push_bind(keys.full.clone())
            .push(" and m.name_key < ")
            .push_bind(end.clone());
        sql.push(") or (m.initials_key >= ").push_bind(keys.full.clone());
        sql.push(" and m.initials_key < ")
            .push_bind(end)
            .push(") or a.email_key = ")
            .push_bind(search.trim().to_lowercase());
        sql.push(" or m.name = ").push_bind(search.trim().to_owned()).push(")");
    }
    sql.push(" order by m.name_key, m.account_id, o.name limit ").push_bind(2 * MOST);
    let mut conn = services.store.read().await?;
    let rows: Vec<Found> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let mut found: Vec<Contact> = Vec::new();
    for (id, name, email, phone, organisation) in rows {
        if let Some(known) = found.iter_mut().find(|known| known.id == id) {
            known.organisations.push(organisation);
            continue;
        }
        let address = email.or(phone).and_then(|text| Address::parse(&text).ok());
        let address = address.map(|address| address.masked()).unwrap_or_default();
        found.push(Contact { id, name, organisations: vec![organisation], address, status: None });
    }
    found.truncate(MOST as usize);
    let ids: Vec<AccountId> = found.iter().map(|contact| contact.id.clone()).collect();
    let here = statuses(&mut conn, viewer, &ids).await?;
    for contact in &mut found {
        contact.status = here.get(&contact.id).copied();
    }
    Ok(found)
}

async fn statuses(conn: &mut Conn, viewer: &Viewer, ids: &[AccountId]) -> Result<HashMap<AccountId, Status>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::<Db>::new("select account_id, status from members where organisation_id = ");
    sql.push_bind(viewer.organisation.clone()).push(" and account_id in (");
    push_list(&mut sql, ids.iter().cloned());
    sql.push(")");
    let rows: Vec<(AccountId, Status)> = sql.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// The accounts that people were chosen by, as far as the viewer shares an organisation with them: an id that somebody
/// guessed opens nothing.
pub(super) async fn accounts_of(
    conn: &mut Conn,
    viewer: &Viewer,
    people: &[NewPerson],
) -> Result<HashMap<AccountId, Account>> {
    let ids: Vec<AccountId> = people.iter().filter_map(|person| person.account.clone()).collect();
    let mut found = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select distinct a.id, a.name, a.email, a.phone, a.password_hash, a.password_expires_at, a.language, a.organisation_id",
        );
        sql.push(SHARED).push_bind(viewer.account.clone()).push(" and m.account_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        let rows: Vec<Account> = sql.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows.into_iter().map(|account| (account.id.clone(), account)));
    }
    Ok(found)
}
