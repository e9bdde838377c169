//! Adding and editing one customer by hand.

use crate::member::{Lock, Source};
use crate::problem::Fault;
use crate::text::{Check, Email, Phone, line, note, optional_line};
use crate::{CustomerId, MemberId, Problem, TagId, limits};
use serde::{Deserialize, Serialize};

crate::words!(
    /// A field of a customer.
    CustomerField {
        /// The name.
        Name = "name",
        /// The company.
        Company = "company",
        /// The position there.
        Position = "position",
        /// The customer's own phone number.
        Phone = "phone",
        /// The customer's own e-mail address.
        Email = "email",
        /// What colleagues should know.
        Note = "note",
        /// Who looks after the customer.
        Owners = "owners",
        /// Tags of the organisation's own.
        Tags = "tags",
    }
);

impl CustomerField {
    /// Why nobody here edits the field, if so: what a platform tells, the next synchronisation would write over.
    pub const fn lock(self, source: Source) -> Option<Lock> {
        match (self, source) {
            (Self::Name | Self::Company | Self::Position | Self::Owners, Source::WeCom) => Some(Lock::Upstream),
            _ => None,
        }
    }
}

/// Somebody to be added by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct AddCustomer {
    /// The name.
    pub name: String,
    /// The company.
    #[serde(default)]
    pub company: String,
    /// The position there.
    #[serde(default)]
    pub position: String,
    /// A phone number; stored as E.164.
    #[serde(default)]
    pub phone: String,
    /// An e-mail address.
    #[serde(default)]
    pub email: String,
    /// What colleagues should know.
    #[serde(default)]
    pub note: String,
    /// Who looks after the customer; may be nobody yet.
    #[serde(default)]
    pub owners: Vec<MemberId>,
    /// Tags of the organisation's own.
    #[serde(default)]
    pub tags: Vec<TagId>,
    /// Whether to add even though somebody with this phone number or address is here.
    #[serde(default)]
    pub even_if_here: bool,
}

impl AddCustomer {
    /// Checks every field and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        self.company = check.take("company", optional_line(&self.company, limits::COMPANY));
        self.position = check.take("position", optional_line(&self.position, limits::POSITION));
        self.phone = check.take("phone", phone(&self.phone));
        self.email = check.take("email", email(&self.email));
        self.note = check.take("note", note(&self.note, limits::CUSTOMER_NOTE));
        several(&mut check, "owners", &mut self.owners, limits::OWNERS);
        several(&mut check, "tags", &mut self.tags, limits::TAGS_AT_ONCE);
        check.done()?;
        Ok(self)
    }
}

/// A change of one customer by hand. `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditCustomer {
    /// Who.
    pub id: CustomerId,
    /// The revision that was looked at.
    pub revision: i64,
    /// Another name.
    #[serde(default)]
    pub name: Option<String>,
    /// Another company; empty for none.
    #[serde(default)]
    pub company: Option<String>,
    /// Another position; empty for none.
    #[serde(default)]
    pub position: Option<String>,
    /// Another phone number; empty for none.
    #[serde(default)]
    pub phone: Option<String>,
    /// Another address; empty for none.
    #[serde(default)]
    pub email: Option<String>,
    /// Another note; empty for none.
    #[serde(default)]
    pub note: Option<String>,
    /// All who look after the customer from now on.
    #[serde(default)]
    pub owners: Option<Vec<MemberId>>,
    /// All tags of the organisation's own from now on.
    #[serde(default)]
    pub tags: Option<Vec<TagId>>,
}

impl EditCustomer {
    /// Nothing to be changed yet.
    pub const fn of(id: CustomerId, revision: i64) -> Self {
        Self {
            id,
            revision,
            name: None,
            company: None,
            position: None,
            phone: None,
            email: None,
            note: None,
            owners: None,
            tags: None,
        }
    }

    /// Whether the change touches a field.
    pub const fn touches(&self, field: CustomerField) -> bool {
        match field {
            CustomerField::Name => self.name.is_some(),
            CustomerField::Company => self.company.is_some(),
            CustomerField::Position => self.position.is_some(),
            CustomerField::Phone => self.phone.is_some(),
            CustomerField::Email => self.email.is_some(),
            CustomerField::Note => self.note.is_some(),
            CustomerField::Owners => self.owners.is_some(),
            CustomerField::Tags => self.tags.is_some(),
        }
    }

    /// Checks every field that is given and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = self.name.map(|text| check.take("name", line(&text, limits::NAME)));
        self.company = self.company.map(|text| check.take("company", optional_line(&text, limits::COMPANY)));
        self.position = self.position.map(|text| check.take("position", optional_line(&text, limits::POSITION)));
        self.phone = self.phone.map(|text| check.take("phone", phone(&text)));
        self.email = self.email.map(|text| check.take("email", email(&text)));
        self.note = self.note.map(|text| check.take("note", note(&text, limits::CUSTOMER_NOTE)));
        if let Some(owners) = &mut self.owners {
            several(&mut check, "owners", owners, limits::OWNERS);
        }
        if let Some(tags) = &mut self.tags {
            several(&mut check, "tags", tags, limits::TAGS_AT_ONCE);
        }
        check.done()?;
        Ok(self)
    }
}

fn phone(text: &str) -> Result<String, crate::text::Wrong> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(Phone::parse(text)?.as_str().to_owned()) }
}

fn email(text: &str) -> Result<String, crate::text::Wrong> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(Email::parse(text)?.as_str().to_owned()) }
}

/// Ids, each once and not too many.
pub(crate) fn several<T: Clone + Eq + std::hash::Hash>(check: &mut Check, field: &str, ids: &mut Vec<T>, most: usize) {
    let mut seen = std::collections::HashSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    if ids.len() > most {
        check.fault(field, Fault::OutOfRange, Some(most as i64));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    #[test]
    fn a_customer_is_stored_with_number_and_address_as_machines_read_them() {
        let add = AddCustomer {
            name: " Lin  Hua ".to_owned(),
            phone: "138 0000 0001".to_owned(),
            email: " Lin@Example.com ".to_owned(),
            owners: vec![MemberId("m".to_owned()), MemberId("m".to_owned())],
            ..AddCustomer::default()
        };
        let checked = add.check().unwrap();
        assert_eq!((checked.phone.as_str(), checked.email.as_str()), ("+8613800000001", "Lin@Example.com"));
        assert_eq!(checked.owners.len(), 1);
    }

    #[test]
    fn every_field_at_fault_is_named() {
        let add = AddCustomer { phone: "12".to_owned(), email: "nobody".to_owned(), ..AddCustomer::default() };
        let problem = add.check().unwrap_err();
        assert_eq!(problem.code, Code::Invalid);
        let fields: Vec<&str> = problem.fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(fields, ["name", "phone", "email"]);
    }

    #[test]
    fn what_a_platform_tells_is_not_edited_here() {
        let locked: Vec<CustomerField> =
            CustomerField::ALL.iter().copied().filter(|field| field.lock(Source::WeCom).is_some()).collect();
        use CustomerField::{Company, Name, Owners, Position};
        assert_eq!(locked, [Name, Company, Position, Owners]);
        assert!(CustomerField::ALL.iter().all(|field| field.lock(Source::Manual).is_none()));
    }
}
