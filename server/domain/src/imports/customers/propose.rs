//! From a judged row about a customer to a row of a change set.

use super::super::judge::Judged;
use super::super::propose::wrong;
use super::here::Here;
use super::{Found, Rules};
use crate::change::draft::Draft;
use crate::customers::{Imported, ImportedChange, NewCustomer, TagName};
use crate::keys::fold;
use crate::sheet::csv::utc;
use crate::sync::field;
use crate::{Error, Result};
use model::MemberId;
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::customer_edit::{CustomerField, EditCustomer};
use model::import::{Duplicates, ImportField};
use model::member::Source;
use std::collections::BTreeSet;

/// Tags come before the customers who carry them.
const TAGS: i64 = 1;
const CUSTOMERS: i64 = 2;

/// A field of which the file says something else than what is here.
pub(super) struct Differs {
    of: CustomerField,
    was: String,
    is: String,
    /// Whether a platform owns it.
    pub locked: bool,
}

impl Rules<'_> {
    /// The row of the change set without what it would do.
    pub fn blank(&self, judged: &Judged, found: &Found) -> Draft {
        let customer = &found.customer;
        let details = [&customer.company, &customer.email, &customer.phone];
        Draft {
            rank: CUSTOMERS,
            subject: Subject::Customer,
            subject_id: found.here.as_ref().map(|(here, _)| here.id.0.clone()),
            name: customer.name.clone(),
            detail: details.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default(),
            ..wrong(judged)
        }
    }

    /// What a row would do; nothing where everything is as the file says.
    pub fn propose(&self, found: &Found, blank: Draft) -> Result<Option<Draft>> {
        match &found.here {
            None if !self.base.options.add_new => Ok(None),
            None => self.add(found, blank).map(Some),
            Some((here, by)) => self.change(found, here, *by, blank),
        }
    }

    /// The row that makes a tag.
    pub fn make(&self, judged: &Judged, found: &Found, shown: &str) -> Result<Draft> {
        let tag = found.customer.tags.iter().find(|tag| tag.id.is_none() && tag.shown() == shown);
        let tag = tag.ok_or_else(|| Error::Broken("a tag that no row names".to_owned()))?;
        Ok(Draft {
            rank: TAGS,
            subject: Subject::Tag,
            fields: field("name", "", &tag.name).into_iter().collect(),
            name: tag.name.clone(),
            detail: shown.to_owned(),
            verdict: Verdict::Add,
            reason: Reason::NewInFile,
            payload: serde_json::to_value(Imported::Tag(tag.clone()))?,
            ..wrong(judged)
        })
    }

    fn add(&self, found: &Found, blank: Draft) -> Result<Draft> {
        let customer = &found.customer;
        let (owners, tags) = (found.owners_shown.join("; "), shown(&customer.tags));
        let values = [
            ("name", customer.name.as_str()),
            ("company", &customer.company),
            ("position", &customer.position),
            ("phone", &customer.phone),
            ("email", &customer.email),
            ("note", &customer.note),
            ("owners", &owners),
            ("tags", &tags),
            ("added", &customer.added.map(utc).unwrap_or_default()),
        ];
        Ok(Draft {
            verdict: Verdict::Add,
            reason: Reason::NewInFile,
            fields: values.iter().filter_map(|(name, value)| field(name, "", value)).collect(),
            payload: serde_json::to_value(Imported::Add(Box::new(customer.clone())))?,
            ..blank
        })
    }

    /// The fields of which the file says something else, as far as that is to count.
    pub(super) fn fields(&self, customer: &NewCustomer, here: &Here) -> Vec<Differs> {
        let policy = self.base.options.duplicates;
        let all = [
            (CustomerField::Name, &here.name, &customer.name),
            (CustomerField::Company, &here.company, &customer.company),
            (CustomerField::Position, &here.position, &customer.position),
            (CustomerField::Phone, &here.phone, &customer.phone),
            (CustomerField::Email, &here.email, &customer.email),
            (CustomerField::Note, &here.note, &customer.note),
        ];
        // An address in other capitals is the same.
        let same = |of, was: &str, is: &str| was == is || (of == CustomerField::Email && fold(was) == fold(is));
        let differs = all.into_iter().filter(|(of, was, is)| {
            !is.is_empty() && !same(*of, was, is) && (policy != Duplicates::FillEmpty || was.is_empty())
        });
        differs
            .map(|(of, was, is)| Differs {
                of,
                was: was.clone(),
                is: is.clone(),
                locked: of.lock(here.source).is_some(),
            })
            .collect()
    }

    fn change(&self, found: &Found, here: &Here, by: ImportField, blank: Draft) -> Result<Option<Draft>> {
        let policy = self.base.options.duplicates;
        if policy == Duplicates::Skip {
            return Ok(None);
        }
        let differs = self.fields(&found.customer, here);
        let locked = differs.iter().any(|field| field.locked);
        let mut edit = EditCustomer::of(here.id.clone(), here.revision);
        let mut fields = Vec::new();
        for Differs { of, was, is, .. } in differs.into_iter().filter(|field| !field.locked) {
            fields.extend(field(of.word(), &was, &is));
            let to = match of {
                CustomerField::Name => &mut edit.name,
                CustomerField::Company => &mut edit.company,
                CustomerField::Position => &mut edit.position,
                CustomerField::Phone => &mut edit.phone,
                CustomerField::Email => &mut edit.email,
                CustomerField::Note => &mut edit.note,
                CustomerField::Owners | CustomerField::Tags => continue,
            };
            *to = Some(is);
        }
        if let Some((owners, names)) = owners(found, here, policy) {
            let present: Vec<&str> = here.owners.iter().map(|owner| owner.name.as_str()).collect();
            fields.extend(field(CustomerField::Owners.word(), &present.join("; "), &names.join("; ")));
            edit.owners = Some(owners);
        }
        let tags = Some(&found.customer.tags).filter(|tags| !tags.is_empty() && !same(tags, &here.tags)).cloned();
        if let Some(tags) = &tags {
            fields.extend(field(CustomerField::Tags.word(), &shown(&here.tags), &shown(tags)));
        }
        let (verdict, reason) = match (fields.is_empty(), locked) {
            (true, false) => return Ok(None),
            (true, true) => (Verdict::Blocked, Reason::OwnedThere),
            _ if policy != Duplicates::Ask => (Verdict::Change, Reason::FieldsDiffer),
            _ => (
                Verdict::Conflict,
                match by {
                    ImportField::Phone => Reason::SamePhone,
                    ImportField::Email => Reason::SameEmail,
                    _ => Reason::SameNameAndCompany,
                },
            ),
        };
        let payload = serde_json::to_value(Imported::Change(Box::new(ImportedChange { edit, tags })))?;
        Ok(Some(Draft { name: here.name.clone(), verdict, reason, fields, payload, ..blank }))
    }
}

/// All who would look after a customer, with their names; nothing where they stay.
fn owners(found: &Found, here: &Here, policy: Duplicates) -> Option<(Vec<MemberId>, Vec<String>)> {
    let stays = policy == Duplicates::FillEmpty && !here.owners.is_empty();
    if found.customer.owners.is_empty() || stays || here.source != Source::Manual {
        return None;
    }
    let (mut wanted, mut names) = (found.customer.owners.clone(), found.owners_shown.clone());
    // A scoped admin sends nobody away who is not his.
    for owner in here.owners.iter().filter(|owner| !owner.seen) {
        if !wanted.contains(&owner.id) {
            wanted.push(owner.id.clone());
            names.push(owner.name.clone());
        }
    }
    let now: BTreeSet<&MemberId> = here.owners.iter().map(|owner| &owner.id).collect();
    let then: BTreeSet<&MemberId> = wanted.iter().collect();
    (now != then).then_some((wanted, names))
}

fn same(one: &[TagName], other: &[TagName]) -> bool {
    one.len() == other.len() && one.iter().all(|tag| other.contains(tag))
}

fn shown(tags: &[TagName]) -> String {
    tags.iter().map(TagName::shown).collect::<Vec<_>>().join("; ")
}
