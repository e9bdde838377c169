//! Customers that are the same person: finding them, and making one of them.

use crate::customer::{CustomerDetail, CustomerRow};
use crate::customer_edit::{CustomerField, several};
use crate::problem::Fault;
use crate::text::Check;
use crate::{CustomerId, Problem, limits};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Why two customers may be the same person.
    Likeness {
        /// The same phone number.
        Phone = "phone",
        /// The same e-mail address.
        Email = "email",
        /// The same name at the same company.
        NameAndCompany = "name_and_company",
    }
);

/// Somebody who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// Who.
    pub row: CustomerRow,
    /// In what they are alike.
    pub likeness: Vec<Likeness>,
}

/// One of the customers of whom one is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeSide {
    /// Everything that is known.
    pub customer: CustomerDetail,
    /// Why this one cannot become part of the one that is kept; nothing if it can.
    pub problem: Option<Problem>,
}

/// What a merge would bring together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergePreview {
    /// All of them, the one that is kept first.
    pub sides: Vec<MergeSide>,
    /// Fields that the platform of the one that is kept owns: they stay as they are there.
    pub locked: Vec<CustomerField>,
}

/// Customers that become one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The one that stays.
    pub keep: CustomerId,
    /// Those that become part of it.
    pub ids: Vec<CustomerId>,
    /// From whom the value of a field comes. A field that is not named stays as the kept one has it, or, where that has none, is taken
    /// from the first that has one.
    #[serde(default)]
    pub take: Vec<(CustomerField, CustomerId)>,
}

impl Merge {
    /// Fields whose value can be chosen.
    pub const CHOSEN: [CustomerField; 5] = [
        CustomerField::Name,
        CustomerField::Company,
        CustomerField::Position,
        CustomerField::Phone,
        CustomerField::Email,
    ];

    /// Checks that somebody is to be merged, and that every choice is among them.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        let keep = self.keep.clone();
        self.ids.retain(|id| *id != keep);
        several(&mut check, "ids", &mut self.ids, limits::MERGED_AT_ONCE);
        if self.ids.is_empty() {
            check.fault("ids", Fault::Missing, None);
        }
        let is_known = |id: &CustomerId| *id == self.keep || self.ids.contains(id);
        if self.take.iter().any(|(field, id)| !Self::CHOSEN.contains(field) || !is_known(id)) {
            check.fault("take", Fault::Unknown, None);
        }
        check.done()?;
        Ok(self)
    }
}
