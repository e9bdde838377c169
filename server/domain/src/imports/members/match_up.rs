//! A row against the members here: who it is about, and whether that may be.

use super::super::judge::{Judged, Key};
use super::chains::Depth;
use super::here::{Here, Known};
use super::{Found, Rules};
use crate::keys::fold;
use model::import::{Duplicates, ImportField, IssueCode, Level};
use model::member::{Source, Status};

impl Rules<'_> {
    /// Finds the member that a row is about.
    pub(super) fn match_up(&self, judged: &mut Judged<Found>, known: &Known) {
        let by_email = known.by(Key::Email, judged.keys.email.as_ref()).into_iter().next();
        let by_phone = known.by(Key::Phone, judged.keys.phone.as_ref()).into_iter().next();
        match (by_email, by_phone) {
            (Some(one), Some(other)) if one.id != other.id => {
                let (code, params) = if self.sees(one) && self.sees(other) {
                    (IssueCode::TwoMembersHere, vec![("name", one.name.as_str()), ("other", other.name.as_str())])
                } else {
                    (IssueCode::MemberOutsideScope, Vec::new())
                };
                judged.issues.push(self.base.issue(Level::Error, None, code, &params));
            }
            (Some(here), _) => self.take(judged, here, ImportField::Email),
            (None, Some(here)) => self.take(judged, here, ImportField::Phone),
            (None, None) => {}
        }
        let own = judged.of.here.as_ref().map(|here| here.id.clone());
        let others = known.by(Key::Other, judged.keys.other.as_ref()).into_iter();
        let mut others = others.filter(|here| here.status != Status::Terminated && Some(&here.id) != own.as_ref());
        if let Some(here) = others.find(|here| self.sees(here)) {
            let params = [("name", here.name.as_str())];
            let field = Some(ImportField::WorkNumber);
            judged.issues.push(self.base.issue(Level::Warning, field, IssueCode::SameWorkNumberHere, &params));
        }
        if judged.of.here.is_none() && !self.base.options.add_new {
            judged.issues.push(self.base.issue(Level::Info, None, IssueCode::NotHere, &[]));
            return;
        }
        self.manage(judged, known);
    }

    /// Whether the viewer may know of a member.
    fn sees(&self, here: &Here) -> bool {
        self.base.viewer.scope.is_none() || here.places.iter().any(|(_, path)| self.base.viewer.sees_path(path))
    }

    fn take(&self, judged: &mut Judged<Found>, here: &Here, by: ImportField) {
        let name = [("name", here.name.as_str())];
        let mut say = |level, code, params: &[(&str, &str)]| {
            judged.issues.push(self.base.issue(level, Some(by), code, params));
        };
        if !self.sees(here) {
            say(Level::Error, IssueCode::MemberOutsideScope, &[]);
            return;
        }
        match here.status {
            Status::Terminated => return say(Level::Error, IssueCode::MemberLeftEarlier, &name),
            Status::Pending => return say(Level::Error, IssueCode::MemberWaiting, &name),
            Status::Rejected => return say(Level::Error, IssueCode::MemberRefused, &name),
            Status::Active | Status::Invited | Status::Suspended => {}
        }
        let level = if self.base.options.duplicates == Duplicates::Ask { Level::Warning } else { Level::Info };
        let code = if by == ImportField::Email { IssueCode::SameEmailHere } else { IssueCode::SamePhoneHere };
        say(level, code, &name);
        if !judged.of.person.name.is_empty() && fold(&judged.of.person.name) != fold(&here.name) {
            judged.issues.push(self.base.issue(
                Level::Warning,
                Some(ImportField::Name),
                IssueCode::OtherNameHere,
                &name,
            ));
        }
        let mapped = |field| self.base.options.column(field).is_some();
        let touches = mapped(ImportField::Departments) || mapped(ImportField::Position);
        if here.source != Source::Manual && self.base.options.duplicates != Duplicates::Skip && touches {
            judged.issues.push(self.base.issue(Level::Info, None, IssueCode::OwnedThere, &[]));
        }
        judged.of.here = Some(here.clone());
    }

    fn manage(&self, judged: &mut Judged<Found>, known: &Known) {
        let Some(text) = judged.of.manager.clone() else { return };
        let found = known.by(Key::Email, Some(&text)).into_iter();
        let mut found = found.filter(|here| matches!(here.status, Status::Active | Status::Invited) && self.sees(here));
        match found.find(|here| judged.of.here.as_ref().is_none_or(|own| own.id != here.id)) {
            Some(here) => {
                judged.of.person.manager = Some(here.id.clone());
                judged.of.person.manager_shown.clone_from(&here.name);
            }
            None => match self.chains.as_ref().map(|chains| chains.depth(&text)) {
                None => judged.of.open = true,
                Some(Some(Depth::Managers(above))) => {
                    judged.of.person.manager_shown.clone_from(&text);
                    judged.of.person.manager_key = Some(text);
                    judged.of.person.below = above + 1;
                }
                Some(Some(Depth::Circle)) => self.unmanaged(judged, IssueCode::ManagerCircle, &text),
                Some(None) => self.unmanaged(judged, IssueCode::ManagerUnknown, &text),
            },
        }
    }

    fn unmanaged(&self, judged: &mut Judged<Found>, code: IssueCode, text: &str) {
        judged.issues.push(self.base.issue(Level::Warning, Some(ImportField::Manager), code, &[("text", text)]));
    }
}
