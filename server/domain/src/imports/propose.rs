//! From a judged row to rows of a change set.

use super::judge::{Judged, Of, Rules};
use crate::change::draft::Draft;
use crate::keys::fold;
use crate::{Error, Result};
use model::audit::Subject;
use model::change::{FieldChange, Reason, Verdict};
use model::import::{ImportField, Level};
use std::collections::HashSet;

/// Proposes rows one after the other; a department, a tag or a skill group that several need is made once.
pub(super) struct Proposer<'a> {
    rules: &'a Rules<'a>,
    made: HashSet<String>,
}

impl<'a> Proposer<'a> {
    pub fn new(rules: &'a Rules<'a>) -> Self {
        Self { rules, made: HashSet::new() }
    }

    /// What a row would do; nothing where it is left out or everything is as the file says.
    pub fn propose(&mut self, judged: &Judged) -> Result<Vec<Draft>> {
        if judged.skipped {
            return Ok(Vec::new());
        }
        let is_wrong = judged.level() == Level::Error;
        let (blank, row) = match (self.rules, &judged.of) {
            (Rules::Members(rules), Of::Member(found)) => {
                let blank = rules.blank(judged, found);
                let row = if is_wrong { None } else { rules.propose(judged, found, blank.clone())? };
                (blank, row)
            }
            (Rules::Customers(rules), Of::Customer(found)) => {
                let blank = rules.blank(judged, found);
                let row = if is_wrong { None } else { rules.propose(found, blank.clone())? };
                (blank, row)
            }
            (Rules::Mappings(rules), Of::Mapping(found)) => {
                let blank = rules.blank(judged, found);
                let row = if is_wrong { None } else { rules.propose(found, blank.clone())? };
                (blank, row)
            }
            (Rules::Agents(rules), Of::Agent(found)) => {
                let blank = rules.blank(judged, found);
                let row = if is_wrong { None } else { rules.propose(found, blank.clone())? };
                (blank, row)
            }
            _ => return Err(Error::Broken("a row that was judged by the rules of another kind".to_owned())),
        };
        if is_wrong {
            return Ok(vec![Draft { fields: faults(judged), ..blank }]);
        }
        let Some(row) = row else { return Ok(Vec::new()) };
        let mut drafts = self.makes(judged)?;
        drafts.push(row);
        Ok(drafts)
    }

    fn makes(&mut self, judged: &Judged) -> Result<Vec<Draft>> {
        let mut drafts = Vec::new();
        for path in &judged.makes {
            if !self.made.insert(fold(path)) {
                continue;
            }
            drafts.push(match (self.rules, &judged.of) {
                (Rules::Customers(rules), Of::Customer(found)) => rules.make(judged, found, path)?,
                (Rules::Members(rules), _) => rules.make(judged, path)?,
                (Rules::Agents(rules), _) => rules.make(judged, path)?,
                _ => continue,
            });
        }
        Ok(drafts)
    }
}

/// A row that cannot be carried out; the kinds fill in what they know of it.
pub(super) fn wrong(judged: &Judged) -> Draft {
    Draft {
        rank: 0,
        subject: Subject::Import,
        subject_id: None,
        // The number of the row leads from the change set back to the file.
        external_id: judged.number.to_string(),
        name: String::new(),
        detail: String::new(),
        verdict: Verdict::Blocked,
        reason: Reason::RowWrong,
        fields: Vec::new(),
        payload: serde_json::Value::Null,
        braked: false,
    }
}

/// What is wrong, as fields: the value in the file, and the word of what was found.
fn faults(judged: &Judged) -> Vec<FieldChange> {
    let wrong = judged.issues.iter().filter(|issue| issue.level == Level::Error);
    wrong
        .map(|issue| FieldChange {
            field: issue.field.map_or("row", ImportField::word).to_owned(),
            before: issue.params.first().map(|(_, value)| value.clone()).unwrap_or_default(),
            after: issue.code.word().to_owned(),
        })
        .collect()
}
