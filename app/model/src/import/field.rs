//! What a column of a file can mean.

use super::ImportKind;
use crate::text::{Check, line};
use crate::{Problem, limits};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What a column means; see [`ImportField::of`] for which kinds. A role comes only with agents, who hold the one without rights
    /// unless the file says otherwise.
    ImportField {
        /// The name.
        Name = "name",
        /// The e-mail address.
        Email = "email",
        /// The phone number.
        Phone = "phone",
        /// Departments as paths from the top, several with semicolons, the main one first.
        Departments = "departments",
        /// The position.
        Position = "position",
        /// The location.
        Location = "location",
        /// The work number.
        WorkNumber = "work_number",
        /// The manager's e-mail address.
        Manager = "manager",
        /// The company of a customer.
        Company = "company",
        /// What colleagues should know of a customer.
        Note = "note",
        /// Who looks after a customer: members by e-mail address, work number or exact name, several with semicolons.
        Owners = "owners",
        /// Tags of the organisation's own, as `group/name` or by their names alone, several with semicolons.
        Tags = "tags",
        /// The day on which a customer came. Of one who is here already it stays.
        Added = "added",
        /// The id of a member here.
        MemberId = "member_id",
        /// A connection whose people are mapped, by its name or its id.
        Connection = "connection",
        /// The id of an account there.
        ExternalId = "external_id",
        /// The e-mail address of an account there.
        ExternalEmail = "external_email",
        /// The extension or agent number of an account there.
        ExternalNumber = "external_number",
        /// What customers read instead of an agent's name.
        Nickname = "nickname",
        /// The agent number.
        AgentNumber = "agent_number",
        /// The role of an agent who is new: by its name, or the word of a built-in one.
        Role = "role",
        /// Skill groups by their names, several with semicolons.
        SkillGroups = "skill_groups",
    }
);

impl ImportField {
    /// The fields of a kind of import.
    pub const fn of(kind: ImportKind) -> &'static [Self] {
        match kind {
            ImportKind::Members => &[
                Self::Name,
                Self::Email,
                Self::Phone,
                Self::Departments,
                Self::Position,
                Self::Location,
                Self::WorkNumber,
                Self::Manager,
            ],
            ImportKind::Customers => &[
                Self::Name,
                Self::Company,
                Self::Position,
                Self::Phone,
                Self::Email,
                Self::Note,
                Self::Owners,
                Self::Tags,
                Self::Added,
            ],
            ImportKind::Mappings => &[
                Self::MemberId,
                Self::Email,
                Self::WorkNumber,
                Self::Connection,
                Self::ExternalId,
                Self::ExternalEmail,
                Self::ExternalNumber,
            ],
            ImportKind::Agents => {
                &[Self::Name, Self::Nickname, Self::AgentNumber, Self::Email, Self::Role, Self::SkillGroups]
            }
        }
    }

    /// Whether a file without it cannot be imported. Of some others one is needed, see [`Self::either`].
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Name)
    }

    /// The fields of a kind of which one is needed, group by group; the first is named where there is none.
    pub const fn either(kind: ImportKind) -> &'static [&'static [Self]] {
        match kind {
            ImportKind::Members => &[&[Self::Email, Self::Phone]],
            ImportKind::Customers => &[],
            ImportKind::Mappings => &[
                &[Self::Email, Self::MemberId, Self::WorkNumber],
                &[Self::ExternalId, Self::ExternalEmail, Self::ExternalNumber],
            ],
            ImportKind::Agents => &[&[Self::AgentNumber], &[Self::Email]],
        }
    }
}

crate::words!(
    /// Why a column was guessed to mean something.
    Guess {
        /// By its heading.
        Name = "name",
        /// By what stands in it.
        Content = "content",
    }
);

/// A guessed meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guessed {
    /// What the column seems to mean.
    pub field: ImportField,
    /// Why.
    pub why: Guess,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Which, from 0.
    pub index: u32,
    /// Its heading; empty without a header row.
    pub header: String,
    /// Up to three values below it.
    pub samples: Vec<String>,
    /// What it seems to mean.
    pub guess: Option<Guessed>,
}

/// A mapping kept under a name, by headings: the next file may have its columns in another order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preset {
    /// For which kind of import.
    pub kind: ImportKind,
    /// Its name.
    pub name: String,
    /// Headings and what they mean.
    pub mapping: Vec<(String, ImportField)>,
}

impl Preset {
    /// Checks the name, the headings, and that the kind has such fields.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] naming `name` or `mapping`.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        if self.mapping.is_empty() {
            check.fault("mapping", crate::problem::Fault::Missing, None);
        }
        if self.mapping.len() > limits::IMPORT_COLUMNS {
            check.fault("mapping", crate::problem::Fault::OutOfRange, Some(limits::IMPORT_COLUMNS as i64));
        }
        if self.mapping.iter().any(|(_, field)| !ImportField::of(self.kind).contains(field)) {
            check.fault("mapping", crate::problem::Fault::Unknown, None);
        }
        check.done()?;
        Ok(self)
    }
}
