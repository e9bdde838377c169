//! A row against the customers here: who it is about, and whether that may be.

use super::super::judge::{Judged, Key};
use super::here::{Here, Known};
use super::{Found, Rules};
use crate::keys::fold;
use model::customer_edit::CustomerField;
use model::import::{Duplicates, ImportField, IssueCode, Level};

impl Rules<'_> {
    /// Finds the customer that a row is about: by the phone number, then the address, then, where that is wanted, name and company.
    /// Whether there is something left to be done with him.
    pub(super) fn match_up(&self, judged: &mut Judged<Found>, known: &Known) -> bool {
        let by_phone = known.by(Key::Phone, judged.keys.phone.as_ref());
        let by_email = known.by(Key::Email, judged.keys.email.as_ref());
        let both = by_phone.iter().filter(|here| by_email.iter().any(|other| other.id == here.id));
        let both: Vec<&Here> = both.copied().collect();
        let mut found: Vec<(&Here, ImportField)> = Vec::new();
        let named = || known.by(Key::Other, judged.keys.other.as_ref());
        if let [here] = both.as_slice() {
            // Of several who share a number, the one with the address too.
            found.push((here, ImportField::Phone));
        } else {
            let phone = by_phone.into_iter().map(|here| (here, ImportField::Phone));
            for (here, by) in phone.chain(by_email.into_iter().map(|here| (here, ImportField::Email))) {
                if found.iter().all(|(other, _)| other.id != here.id) {
                    found.push((here, by));
                }
            }
            if found.is_empty() {
                found.extend(named().into_iter().map(|here| (here, ImportField::Name)));
            }
        }
        match found.as_slice() {
            [] if self.base.options.add_new => true,
            [] => {
                judged.issues.push(self.base.issue(Level::Info, None, IssueCode::NotHere, &[]));
                false
            }
            [(here, by)] => self.take(judged, here, *by),
            [(one, _), (other, _), ..] => {
                let issue = if found.iter().all(|(here, _)| here.seen) {
                    let names = [("name", one.name.as_str()), ("other", other.name.as_str())];
                    self.base.issue(Level::Error, None, IssueCode::TwoCustomersHere, &names)
                } else {
                    self.base.issue(Level::Error, None, IssueCode::CustomerOutsideScope, &[])
                };
                judged.issues.push(issue);
                false
            }
        }
    }

    fn take(&self, judged: &mut Judged<Found>, here: &Here, by: ImportField) -> bool {
        if !here.seen {
            judged.issues.push(self.base.issue(Level::Error, Some(by), IssueCode::CustomerOutsideScope, &[]));
            return false;
        }
        let policy = self.base.options.duplicates;
        let name = [("name", here.name.as_str())];
        let level = if policy == Duplicates::Ask { Level::Warning } else { Level::Info };
        let code = match by {
            ImportField::Phone => IssueCode::SamePhoneHere,
            ImportField::Email => IssueCode::SameEmailHere,
            _ => IssueCode::SameNameHere,
        };
        judged.issues.push(self.base.issue(level, Some(by), code, &name));
        let wanted = &judged.of.customer.name;
        if !wanted.is_empty() && fold(wanted) != fold(&here.name) {
            let stays = matches!(policy, Duplicates::Skip | Duplicates::FillEmpty)
                || CustomerField::Name.lock(here.source).is_some();
            let code = if stays { IssueCode::OtherNameHere } else { IssueCode::NameChanges };
            judged.issues.push(self.base.issue(Level::Warning, Some(ImportField::Name), code, &name));
        }
        if policy != Duplicates::Skip && self.is_owned_there(&judged.of, here) {
            judged.issues.push(self.base.issue(Level::Info, None, IssueCode::CustomerOwnedThere, &[]));
        }
        judged.of.here = Some((here.clone(), by));
        policy != Duplicates::Skip
    }

    /// Whether the file says otherwise than the platform, where that decides.
    fn is_owned_there(&self, found: &Found, here: &Here) -> bool {
        let differ = self.fields(&found.customer, here).into_iter().any(|field| field.locked);
        let others = found.owners.iter().any(|text| here.owners.iter().all(|owner| owner.name != *text));
        differ || (others && CustomerField::Owners.lock(here.source).is_some())
    }
}
