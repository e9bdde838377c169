//! Whether a number and an address are free, asked while somebody types them.

use crate::keys::fold;
use crate::{Conn, Result, Services, Viewer};
use model::agent::AgentCheck;
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::{AgentId, Code, OrganisationId, Problem};

/// Who has them. Texts that are no number or no address are nobody's.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`].
pub async fn check(services: &Services, viewer: &Viewer, number: &str, email: &str) -> Result<AgentCheck> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    let mut conn = services.store.read().await?;
    let number_of = with(&mut conn, &viewer.organisation, "number_key", number, None).await?;
    let email_of = with(&mut conn, &viewer.organisation, "email_key", email, None).await?;
    let member = sqlx::query_as(
        "select id, name from members where organisation_id = $1 and email_key = $2 \
         and status in ('active', 'invited') order by created_at, id limit 1",
    )
    .bind(&viewer.organisation)
    .bind(fold(email))
    .fetch_optional(&mut *conn)
    .await?;
    let member = member.filter(|_| email_of.is_none() && !email.trim().is_empty());
    Ok(AgentCheck { number_of, email_of, member })
}

/// The name of the agent, also in the recycle bin, whose column has this value.
async fn with(
    conn: &mut Conn,
    organisation: &OrganisationId,
    column: &'static str,
    value: &str,
    except: Option<&AgentId>,
) -> Result<Option<String>> {
    let mut sql =
        sqlx::QueryBuilder::<crate::Db>::new("select name from agents where not replaced and organisation_id = ");
    sql.push_bind(organisation.clone()).push(" and ").push(column).push(" = ").push_bind(fold(value));
    if let Some(except) = except {
        sql.push(" and id <> ").push_bind(except.clone());
    }
    Ok(sql.build_query_scalar().fetch_optional(conn).await?)
}

/// Passes if nobody but `except` has them.
///
/// # Errors
/// [`Code::Taken`] naming the fields and, as `name`, who has the first of them.
pub(super) async fn require_free(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (number, email): (&str, &str),
    except: Option<&AgentId>,
) -> Result<()> {
    let mut problem = Problem::new(Code::Taken);
    for (field, column, value) in [("number", "number_key", number), ("email", "email_key", email)] {
        let Some(name) = with(conn, organisation, column, value, except).await? else { continue };
        if problem.fields.is_empty() {
            problem = problem.with("field", field).with("name", name);
        }
        problem.fields.push(Field { field: field.to_owned(), fault: Fault::Taken, limit: None });
    }
    if problem.fields.is_empty() { Ok(()) } else { Err(problem.into()) }
}
