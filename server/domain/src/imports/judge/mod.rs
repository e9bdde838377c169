//! What a row of a file would do: its cells against the rules, itself against the rows before it, and both against what is here.
//! The check, a repair and the draft ask the same question, so that what was promised is what is proposed. What the kinds have
//! in common is here; the rest each brings itself.

mod cells;

pub(super) use cells::listed;

use super::rows::FileRow;
use super::{agents, customers, mappings, members};
use crate::{Conn, Result, Viewer};
use model::import::{ImportField, ImportKind, ImportOptions, IssueCode, Level, RowIssue};
use model::{ImportId, Moment};
use std::collections::HashMap;

/// By what two rows are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The address; of a mapping the account with its connection.
    Email,
    Phone,
    /// The work number of a member; the name with the company of a customer; of a mapping the member with the connection; the number
    /// of an agent.
    Other,
}

impl Key {
    /// All of them, with the columns that hold them.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Email, "email_key"), (Self::Phone, "phone"), (Self::Other, "other_key")];
}

/// What a row is compared by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub other: Option<String>,
}

impl Keys {
    /// One of them.
    pub const fn of(&self, key: Key) -> Option<&String> {
        match key {
            Key::Email => self.email.as_ref(),
            Key::Phone => self.phone.as_ref(),
            Key::Other => self.other.as_ref(),
        }
    }
}

/// What was found out about a row.
#[derive(Debug)]
pub(super) struct Judged<T = Of> {
    pub number: i64,
    pub skipped: bool,
    pub issues: Vec<RowIssue>,
    pub keys: Keys,
    /// What would be made for it: departments, the higher ones first, tags or skill groups.
    pub makes: Vec<String>,
    /// What only rows of its kind have.
    pub of: T,
}

/// What only rows of one kind have.
#[derive(Debug)]
pub(super) enum Of {
    Member(Box<members::Found>),
    Customer(Box<customers::Found>),
    Mapping(Box<mappings::Found>),
    Agent(Box<agents::Found>),
}

impl<T> Judged<T> {
    /// The gravest of what was found.
    pub fn level(&self) -> Level {
        self.issues.iter().map(|issue| issue.level).max().unwrap_or(Level::Fine)
    }

    /// The same row, for what is done with rows of every kind.
    fn any(self, of: impl FnOnce(Box<T>) -> Of) -> Judged {
        let Self { number, skipped, issues, keys, makes, of: found } = self;
        Judged { number, skipped, issues, keys, makes, of: of(Box::new(found)) }
    }
}

/// In which row each key stood first.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<(Key, String), i64>);

impl Seen {
    /// The row before this one with the same key; this one if there is none.
    pub fn first(&mut self, of: Key, key: &str, number: i64) -> i64 {
        *self.0.entry((of, key.to_owned())).or_insert(number)
    }

    /// Notes where a key stands first.
    pub fn note(&mut self, of: Key, key: String, number: i64) {
        self.0.insert((of, key), number);
    }
}

/// What rows of every kind are judged by.
pub(super) struct Base<'a> {
    pub viewer: &'a Viewer,
    pub kind: ImportKind,
    pub options: ImportOptions,
    pub delimiter: char,
    pub now: Moment,
}

impl Base<'_> {
    /// A finding in a field.
    pub fn issue(
        &self,
        level: Level,
        field: Option<ImportField>,
        code: IssueCode,
        params: &[(&str, &str)],
    ) -> RowIssue {
        RowIssue {
            level,
            field,
            column: field.and_then(|field| self.options.column(field)),
            code,
            params: params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    /// Compares a row with those before it.
    pub fn repeated<T>(
        &self,
        judged: &mut Judged<T>,
        seen: &mut Seen,
        keys: [(Key, Option<ImportField>, IssueCode, Level); 3],
    ) {
        for (of, field, code, level) in keys {
            let Some(key) = judged.keys.of(of) else { continue };
            let first = seen.first(of, key, judged.number);
            if first < judged.number {
                judged.issues.push(self.issue(level, field, code, &[("row", &first.to_string())]));
            }
        }
    }
}

/// What the rows of one import are judged by: the one place that lists the kinds.
pub(super) enum Rules<'a> {
    Members(Box<members::Rules<'a>>),
    Customers(Box<customers::Rules<'a>>),
    Mappings(Box<mappings::Rules<'a>>),
    Agents(Box<agents::Rules<'a>>),
}

impl<'a> Rules<'a> {
    /// Reads what all rows share.
    pub async fn load(
        conn: &mut Conn,
        viewer: &'a Viewer,
        kind: ImportKind,
        options: ImportOptions,
        now: Moment,
    ) -> Result<Self> {
        let delimiter = options.path_delimiter.chars().next().unwrap_or('/');
        let base = Base { viewer, kind, options, delimiter, now };
        Ok(match kind {
            ImportKind::Members => Self::Members(Box::new(members::Rules::load(conn, base).await?)),
            ImportKind::Customers => Self::Customers(Box::new(customers::Rules::load(conn, base).await?)),
            ImportKind::Mappings => Self::Mappings(Box::new(mappings::Rules::load(conn, base).await?)),
            ImportKind::Agents => Self::Agents(Box::new(agents::Rules::load(conn, base).await?)),
        })
    }

    /// The same for rows that were checked: with what only all of them together tell.
    pub async fn load_whole(
        conn: &mut Conn,
        viewer: &'a Viewer,
        (kind, import): (ImportKind, &ImportId),
        options: ImportOptions,
        now: Moment,
    ) -> Result<Self> {
        let mut rules = Self::load(conn, viewer, kind, options, now).await?;
        if let Self::Members(rules) = &mut rules {
            rules.load_chains(conn, import).await?;
        }
        Ok(rules)
    }

    /// What was chosen.
    pub const fn options(&self) -> &ImportOptions {
        match self {
            Self::Members(rules) => &rules.base.options,
            Self::Customers(rules) => &rules.base.options,
            Self::Mappings(rules) => &rules.base.options,
            Self::Agents(rules) => &rules.base.options,
        }
    }

    /// Judges rows in their order. Rows that are left out are told as such and compared with nothing.
    pub async fn judge(&self, conn: &mut Conn, seen: &mut Seen, rows: &[FileRow]) -> Result<Vec<Judged>> {
        Ok(match self {
            Self::Members(rules) => {
                let judged = rules.judge(conn, seen, rows).await?;
                judged.into_iter().map(|judged| judged.any(Of::Member)).collect()
            }
            Self::Customers(rules) => {
                let judged = rules.judge(conn, seen, rows).await?;
                judged.into_iter().map(|judged| judged.any(Of::Customer)).collect()
            }
            Self::Mappings(rules) => {
                let judged = rules.judge(conn, seen, rows).await?;
                judged.into_iter().map(|judged| judged.any(Of::Mapping)).collect()
            }
            Self::Agents(rules) => {
                let judged = rules.judge(conn, seen, rows).await?;
                judged.into_iter().map(|judged| judged.any(Of::Agent)).collect()
            }
        })
    }

    /// Notes a judged row: some can be judged only when all were seen.
    pub fn note(&mut self, judged: &Judged) {
        if let (Self::Members(rules), Of::Member(found)) = (self, &judged.of) {
            rules.note(judged, found);
        }
    }

    /// All rows were noted. The numbers of those that are to be judged once more.
    pub fn all_noted(&mut self) -> Vec<i64> {
        match self {
            Self::Members(rules) => rules.all_noted(),
            Self::Customers(_) | Self::Mappings(_) | Self::Agents(_) => Vec::new(),
        }
    }
}
