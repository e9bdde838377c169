//! Lists of users and groups (RFC 7644 §3.4.2): which, in which order, and from where.

use super::filter::sql::{Column, Columns, push};
use super::filter::{self, Filter, path};
use super::{Kind, Refusal, Resource, Told};
use crate::Db;
use model::scim::MAX_PAGE;
use sqlx::QueryBuilder;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Which; all without one.
    pub filter: Option<String>,
    /// The first, counted from 1.
    pub start_index: Option<i64>,
    /// How many at most.
    pub count: Option<i64>,
    /// By which attribute they are sorted; else by their age.
    pub sort_by: Option<String>,
    /// The other way round.
    pub descending: bool,
    /// Lists that are not wanted and need not be read: `groups` of users, `members` of groups.
    pub without_lists: bool,
}

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// How many there are in all.
    pub total: i64,
    /// The place of the first on this page, counted from 1.
    pub start_index: i64,
    /// What is on this page.
    pub resources: Vec<Resource>,
}

/// A query that was read.
pub(super) struct Wish {
    filter: Option<Filter>,
    sort_by: Option<String>,
    descending: bool,
    lenient: bool,
    pub start_index: i64,
    pub offset: i64,
    pub limit: i64,
    pub with_lists: bool,
}

impl Wish {
    /// # Errors
    /// [`Kind::InvalidFilter`].
    pub(super) fn read(query: &Query, lenient: bool) -> Told<Self> {
        let text = query.filter.as_deref().filter(|text| !text.trim().is_empty());
        let start_index = query.start_index.unwrap_or(1).max(1);
        Ok(Self {
            filter: text.map(filter::filter).transpose()?,
            sort_by: query.sort_by.clone().filter(|name| !name.trim().is_empty()),
            descending: query.descending,
            lenient,
            start_index,
            offset: start_index - 1,
            limit: query.count.unwrap_or(MAX_PAGE).clamp(0, MAX_PAGE),
            with_lists: !query.without_lists,
        })
    }

    /// Adds the filter to a query that has a condition already.
    ///
    /// # Errors
    /// [`Kind::InvalidFilter`].
    pub(super) fn push_filter(&self, sql: &mut QueryBuilder<Db>, columns: Columns) -> Told<()> {
        let Some(filter) = &self.filter else { return Ok(()) };
        sql.push(" and ");
        push(sql, filter, columns, self.lenient)
    }

    /// Adds the order and the page. What has no value stands last (RFC 7644 §3.4.2.3).
    ///
    /// # Errors
    /// [`Kind::InvalidPath`] for what nothing can be sorted by.
    pub(super) fn push_page(&self, sql: &mut QueryBuilder<Db>, columns: Columns, age: &str) -> Told<()> {
        sql.push(" order by ");
        if let Some(expression) = self.sorted_by(columns)? {
            let way = if self.descending { " desc, " } else { ", " };
            sql.push(format!("case when {expression} is null then 1 else 0 end{way}{expression}{way}"));
        }
        sql.push(age).push(" limit ").push_bind(self.limit).push(" offset ").push_bind(self.offset);
        Ok(())
    }

    fn sorted_by(&self, columns: Columns) -> Told<Option<String>> {
        let Some(text) = &self.sort_by else { return Ok(None) };
        let wrong = || Refusal::new(Kind::InvalidPath, format!("Nothing can be sorted by {text}."));
        let path = path(text)?;
        let found = columns(&path.name).filter(|_| path.filter.is_none());
        match found {
            Some(Column::Text(column)) => Ok(Some(format!("lower({column})"))),
            Some(Column::Exact(column) | Column::Key(column) | Column::Moment(column)) => Ok(Some(column.to_owned())),
            Some(Column::Truth(condition)) => Ok(Some(format!("case when {condition} then 1 else 0 end"))),
            Some(Column::Constant(_)) => Ok(None),
            None if self.lenient => Ok(None),
            Some(Column::Rows(..)) | None => Err(wrong()),
        }
    }
}
