//! A row against members, accounts and mappings: who and which is meant, and whether that may be.

use super::super::judge::{Judged, Key, Seen};
use super::here::Known;
use super::{Found, Rules, key, member_key};
use model::import::{Duplicates, ImportField, IssueCode, Level};
use model::mapping::MappingStatus;

impl Rules<'_> {
    /// Finds the member and the account that a row means, and where the two stand.
    pub(super) fn match_up(&self, judged: &mut Judged<Found>, known: &Known) {
        self.member(judged, known);
        let Some(place) = judged.of.connection.clone() else { return };
        if judged.of.said.names_no_account() {
            judged.issues.push(self.base.issue(Level::Info, None, IssueCode::NoAccount, &[]));
            return;
        }
        self.account(judged, known);
        let Some(member) = &judged.of.member else { return };
        judged.of.stands = known.stands(&place.id, &member.id).cloned();
        let Some(account) = &judged.of.account else { return };
        // Only what could be mapped stands in the way of another row.
        judged.keys.other = Some(member_key(&place.id, &member.id));
        judged.keys.email = Some(key(&place.id, &account.external_id));
        if let Some((level, code, name)) = self.present(&judged.of) {
            let issue = self.base.issue(level, None, code, &[("name", &name)]);
            judged.issues.push(issue);
        }
    }

    fn member(&self, judged: &mut Judged<Found>, known: &Known) {
        let said = &judged.of.said;
        let (field, text) = match (said.member_id.as_str(), said.email.as_str(), said.work_number.as_str()) {
            ("", "", "") => {
                judged.issues.push(self.base.issue(Level::Error, None, IssueCode::MemberNeeded, &[]));
                return;
            }
            ("", "", number) => (ImportField::WorkNumber, number),
            ("", email, _) => (ImportField::Email, email),
            (id, ..) => (ImportField::MemberId, id),
        };
        let alone = field == ImportField::WorkNumber;
        let issue = |field, code, params: &[(&str, &str)]| Err(self.base.issue(Level::Error, field, code, params));
        let found = match known.meant(&judged.of).as_slice() {
            [] => issue(Some(field), IssueCode::MemberUnknown, &[("text", text)]),
            [one] if !one.is_here() => issue(Some(field), IssueCode::MemberNotActive, &[("name", &one.name)]),
            [one] => Ok((*one).clone()),
            // A number of its own has nobody but the organisation's habit.
            _ if alone => issue(Some(field), IssueCode::MemberAmbiguous, &[("text", text)]),
            [one, other, ..] => issue(None, IssueCode::TwoMembersMeant, &[("name", &one.name), ("other", &other.name)]),
        };
        match found {
            Ok(member) => judged.of.member = Some(member),
            Err(issue) => judged.issues.push(issue),
        }
    }

    fn account(&self, judged: &mut Judged<Found>, known: &Known) {
        let Some(place) = &judged.of.connection else { return };
        let said = &judged.of.said;
        let (field, text) = match (said.external_id.as_str(), said.external_email.as_str()) {
            ("", "") => (ImportField::ExternalNumber, said.external_number.as_str()),
            ("", email) => (ImportField::ExternalEmail, email),
            (id, _) => (ImportField::ExternalId, id),
        };
        let issue = |code, params: &[(&str, &str)]| Err(self.base.issue(Level::Error, Some(field), code, params));
        let found = match known.there(&place.id, &judged.of) {
            [] => issue(IssueCode::AccountUnknown, &[("text", text)]),
            [one] if !one.active => issue(IssueCode::AccountOff, &[("text", text)]),
            [one] => match (&one.taken_id, &one.taken_name) {
                (Some(id), Some(name)) if judged.of.member.as_ref().is_none_or(|member| member.id != *id) => {
                    issue(IssueCode::AccountTaken, &[("name", name)])
                }
                _ => Ok(one.clone()),
            },
            _ => issue(IssueCode::AccountAmbiguous, &[("text", text)]),
        };
        match found {
            Ok(account) => judged.of.account = Some(account),
            Err(issue) => judged.issues.push(issue),
        }
    }

    /// What is to be said of a member who has an account there, or has none on purpose.
    fn present(&self, found: &Found) -> Option<(Level, IssueCode, String)> {
        let (stands, account) = (found.stands.as_ref()?, found.account.as_ref()?);
        let level = match self.base.options.duplicates {
            Duplicates::Skip | Duplicates::FillEmpty => Level::Info,
            Duplicates::Overwrite | Duplicates::Ask => Level::Warning,
        };
        match stands.status {
            MappingStatus::Ignored => Some((level, IssueCode::IgnoredHere, String::new())),
            MappingStatus::Mapped if stands.external_id.as_ref() == Some(&account.external_id) => {
                Some((Level::Info, IssueCode::SameAccountHere, String::new()))
            }
            MappingStatus::Mapped => {
                Some((level, IssueCode::OtherAccountHere, stands.account.clone().unwrap_or_default()))
            }
            _ => None,
        }
    }

    /// A member has one account of a connection, and an account one member.
    pub(super) fn compare(&self, judged: &mut Judged<Found>, seen: &mut Seen) {
        let keys = [
            (Key::Other, None, IssueCode::RepeatedMember, Level::Error),
            (Key::Email, None, IssueCode::RepeatedAccount, Level::Error),
            // Nothing else is compared.
            (Key::Phone, None, IssueCode::RepeatedPhone, Level::Error),
        ];
        self.base.repeated(judged, seen, keys);
    }
}
