//! Which customers a query means, and which of its filters leads to them.
//!
//! Of ten million customers a page is read in one of two ways. Where one filter leaves few, they are named and sorted. Where every
//! filter leaves many, one walks over all in the order of the list and asks of each, until the page is full. Which it is, is decided
//! by counting what each filter leaves, a few thousand steps at most: SQLite keeps no statistics here ([`crate::store`]).

use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::customer::{CustomerQuery, CustomerSort, CustomerState};
use model::member::Source;
use model::{CustomerId, MemberId, Moment, OrganisationId, TagId};
use sqlx::QueryBuilder;

/// As many are looked up and sorted in some tens of milliseconds; of ten million, walking until a page is full costs more.
const FEW: i64 = 12_000;
/// As many are looked up where the customer's own columns tell: the indexes of the orders hold them, so that walking costs little.
const FEW_OF_OWN: i64 = 1_000;
/// As many are looked up before one walks to find those that pass two filters, which may be nobody.
const FEW_OF_SEVERAL: i64 = 60_000;

/// A query, looked at.
pub(super) struct Sift {
    organisation: OrganisationId,
    ended: bool,
    narrow: Vec<Narrow>,
    /// The one of [`Sift::narrow`] that names the customers.
    leads: Option<usize>,
    /// The order in which one walks over all, where nothing names them.
    walks: Option<CustomerSort>,
    search: String,
    reach: Reach,
}

/// One filter that can lead.
enum Narrow {
    /// Looked after by a member; of former customers, before.
    Owner(MemberId),
    /// Looked after by somebody in departments with these paths or below them.
    Paths(Vec<String>),
    /// With a tag that an owner gave.
    PlatformTag(TagId),
    /// With a tag of the organisation's own.
    OwnTag(TagId),
    /// From there.
    From(Source),
    /// Added between two moments.
    Added(Option<Moment>, Option<Moment>),
    /// Last contact between two moments.
    Contacted(Option<Moment>, Option<Moment>),
    /// Nobody: what was asked for is not here.
    Nobody,
}

impl Sift {
    /// Looks at a query as the viewer may ask it.
    pub(super) async fn of(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery) -> Result<Self> {
        let mut sift = Self::all(conn, viewer, query).await?;
        sift.reach = search::reach(conn, &sift.organisation, Kind::Customer, &query.search).await?;
        if !query.search.is_empty() && sift.reach == Reach::Named {
            return Ok(sift);
        }
        let sort = query.sort.unwrap_or(CustomerSort::Newest);
        sift.walks = Some(sort);
        let mut fewest = 1 + if sift.narrow.len() > 1 { FEW_OF_SEVERAL } else { FEW };
        for (at, narrow) in sift.narrow.iter().enumerate().filter(|(_, narrow)| !narrow.is_served(sort)) {
            let most = if narrow.is_own() { fewest.min(FEW_OF_OWN) } else { fewest };
            let mut sql = QueryBuilder::<Db>::new("select count(*) from (");
            narrow.push_set(&mut sql, &sift.organisation, sift.ended);
            sql.push(" limit ").push_bind(most).push(") few");
            let found: i64 = sql.build_query_scalar().fetch_one(&mut *conn).await?;
            if found < most {
                fewest = found;
                sift.leads = Some(at);
            }
        }
        Ok(sift)
    }

    /// A query whose filters are all asked of each: for customers that are named otherwise.
    pub(super) async fn all(conn: &mut Conn, viewer: &Viewer, query: &CustomerQuery) -> Result<Self> {
        let mut narrow = Vec::new();
        narrow.extend(query.owner.clone().map(Narrow::Owner));
        if let Some(department) = &query.department {
            let path: Option<String> =
                sqlx::query_scalar("select path from departments where organisation_id = $1 and id = $2")
                    .bind(&viewer.organisation)
                    .bind(department)
                    .fetch_optional(&mut *conn)
                    .await?;
            narrow.push(path.map_or(Narrow::Nobody, |path| Narrow::Paths(vec![path])));
        }
        for tag in &query.tags {
            narrow.push(tagged(conn, &viewer.organisation, tag).await?);
        }
        narrow.extend(query.source.map(Narrow::From));
        if query.added_from.is_some() || query.added_until.is_some() {
            narrow.push(Narrow::Added(query.added_from, query.added_until));
        }
        if query.contacted_from.is_some() || query.contacted_until.is_some() {
            narrow.push(Narrow::Contacted(query.contacted_from, query.contacted_until));
        }
        let ended = query.state == CustomerState::Ended;
        // A Department Admin sees the customers of the members in his departments: nobody looks after former ones.
        narrow.extend(viewer.scope.clone().map(|paths| if ended { Narrow::Nobody } else { Narrow::Paths(paths) }));
        Ok(Self {
            organisation: viewer.organisation.clone(),
            ended,
            narrow,
            leads: None,
            walks: None,
            search: query.search.clone(),
            reach: Reach::Named,
        })
    }

    /// The same for reading all that match: what names them does so at once, however many they are. To ask each of millions what
    /// stands in another table takes ten times as long.
    pub(super) fn naming(self) -> Self {
        let named = !self.search.is_empty();
        let elsewhere =
            |narrow: &Narrow| !matches!(narrow, Narrow::From(_) | Narrow::Added(..) | Narrow::Contacted(..));
        let leads = self.leads.or_else(|| self.narrow.iter().position(elsewhere).filter(|_| !named));
        Self { reach: Reach::Named, leads, walks: None, ..self }
    }

    /// Whether a few are named, who are then sorted, instead of being met in the order of an index.
    pub(super) fn names(&self) -> bool {
        self.leads.is_some() || (!self.search.is_empty() && self.reach == Reach::Named)
    }

    /// Adds the condition to a query whose customers table is named `c`.
    pub(super) fn push(&self, sql: &mut QueryBuilder<Db>, viewer: &Viewer) {
        // Of those who are named, SQLite would rather walk over all in an index that begins with the organisation: an expression
        // has none.
        sql.push(if self.names() { "where c.organisation_id || '' = " } else { "where c.organisation_id = " });
        sql.push_bind(self.organisation.clone());
        sql.push(" and c.ended = ").push_bind(self.ended);
        for (at, narrow) in self.narrow.iter().enumerate() {
            if self.leads == Some(at) {
                sql.push(" and c.id in (");
                narrow.push_set(sql, &self.organisation, self.ended);
                sql.push(")");
            } else {
                // An expression has no index: one walks in that of the order, which holds the column too.
                let plain = self.names() || self.walks.is_none_or(|sort| narrow.is_served(sort));
                narrow.push_ask(sql, self.ended, plain);
            }
        }
        search::push_for(sql, viewer, Kind::Customer, "c", &self.search, self.reach);
    }

    /// As [`Sift::push`], of these only.
    pub(super) fn push_of(&self, sql: &mut QueryBuilder<Db>, viewer: &Viewer, ids: &[CustomerId]) {
        self.push(sql, viewer);
        if !ids.is_empty() {
            sql.push(" and c.id in (");
            push_list(sql, ids.iter().cloned());
            sql.push(")");
        }
    }
}

/// Which relations `r` lead to a customer: those that are, or of a former one those that were.
const fn relations(ended: bool) -> &'static str {
    if ended { "r.state = 'ended' " } else { "r.state <> 'ended' " }
}

/// Who put a tag on decides where it stands.
async fn tagged(conn: &mut Conn, organisation: &OrganisationId, tag: &TagId) -> Result<Narrow> {
    let own: Option<bool> =
        sqlx::query_scalar("select connection_id is null from tags where organisation_id = $1 and id = $2")
            .bind(organisation)
            .bind(tag)
            .fetch_optional(conn)
            .await?;
    Ok(match own {
        None => Narrow::Nobody,
        Some(true) => Narrow::OwnTag(tag.clone()),
        Some(false) => Narrow::PlatformTag(tag.clone()),
    })
}

impl Narrow {
    /// Whether the index that gives the order of the list holds exactly these side by side.
    const fn is_served(&self, sort: CustomerSort) -> bool {
        matches!(
            (self, sort),
            (Self::Added(..) | Self::From(_), CustomerSort::Newest) | (Self::Contacted(..), CustomerSort::Contact)
        )
    }

    /// Whether the customer's own columns tell.
    const fn is_own(&self) -> bool {
        matches!(self, Self::From(_) | Self::Added(..) | Self::Contacted(..))
    }

    /// Adds a statement that names the customers; somebody may stand there twice.
    fn push_set(&self, sql: &mut QueryBuilder<Db>, organisation: &OrganisationId, ended: bool) {
        match self {
            Self::Owner(member) => {
                sql.push("select r.customer_id from relations r where ").push(relations(ended));
                sql.push("and r.member_id = ").push_bind(member.clone());
            }
            Self::Paths(paths) => {
                sql.push(
                    "select r.customer_id from departments d cross join member_departments md cross join relations r \
                     where md.department_id = d.id and r.member_id = md.member_id and ",
                );
                sql.push(relations(ended)).push("and d.organisation_id = ");
                sql.push_bind(organisation.clone()).push(" and ");
                push_path_scope(sql, paths);
            }
            Self::PlatformTag(tag) => {
                sql.push(
                    "select r.customer_id from relation_tags rt cross join relations r \
                     where r.id = rt.relation_id and ",
                );
                sql.push(relations(ended)).push("and rt.tag_id = ");
                sql.push_bind(tag.clone());
            }
            Self::OwnTag(tag) => {
                sql.push("select ct.customer_id from customer_tags ct where ct.tag_id = ").push_bind(tag.clone());
            }
            Self::From(_) | Self::Added(..) | Self::Contacted(..) => {
                sql.push("select n.id from customers n where n.organisation_id = ").push_bind(organisation.clone());
                sql.push(" and n.ended = ").push_bind(ended);
                self.push_own(sql, "n", true);
            }
            Self::Nobody => {
                sql.push("select n.id from customers n where 1 = 0");
            }
        }
    }

    /// Adds a condition on each customer `c`, by an index if it is plain.
    fn push_ask(&self, sql: &mut QueryBuilder<Db>, ended: bool, plain: bool) {
        match self {
            Self::Owner(member) => {
                sql.push(" and exists (select 1 from relations r where r.customer_id = c.id and ")
                    .push(relations(ended));
                sql.push("and r.member_id = ").push_bind(member.clone()).push(")");
            }
            Self::Paths(paths) => {
                sql.push(
                    " and exists (select 1 from relations r cross join member_departments md cross join departments d \
                     where r.customer_id = c.id and ",
                );
                sql.push(relations(ended)).push("and md.member_id = r.member_id and d.id = md.department_id and ");
                push_path_scope(sql, paths);
                sql.push(")");
            }
            Self::PlatformTag(tag) => {
                sql.push(
                    " and exists (select 1 from relations r cross join relation_tags rt where r.customer_id = c.id \
                     and rt.relation_id = r.id and ",
                );
                sql.push(relations(ended)).push("and rt.tag_id = ");
                sql.push_bind(tag.clone()).push(")");
            }
            Self::OwnTag(tag) => {
                sql.push(" and exists (select 1 from customer_tags ct where ct.customer_id = c.id and ct.tag_id = ");
                sql.push_bind(tag.clone()).push(")");
            }
            Self::From(_) | Self::Added(..) | Self::Contacted(..) => self.push_own(sql, "c", plain),
            Self::Nobody => {
                sql.push(" and 1 = 0");
            }
        }
    }

    /// Adds a condition on the customer's own columns.
    fn push_own(&self, sql: &mut QueryBuilder<Db>, alias: &str, plain: bool) {
        let (column, from, until) = match self {
            Self::From(source) => {
                sql.push(" and ").push(alias).push(if plain { ".source = " } else { ".source || '' = " });
                sql.push_bind(*source);
                return;
            }
            Self::Added(from, until) => ("added_at", from, until),
            Self::Contacted(from, until) => ("contacted_at", from, until),
            _ => return,
        };
        let by = if plain { "" } else { " + 0" };
        if let Some(from) = from {
            sql.push(" and ").push(alias).push(".").push(column).push(by).push(" >= ").push_bind(*from);
        }
        if let Some(until) = until {
            sql.push(" and ").push(alias).push(".").push(column).push(by).push(" < ").push_bind(*until);
        }
    }
}

/// Adds "is looked after by somebody in the viewer's scope" to a query whose customers table is named `c`. Nothing for unscoped
/// viewers.
pub(crate) fn push_scope(sql: &mut QueryBuilder<Db>, viewer: &Viewer) {
    if let Some(paths) = &viewer.scope {
        Narrow::Paths(paths.clone()).push_ask(sql, false, true);
    }
}
