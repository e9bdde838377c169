//! A filter as a condition in SQL.
//!
//! Every condition is true or false, never unknown: `not` of what has no value would else be lost. Texts compare
//! whatever the case of their letters as far as the database knows letters (SQLite: those of ASCII), or by their bytes
//! where the schema says `caseExact`.

use super::{Filter, Literal, Name, Operator};
use crate::Db;
use crate::keys::fold;
use crate::scim::{Kind, Refusal, Told};
use sqlx::QueryBuilder;

/// What an attribute is in the database.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// A text that is compared whatever its case. An expression.
    Text(&'static str),
    /// A text that is compared by its bytes.
    Exact(&'static str),
    /// A text that is stored folded.
    Key(&'static str),
    /// A moment in milliseconds.
    Moment(&'static str),
    /// A condition.
    Truth(&'static str),
    /// The same for all of the type.
    Constant(&'static str),
    /// Any of the rows of another table, by one of their parts.
    Rows(&'static Rows, &'static str),
}

/// The values of a list.
#[derive(Debug)]
pub(crate) struct Rows {
    /// `exists (select 1 from … where … and `; a bracket closes it.
    pub head: &'static str,
    /// What their parts are; the empty name stands for the value itself.
    pub parts: &'static [(&'static str, Column)],
}

impl Rows {
    fn part(&self, name: &str) -> Option<Column> {
        self.parts.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
    }

    /// Any of the rows by a part, or by the value itself.
    pub(crate) fn by(&'static self, part: Option<&str>) -> Option<Column> {
        let part = part.unwrap_or_default();
        self.parts.iter().find(|(known, _)| *known == part).map(|(known, _)| Column::Rows(self, known))
    }
}

/// What a name means for one type: of attributes that have no column, nothing.
pub(crate) type Columns = fn(&Name) -> Option<Column>;

/// Adds the condition to a query. With `lenient`, attributes that the type has not have no value; a search over several
/// types is asked so (RFC 7644 §3.4.2.1).
///
/// # Errors
/// [`Kind::InvalidFilter`] for what has no column and what cannot be compared so.
pub(crate) fn push(sql: &mut QueryBuilder<Db>, filter: &Filter, columns: Columns, lenient: bool) -> Told<()> {
    match filter {
        Filter::And(all) => joined(sql, all, " and ", columns, lenient),
        Filter::Or(any) => joined(sql, any, " or ", columns, lenient),
        Filter::Not(inner) => {
            sql.push("not (");
            push(sql, inner, columns, lenient)?;
            sql.push(")");
            Ok(())
        }
        Filter::Present(name) => match column(name, columns, lenient)? {
            Some(column) => present(sql, column),
            None => never(sql),
        },
        Filter::Compare(name, operator, literal) => match column(name, columns, lenient)? {
            Some(column) => compare(sql, column, *operator, literal, name),
            None => never(sql),
        },
        Filter::Has(name, inner) => match column(name, columns, lenient)? {
            Some(Column::Rows(rows, "")) => {
                sql.push(rows.head);
                inside(sql, inner, rows)?;
                sql.push(")");
                Ok(())
            }
            Some(_) => Err(invalid(&format!("{name} is no list"))),
            None => never(sql),
        },
    }
}

fn joined(sql: &mut QueryBuilder<Db>, parts: &[Filter], word: &str, columns: Columns, lenient: bool) -> Told<()> {
    sql.push("(");
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            sql.push(word);
        }
        push(sql, part, columns, lenient)?;
    }
    sql.push(")");
    Ok(())
}

/// A condition about one row of a list; names are those of its parts.
fn inside(sql: &mut QueryBuilder<Db>, filter: &Filter, rows: &'static Rows) -> Told<()> {
    let part = |name: &Name| {
        let known = rows.part(&name.attribute).filter(|_| name.urn.is_none() && name.sub.is_none());
        known.ok_or_else(|| invalid(&format!("{name} is not known here")))
    };
    match filter {
        Filter::And(all) | Filter::Or(all) => {
            sql.push("(");
            for (at, one) in all.iter().enumerate() {
                if at > 0 {
                    sql.push(if matches!(filter, Filter::And(_)) { " and " } else { " or " });
                }
                inside(sql, one, rows)?;
            }
            sql.push(")");
            Ok(())
        }
        Filter::Not(inner) => {
            sql.push("not (");
            inside(sql, inner, rows)?;
            sql.push(")");
            Ok(())
        }
        Filter::Present(name) => present(sql, part(name)?),
        Filter::Compare(name, operator, literal) => compare(sql, part(name)?, *operator, literal, name),
        Filter::Has(name, _) => Err(invalid(&format!("{name} is no list"))),
    }
}

fn column(name: &Name, columns: Columns, lenient: bool) -> Told<Option<Column>> {
    match columns(name) {
        None if !lenient => Err(invalid(&format!("{name} cannot be searched by"))),
        found => Ok(found),
    }
}

fn invalid(why: &str) -> Refusal {
    Refusal::new(Kind::InvalidFilter, why)
}

fn never(sql: &mut QueryBuilder<Db>) -> Told<()> {
    sql.push("1 = 0");
    Ok(())
}

fn present(sql: &mut QueryBuilder<Db>, column: Column) -> Told<()> {
    match column {
        Column::Text(text) | Column::Exact(text) | Column::Key(text) => {
            sql.push("(").push(text).push(" is not null)");
        }
        Column::Moment(_) | Column::Truth(_) | Column::Constant(_) => {
            sql.push("1 = 1");
        }
        Column::Rows(rows, part) => {
            sql.push(rows.head);
            match rows.part(part) {
                Some(part) => present(sql, part)?,
                None => never(sql)?,
            }
            sql.push(")");
        }
    }
    Ok(())
}

fn compare(sql: &mut QueryBuilder<Db>, column: Column, operator: Operator, literal: &Literal, name: &Name) -> Told<()> {
    if *literal == Literal::Null {
        let (Operator::Equal | Operator::NotEqual) = operator else {
            return Err(invalid(&format!("{name} cannot be compared with null")));
        };
        if operator == Operator::Equal {
            sql.push("not ");
        }
        return present(sql, column);
    }
    if operator == Operator::NotEqual && !matches!(column, Column::Rows(..)) {
        sql.push("not ");
        return compare(sql, column, Operator::Equal, literal, name);
    }
    let text = || match literal {
        Literal::Text(text) | Literal::Number(text) => Ok(text.clone()),
        _ => Err(invalid(&format!("{name} is a text"))),
    };
    match column {
        Column::Text(column) => texts(sql, (&format!("lower({column})"), "lower("), operator, text()?),
        Column::Exact(column) => texts(sql, (column, "("), operator, text()?),
        Column::Key(column) => texts(sql, (column, "("), operator, fold(&text()?)),
        Column::Moment(column) => {
            let at: Option<jiff::Timestamp> = text()?.parse().ok();
            let at = at.ok_or_else(|| invalid(&format!("{name} is a moment, as in 2026-01-31T00:00:00Z")))?;
            let sign = sign(operator).ok_or_else(|| invalid(&format!("{name} is a moment")))?;
            sql.push("(").push(column).push(sign).push_bind(at.as_millisecond()).push(")");
            Ok(())
        }
        Column::Truth(condition) => {
            let wanted = match literal {
                Literal::Boolean(wanted) => Some(*wanted),
                Literal::Text(text) => text.to_ascii_lowercase().parse().ok(),
                _ => None,
            };
            let (Some(wanted), Operator::Equal) = (wanted, operator) else {
                return Err(invalid(&format!("{name} is true or false")));
            };
            sql.push(if wanted { "(" } else { "not (" }).push(condition).push(")");
            Ok(())
        }
        Column::Constant(value) => {
            if operator != Operator::Equal {
                return Err(invalid(&format!("{name} can be compared by eq and ne only")));
            }
            sql.push(if value.eq_ignore_ascii_case(&text()?) { "1 = 1" } else { "1 = 0" });
            Ok(())
        }
        Column::Rows(rows, part) => {
            let value = rows.part(part).ok_or_else(|| invalid(&format!("name a part of {name}")))?;
            sql.push(rows.head);
            compare(sql, value, operator, literal, name)?;
            sql.push(")");
            Ok(())
        }
    }
}

const fn sign(operator: Operator) -> Option<&'static str> {
    Some(match operator {
        Operator::Equal => " = ",
        Operator::Greater => " > ",
        Operator::GreaterOrEqual => " >= ",
        Operator::Less => " < ",
        Operator::LessOrEqual => " <= ",
        _ => return None,
    })
}

/// Compares texts. Not by `like`: it has signs of its own, and the two databases disagree about its case.
fn texts(sql: &mut QueryBuilder<Db>, (column, bound): (&str, &str), operator: Operator, text: String) -> Told<()> {
    sql.push("(").push(column).push(" is not null and ");
    if let Some(sign) = sign(operator) {
        sql.push(column).push(sign).push(bound).push_bind(text).push("))");
        return Ok(());
    }
    let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    if length == 0 {
        sql.push("1 = 1)");
        return Ok(());
    }
    match operator {
        Operator::Contains => {
            sql.push("length(replace(").push(column).push(", ").push(bound).push_bind(text);
            sql.push("), '')) < length(").push(column).push("))");
        }
        Operator::StartsWith => {
            sql.push("substr(").push(column).push(", 1, ").push(length).push(") = ");
            sql.push(bound).push_bind(text).push("))");
        }
        _ => {
            sql.push("case when length(").push(column).push(") >= ").push(length).push(" then substr(").push(column);
            sql.push(", length(").push(column).push(") - ").push(length - 1).push(") = ");
            sql.push(bound).push_bind(text).push(") else 1 = 0 end)");
        }
    }
    Ok(())
}
