//! Who is to look after a customer: members by address, work number or exact name.

use super::super::judge::Judged;
use super::{Found as Row, Rules};
use crate::keys::{fold, is_han, name_keys};
use crate::search::Kind;
use crate::search::suggest::push_near;
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::customer_edit::CustomerField;
use model::import::{ImportField, IssueCode, Level};
use model::{MemberId, limits};
use sqlx::QueryBuilder;
use std::collections::{BTreeSet, HashMap};

/// For so many unknown names of a block somebody near is looked for: a file whose owners are all unknown has another fault.
const SUGGESTED: usize = 20;
/// Of so many names that are near, the nearest is suggested.
const LOOKED_AT: i64 = 200;

#[derive(Debug, Clone, sqlx::FromRow)]
struct Member {
    id: MemberId,
    name: String,
    email_key: Option<String>,
    work_number: String,
    /// Departments of his that the viewer sees.
    places: i64,
}

/// Members that a block names, by what they are named by.
#[derive(Debug, Default)]
pub(super) struct Members {
    by_email: HashMap<String, Vec<Member>>,
    by_number: HashMap<String, Vec<Member>>,
    by_name: HashMap<String, Vec<Member>>,
    /// What may have been meant by a name that nobody has.
    near: HashMap<String, String>,
}

impl Members {
    /// Looks everybody up at once.
    pub async fn look(conn: &mut Conn, viewer: &Viewer, texts: impl Iterator<Item = &String>) -> Result<Self> {
        let texts: BTreeSet<&String> = texts.collect();
        let (emails, names): (Vec<&String>, Vec<&String>) = texts.into_iter().partition(|text| text.contains('@'));
        let emails: BTreeSet<String> = emails.into_iter().map(|text| fold(text)).collect();
        let names: Vec<String> = names.into_iter().cloned().collect();
        let mut members = Self::default();
        for member in find(conn, viewer, "m.email_key", &emails.into_iter().collect::<Vec<_>>()).await? {
            members.by_email.entry(member.email_key.clone().unwrap_or_default()).or_default().push(member);
        }
        for member in find(conn, viewer, "m.work_number", &names).await? {
            members.by_number.entry(member.work_number.clone()).or_default().push(member);
        }
        for member in find(conn, viewer, "m.name", &names).await? {
            members.by_name.entry(member.name.clone()).or_default().push(member);
        }
        let unknown: Vec<&String> =
            names.iter().filter(|text| members.named(text).is_empty()).take(SUGGESTED).collect();
        for text in unknown {
            if let Some(name) = near(conn, viewer, text).await? {
                members.near.insert(text.clone(), name);
            }
        }
        Ok(members)
    }

    fn named(&self, text: &str) -> &[Member] {
        let found = if text.contains('@') {
            self.by_email.get(&fold(text))
        } else {
            self.by_number.get(text).or_else(|| self.by_name.get(text))
        };
        found.map_or(&[], Vec::as_slice)
    }
}

fn push_places(sql: &mut QueryBuilder<Db>, viewer: &Viewer) {
    let Some(scope) = &viewer.scope else {
        sql.push("cast(1 as bigint)");
        return;
    };
    sql.push(
        "(select count(*) from member_departments md cross join departments d where md.member_id = m.id \
         and d.id = md.department_id and ",
    );
    push_path_scope(sql, scope);
    sql.push(")");
}

async fn find(conn: &mut Conn, viewer: &Viewer, column: &'static str, keys: &[String]) -> Result<Vec<Member>> {
    let mut found = Vec::new();
    for block in keys.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select m.id, m.name, m.email_key, m.work_number, ");
        push_places(&mut sql, viewer);
        sql.push(" as places from members m where m.organisation_id = ").push_bind(viewer.organisation.clone());
        sql.push(" and m.status in ('active', 'invited', 'suspended') and ").push(column).push(" in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by m.id");
        let rows: Vec<Member> = sql.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// A member whom the viewer sees with a name that is read alike, or that one or two slips make of it.
async fn near(conn: &mut Conn, viewer: &Viewer, text: &str) -> Result<Option<String>> {
    let begun = |viewer: &Viewer| {
        let mut sql = QueryBuilder::<Db>::new("select m.name from members m where m.organisation_id = ");
        sql.push_bind(viewer.organisation.clone()).push(" and m.status in ('active', 'invited', 'suspended')");
        if viewer.scope.is_some() {
            sql.push(" and ");
            push_places(&mut sql, viewer);
            sql.push(" > 0");
        }
        sql
    };
    let key = name_keys(text).full;
    if !key.is_empty() {
        let mut sql = begun(viewer);
        sql.push(" and m.name_key = ").push_bind(key).push(" order by m.id limit 1");
        let same: Option<String> = sql.build_query_scalar().fetch_optional(&mut *conn).await?;
        if same.is_some() {
            return Ok(same);
        }
    }
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.chars().any(is_han));
    let Some(word) = words.max_by_key(|word| word.chars().count()).filter(|word| word.chars().count() >= 4) else {
        return Ok(None);
    };
    let mut sql = begun(viewer);
    push_near(&mut sql, &viewer.organisation, Kind::Member, "m", word);
    sql.push(" order by m.id limit ").push_bind(LOOKED_AT);
    let names: Vec<String> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
    let allowed = if folded.chars().count() < 8 { 1 } else { 2 };
    let near = names.into_iter().map(|name| (strsim::osa_distance(&folded, &fold(&name)), name));
    Ok(near.filter(|(distance, _)| *distance <= allowed).min().map(|(_, name)| name))
}

impl Rules<'_> {
    /// Finds the members of a row, or says what is in the way.
    pub(super) fn own(&self, judged: &mut Judged<Row>, members: &Members) {
        let texts = std::mem::take(&mut judged.of.owners);
        let here = judged.of.here.as_ref().map(|(here, _)| here);
        if here.is_some_and(|here| CustomerField::Owners.lock(here.source).is_some()) {
            return;
        }
        let (is_new, scoped) = (here.is_none(), self.base.viewer.scope.is_some());
        let mut say = |code, params: &[(&str, &str)]| {
            judged.issues.push(self.base.issue(Level::Error, Some(ImportField::Owners), code, params));
        };
        let (owners, shown) = (&mut judged.of.customer.owners, &mut judged.of.owners_shown);
        for text in &texts {
            let named = members.named(text);
            let mut seen = named.iter().filter(|member| member.places > 0);
            let at = [("text", text.as_str())];
            match (seen.next(), seen.next()) {
                (Some(member), None) if owners.contains(&member.id) => {}
                (Some(member), None) => {
                    owners.push(member.id.clone());
                    shown.push(member.name.clone());
                }
                (Some(_), Some(_)) => say(IssueCode::OwnerAmbiguous, &at),
                (None, _) if !named.is_empty() && scoped => say(IssueCode::OwnerOutsideScope, &at),
                (None, _) => match members.near.get(text) {
                    Some(near) => say(IssueCode::OwnerNear, &[("text", text), ("near", near)]),
                    None => say(IssueCode::OwnerUnknown, &at),
                },
            }
        }
        if owners.len() > limits::OWNERS {
            say(IssueCode::TooManyOwners, &[("limit", &limits::OWNERS.to_string())]);
        }
        if is_new && scoped && texts.is_empty() {
            say(IssueCode::OwnerNeeded, &[]);
        }
    }
}
