//! Removing people who never were in.

use crate::store::push_list;
use crate::{Db, Result, Write, search};
use model::MemberId;
use sqlx::QueryBuilder;

/// Removes somebody who asked or was invited and never came in, with his requests. Whoever calls has made sure that nothing else
/// hangs on him; the schema says no otherwise.
pub(super) async fn remove(tx: &mut Write, member: &MemberId) -> Result<()> {
    search::remove(tx, search::Kind::Member, &[member.as_str()]).await?;
    for statement in [
        "delete from joins where member_id = $1",
        "update invitations set member_id = null, address = '', note = '' where member_id = $1",
        "delete from department_heads where member_id = $1",
        "delete from member_departments where member_id = $1",
        "delete from member_scopes where member_id = $1",
        "delete from members where id = $1",
    ] {
        sqlx::query(statement).bind(member).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Removes those whom these invitations were for and who never came.
pub(super) async fn never_came(tx: &mut Write, invitations: impl Iterator<Item = String>) -> Result<()> {
    let mut sql = QueryBuilder::<Db>::new(
        "select distinct m.id from invitations i join members m on m.id = i.member_id \
         where m.status = 'invited' and m.source = 'manual' and i.id in (",
    );
    push_list(&mut sql, invitations);
    let gone: Vec<MemberId> = sql.push(")").build_query_scalar().fetch_all(&mut **tx).await?;
    for member in &gone {
        remove(tx, member).await?;
    }
    Ok(())
}
