//! Passwords of those who come new, made and hashed before the transaction that adds them.

use super::Payload;
use crate::Result;
use crate::agents::password::{Issued, issue_patiently};
use crate::change::{Context, Prepared, Row};
use model::ChangeRowId;
use std::collections::HashMap;

/// By the row that needs it.
#[derive(Default)]
pub(super) struct Passwords(HashMap<ChangeRowId, Issued>);

impl Passwords {
    /// That of a row; `None` where nobody thought that it would need one.
    pub fn of(&self, row: &Row) -> Option<&Issued> {
        self.0.get(&row.id)
    }
}

/// Makes one for each row that needs it.
pub(super) async fn prepare(context: &Context, rows: &[Row]) -> Result<Prepared> {
    let mut wanted = Vec::with_capacity(rows.len());
    for row in rows {
        if let Payload::Add(new) = serde_json::from_str(&row.payload)?
            && new.password
        {
            wanted.push(row.id.clone());
        }
    }
    let issued = issue_patiently(&context.services, wanted.len()).await?;
    Ok(Prepared::new(Passwords(wanted.into_iter().zip(issued).collect())))
}
