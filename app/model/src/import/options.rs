//! What a person chooses about an import.

use super::{ImportField, ImportKind};
use crate::language::Language;
use crate::problem::Fault;
use crate::text::Check;
use crate::{Problem, limits};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What becomes of a row about somebody who is here already. A member's name, e-mail and phone are the person's own in any case;
    /// of a customer they are changed too.
    Duplicates {
        /// Nothing.
        Skip = "skip",
        /// What is empty here is filled.
        FillEmpty = "fill_empty",
        /// What the file says holds; its empty cells change nothing.
        Overwrite = "overwrite",
        /// Each is a conflict that a person decides.
        Ask = "ask",
    }
);

crate::words!(
    /// What rows with errors mean for the others.
    ImportMode {
        /// Nothing is imported while one row has an error.
        AllOrNothing = "all_or_nothing",
        /// The others are imported.
        ValidOnly = "valid_only",
    }
);

/// How the file is to be read; what is `None` is found out. A change reads it anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct ReadOptions {
    /// How characters are bytes.
    #[serde(default)]
    pub encoding: Option<String>,
    /// What stands between cells.
    #[serde(default)]
    pub delimiter: Option<String>,
    /// Which sheet.
    #[serde(default)]
    pub sheet: Option<String>,
}

/// What a person chooses about an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOptions {
    /// How the file is to be read.
    #[serde(default)]
    pub read: ReadOptions,
    /// The row with the headings; what stands above is left out. `None` if the first row is data already.
    pub header_row: Option<i64>,
    /// Columns, from 0, and what they mean. Those that are not named are left out.
    pub mapping: Vec<(u32, ImportField)>,
    /// What stands between the parts of a department's path, and between a tag and its group.
    pub path_delimiter: String,
    /// Whether departments that do not exist are made.
    pub create_departments: bool,
    /// Whether tags that do not exist are made.
    #[serde(default)]
    pub create_tags: bool,
    /// Whether skill groups that do not exist are made.
    #[serde(default)]
    pub create_groups: bool,
    /// Whether rows about somebody who is not here add him.
    #[serde(default = "yes")]
    pub add_new: bool,
    /// Whether customers without a phone number and an address in common are the same where name and company are.
    #[serde(default)]
    pub match_names: bool,
    /// What becomes of rows about somebody who is here.
    pub duplicates: Duplicates,
    /// What rows with errors mean for the others.
    pub mode: ImportMode,
    /// Whether those who come new are sent an invitation.
    pub send_invitations: bool,
    /// The language of the invitations.
    pub language: Language,
}

const fn yes() -> bool {
    true
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            read: ReadOptions::default(),
            header_row: None,
            mapping: Vec::new(),
            path_delimiter: "/".to_owned(),
            create_departments: false,
            create_tags: false,
            create_groups: false,
            add_new: true,
            match_names: false,
            duplicates: Duplicates::Skip,
            mode: ImportMode::ValidOnly,
            send_invitations: false,
            language: Language::En,
        }
    }
}

impl ImportOptions {
    /// Which column means this.
    pub fn column(&self, field: ImportField) -> Option<u32> {
        self.mapping.iter().find(|(_, meant)| *meant == field).map(|(column, _)| *column)
    }

    /// Checks what can be checked without the file.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] naming `mapping` (two columns for a field, two fields for a column, out of range), `header_row`,
    /// `path_delimiter` (one character that is no letter, digit or semicolon), or `duplicates` where nobody is to be added and nobody
    /// changed.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.mapping.sort_unstable();
        for (at, (column, field)) in self.mapping.iter().enumerate() {
            let twice = self.mapping[..at].iter().any(|(other, meant)| other == column || meant == field);
            if twice {
                check.fault("mapping", Fault::Taken, None);
                break;
            }
            if *column as usize >= limits::IMPORT_COLUMNS {
                check.fault("mapping", Fault::OutOfRange, Some(limits::IMPORT_COLUMNS as i64));
                break;
            }
        }
        if self.header_row.is_some_and(|row| row < 1) {
            check.fault("header_row", Fault::OutOfRange, Some(1));
        }
        if !self.add_new && self.duplicates == Duplicates::Skip {
            check.fault("duplicates", Fault::Malformed, None);
        }
        let mut characters = self.path_delimiter.chars();
        let sound = characters.next().is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace() && c != ';');
        if !sound || characters.next().is_some() {
            check.fault("path_delimiter", Fault::Malformed, None);
        }
        check.done()?;
        Ok(self)
    }

    /// Whether rows that were checked with the others stand the same with these: they differ only in what is done with the
    /// rows afterwards.
    pub fn judges_like(&self, other: &Self) -> bool {
        let (mode, send_invitations, language) = (self.mode, self.send_invitations, self.language);
        *self == Self { mode, send_invitations, language, ..other.clone() }
    }

    /// Which of the needed fields no column means.
    pub fn missing(&self, kind: ImportKind) -> Vec<ImportField> {
        let fields = ImportField::of(kind);
        let mut missing: Vec<ImportField> =
            fields.iter().copied().filter(|field| field.is_required() && self.column(*field).is_none()).collect();
        for group in ImportField::either(kind) {
            if group.iter().all(|field| self.column(*field).is_none()) {
                missing.extend(group.first());
            }
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_needs_an_address_a_customer_only_a_name_a_mapping_both_sides_and_an_agent_a_number() {
        let options = ImportOptions { mapping: vec![(0, ImportField::Name)], ..ImportOptions::default() };
        assert_eq!(options.missing(ImportKind::Members), [ImportField::Email]);
        assert!(options.missing(ImportKind::Customers).is_empty());
        assert_eq!(ImportOptions::default().missing(ImportKind::Customers), [ImportField::Name]);
        let numbers = [(0, ImportField::WorkNumber), (1, ImportField::ExternalNumber)];
        let options = ImportOptions { mapping: numbers.to_vec(), ..ImportOptions::default() };
        assert!(options.missing(ImportKind::Mappings).is_empty());
        let none = ImportOptions::default().missing(ImportKind::Mappings);
        assert_eq!(none, [ImportField::Email, ImportField::ExternalId]);
        let none = ImportOptions::default().missing(ImportKind::Agents);
        assert_eq!(none, [ImportField::Name, ImportField::AgentNumber, ImportField::Email]);
    }

    #[test]
    fn an_import_that_neither_adds_nor_changes_is_refused() {
        let options = ImportOptions { add_new: false, ..ImportOptions::default() };
        assert_eq!(options.clone().check().unwrap_err().fields[0].field, "duplicates");
        assert!(ImportOptions { duplicates: Duplicates::FillEmpty, ..options }.check().is_ok());
    }

    #[test]
    fn options_that_were_kept_before_there_were_customers_and_agents_are_read() {
        let mut kept = serde_json::to_value(ImportOptions::default()).unwrap();
        for name in ["create_tags", "create_groups", "add_new", "match_names"] {
            kept.as_object_mut().unwrap().remove(name);
        }
        assert_eq!(serde_json::from_value::<ImportOptions>(kept).unwrap(), ImportOptions::default());
    }
}
