//! Who may be the same person as a customer.

use super::filter::push_scope;
use super::get::find_for;
use super::rows::{self, Row, address_key};
use crate::{Conn, Db, Result, Services, Viewer};
use model::CustomerId;
use model::customer::CustomerRow;
use model::merge::{Alike, Likeness};
use model::permission::Permission;
use sqlx::QueryBuilder;

/// As many are shown: more are no likeness but a number of a company.
const MOST: i64 = 20;

/// Customers that have the phone number, the address, or the name and the company of this one. Whom the viewer does not see is missing.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`], [`model::Code::NotFound`].
pub async fn alike(services: &Services, viewer: &Viewer, id: &CustomerId) -> Result<Vec<Alike>> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let row = find_for(&mut conn, viewer, id).await?;
    let mut found: Vec<(Row, Vec<Likeness>)> = Vec::new();
    for likeness in Likeness::ALL {
        for other in of(&mut conn, viewer, &row, *likeness).await? {
            match found.iter_mut().find(|(known, _)| known.id == other.id) {
                Some((_, in_what)) => in_what.push(*likeness),
                None => found.push((other, vec![*likeness])),
            }
        }
    }
    let (found, likeness): (Vec<Row>, Vec<_>) = found.into_iter().unzip();
    let rows: Vec<CustomerRow> = rows::shown(&mut conn, viewer, found).await?;
    Ok(rows.into_iter().zip(likeness).map(|(row, likeness)| Alike { row, likeness }).collect())
}

async fn of(conn: &mut Conn, viewer: &Viewer, row: &Row, likeness: Likeness) -> Result<Vec<Row>> {
    let email = address_key(&row.email);
    let is_empty = match likeness {
        Likeness::Phone => row.phone.is_empty(),
        Likeness::Email => email.is_empty(),
        Likeness::NameAndCompany => row.company.is_empty() || row.name_key.is_empty(),
    };
    // Whoever may not see numbers does not learn who shares one.
    if is_empty || (likeness == Likeness::Phone && !viewer.allows(Permission::MembersPhones)) {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where c.organisation_id = ").push_bind(viewer.organisation.clone());
    match likeness {
        Likeness::Phone => {
            sql.push(" and c.phone <> '' and c.phone = ").push_bind(row.phone.clone());
        }
        Likeness::Email => {
            sql.push(" and c.email_key <> '' and c.email_key = ").push_bind(email);
        }
        Likeness::NameAndCompany => {
            sql.push(" and c.company <> '' and c.name_key = ").push_bind(row.name_key.clone());
            sql.push(" and c.company = ").push_bind(row.company.clone());
            // 王芳 and 汪方 are read alike.
            sql.push(" and c.name = ").push_bind(row.name.clone());
        }
    }
    sql.push(" and c.id <> ").push_bind(row.id.clone());
    push_scope(&mut sql, viewer);
    sql.push(" order by c.id limit ").push_bind(MOST);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// The first customer whom the viewer sees with this phone number or, if there is none, this address; with the field.
pub(super) async fn first(
    conn: &mut Conn,
    viewer: &Viewer,
    phone: &str,
    email: &str,
) -> Result<Option<(&'static str, Row)>> {
    let email = address_key(email);
    for (field, column, value) in [("phone", "phone", phone), ("email", "email_key", email.as_str())] {
        if value.is_empty() {
            continue;
        }
        let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
        sql.push("where c.organisation_id = ").push_bind(viewer.organisation.clone());
        sql.push(" and c.").push(column).push(" <> '' and c.").push(column).push(" = ").push_bind(value.to_owned());
        push_scope(&mut sql, viewer);
        sql.push(" order by c.id limit 1");
        let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
        if let Some(row) = row {
            return Ok(Some((field, row)));
        }
    }
    Ok(None)
}
