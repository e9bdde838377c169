//! Managers who come with the same file: who stands above whom, so that they are added first.

use super::super::judge::Judged;
use super::Found;
use crate::keys::fold;
use crate::{Conn, Result};
use model::ImportId;
use model::import::{ImportField, ImportOptions, Level};
use std::collections::{HashMap, HashSet};

/// Who manages whom in a file, by e-mail addresses as they are compared.
#[derive(Debug, Default)]
pub(in crate::imports) struct Chains {
    above: HashMap<String, Option<String>>,
    depths: HashMap<String, Depth>,
}

/// The manager that the file names for each e-mail address, rows with errors left out.
#[derive(Debug, Default)]
pub(in crate::imports) struct Above(HashMap<String, Option<String>>);

impl Above {
    /// Notes a row.
    pub fn note(&mut self, judged: &Judged, found: &Found) {
        if judged.skipped || judged.level() == Level::Error {
            return;
        }
        if let Some(key) = &judged.keys.email {
            self.0.insert(key.clone(), found.manager.clone());
        }
    }
}

/// How many managers of the file stand above somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::imports) enum Depth {
    Managers(i64),
    /// He would be, over some steps, his own manager, or stands below somebody who would.
    Circle,
}

impl Chains {
    /// Reads them from rows that were checked; nothing where no column means the manager.
    pub async fn load(conn: &mut Conn, import: &ImportId, options: &ImportOptions) -> Result<Self> {
        let Some(column) = options.column(ImportField::Manager) else { return Ok(Self::default()) };
        let rows: Vec<(String, String)> = sqlx::query_as(
            "select email_key, cells from import_rows where import_id = $1 and number > $2 and skipped = $3 \
             and level <> 'error' and email_key is not null",
        )
        .bind(import)
        .bind(options.header_row.unwrap_or(0))
        .bind(false)
        .fetch_all(conn)
        .await?;
        let mut above = Above(HashMap::with_capacity(rows.len()));
        for (key, cells) in rows {
            let mut cells: Vec<String> = serde_json::from_str(&cells)?;
            let manager = cells.get_mut(column as usize).map(std::mem::take).unwrap_or_default();
            above.0.insert(key, Some(fold(manager.trim())).filter(|manager| !manager.is_empty()));
        }
        Ok(Self::of(above))
    }

    /// Follows everybody up.
    pub fn of(Above(above): Above) -> Self {
        let mut depths: HashMap<String, Depth> = HashMap::with_capacity(above.len());
        for start in above.keys() {
            let (mut way, mut on_it) = (Vec::new(), HashSet::new());
            let mut at = Some(start);
            // Up to somebody who is known, who has no manager in the file, or who was met on the way.
            let top = loop {
                let Some((key, manager)) = at.and_then(|key| above.get_key_value(key)) else {
                    break Depth::Managers(-1);
                };
                if let Some(depth) = depths.get(key) {
                    break *depth;
                }
                if !on_it.insert(key) {
                    break Depth::Circle;
                }
                way.push(key);
                at = manager.as_ref();
            };
            let mut depth = top;
            for key in way.into_iter().rev() {
                if let Depth::Managers(n) = &mut depth {
                    *n += 1;
                }
                depths.insert(key.clone(), depth);
            }
        }
        Self { above, depths }
    }

    /// How many managers stand above somebody of the file; `None` for who is not in it.
    pub fn depth(&self, key: &str) -> Option<Depth> {
        self.above.get(key)?;
        self.depths.get(key).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managers_stand_above_and_nobody_above_himself() {
        let rows =
            [("a", "b"), ("b", "c"), ("c", ""), ("d", "elsewhere"), ("x", "y"), ("y", "x"), ("z", "x"), ("s", "s")];
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let chains = Chains::of(Above(rows.iter().map(|(key, above)| ((*key).to_owned(), text(above))).collect()));
        let depths: Vec<Option<Depth>> =
            ["a", "b", "c", "d", "elsewhere"].iter().map(|key| chains.depth(key)).collect();
        let managers = |n| Some(Depth::Managers(n));
        assert_eq!(depths, [managers(2), managers(1), managers(0), managers(0), None]);
        for key in ["x", "y", "z", "s"] {
            assert_eq!(chains.depth(key), Some(Depth::Circle), "{key}");
        }
    }
}
