//! A row against the agents and members here: who it is about, and whether that may be.

use super::super::judge::Judged;
use super::here::{Here, Known, Person};
use super::{Found, Rules};
use crate::keys::fold;
use crate::roles::Held;
use model::import::{Duplicates, ImportField, IssueCode, Level};
use model::member::Status;

impl Rules<'_> {
    /// Finds whom a row is about: an agent by number and address, a member by the address, or somebody new.
    pub(super) fn match_up(&self, judged: &mut Judged<Found>, known: &Known) {
        let (by_number, by_email) =
            (known.by_number(judged.keys.other.as_ref()), known.by_email(judged.keys.email.as_ref()));
        match (by_number, by_email) {
            (Some(one), Some(other)) if one.id == other.id => self.take(judged, one),
            (None, None) if !self.base.options.add_new => {
                self.say(judged, (Level::Info, IssueCode::NotHere), None, &[]);
            }
            (None, None) => self.join(judged, known),
            // Whoever has one of the two keeps it, and number and address change only when an agent is replaced.
            (by_number, by_email) => {
                let number = (ImportField::AgentNumber, IssueCode::NumberTaken, IssueCode::NumberInBin);
                let email = (ImportField::Email, IssueCode::EmailTaken, IssueCode::EmailInBin);
                for (here, (field, taken, in_bin)) in [(by_number, number), (by_email, email)] {
                    let Some(here) = here else { continue };
                    let code = if here.gone { in_bin } else { taken };
                    self.say(judged, (Level::Error, code), Some(field), &[("name", &here.name)]);
                }
            }
        }
    }

    /// The row is about an agent who is here.
    fn take(&self, judged: &mut Judged<Found>, here: &Here) {
        let name = [("name", here.name.as_str())];
        if here.gone {
            self.say(judged, (Level::Error, IssueCode::AgentInBin), None, &name);
            return;
        }
        let policy = self.base.options.duplicates;
        if policy != Duplicates::Skip && !self.may_touch(&here.held) {
            self.say(judged, (Level::Error, IssueCode::MoreRights), None, &name);
            return;
        }
        let level = if policy == Duplicates::Ask { Level::Warning } else { Level::Info };
        self.say(judged, (level, IssueCode::AgentHere), None, &name);
        if policy != Duplicates::Skip {
            self.keep(judged, &here.held.key());
        }
        judged.of.here = Some(here.clone());
    }

    /// The row is about nobody who is an agent yet.
    fn join(&self, judged: &mut Judged<Found>, known: &Known) {
        let key = judged.keys.email.clone();
        let has_account = known.has_account(key.as_ref());
        let person = known.member(key.as_ref()).filter(|person| person.status != Status::Terminated || has_account);
        match person {
            Some(person) => self.become_one(judged, (person, known), has_account),
            None if has_account => {
                self.say(judged, (Level::Error, IssueCode::AddressHasAccount), Some(ImportField::Email), &[]);
            }
            None => self.give(judged),
        }
    }

    /// The row is about a member.
    fn become_one(&self, judged: &mut Judged<Found>, (person, known): (&Person, &Known), has_account: bool) {
        let error = |code| (Level::Error, code);
        let email = Some(ImportField::Email);
        let name = ("name", person.name.as_str());
        match person.status {
            Status::Active | Status::Invited => {}
            Status::Suspended => return self.say(judged, error(IssueCode::MemberSuspended), email, &[name]),
            Status::Pending => return self.say(judged, error(IssueCode::MemberWaiting), email, &[name]),
            Status::Rejected => return self.say(judged, error(IssueCode::MemberRefused), email, &[name]),
            Status::Terminated => return self.say(judged, error(IssueCode::MemberLeftEarlier), email, &[name]),
        }
        if let Some(agent) = known.of_member(person) {
            let params = [name, ("number", agent.number.as_str())];
            return self.say(judged, error(IssueCode::OtherAgentHere), email, &params);
        }
        if !self.may_touch(&person.held) {
            return self.say(judged, error(IssueCode::MoreRights), email, &[name]);
        }
        if has_account && person.account_id.is_none() {
            return self.say(judged, error(IssueCode::AddressHasAccount), email, &[]);
        }
        self.say(judged, (Level::Info, IssueCode::MemberBecomesAgent), email, &[name]);
        if !judged.of.name.is_empty() && fold(&judged.of.name) != fold(&person.name) {
            let warning = (Level::Warning, IssueCode::OtherNameHere);
            self.say(judged, warning, Some(ImportField::Name), &[name]);
        }
        self.keep(judged, &person.held.key());
        judged.of.member = Some(person.clone());
    }

    /// Whether somebody who holds this has no rights that the viewer lacks.
    fn may_touch(&self, held: &Held) -> bool {
        self.base.viewer.rights.includes(&held.rights())
    }
}
