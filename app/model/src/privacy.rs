//! What people ask about the data that are held about them, until when it has to be answered, and where it stands.
//!
//! Times by law, as they are commonly worked by: PIPL (China) article 50 asks for convenient and timely handling, for which 15
//! working days are the practice; GDPR article 12 (3): one month, which may be extended by two; LGPD (Brazil) article 19 II: 15
//! days. An organisation may set another day for each request.

use crate::audit::Entry;
use crate::page::PageRequest;
use crate::run::RunState;
use crate::text::{Check, line, note};
use crate::{
    ChangeSetId, CustomerId, DossierId, ErasureId, MemberId, Moment, PrivacyRequestId, Problem, RunId, limits,
    problem::Fault,
};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What somebody asks for.
    RequestKind {
        /// To see everything, or to take it along.
        Access = "access",
        /// That something is put right.
        Rectification = "rectification",
        /// To be erased.
        Erasure = "erasure",
        /// That something is no longer done with the data.
        Objection = "objection",
    }
);

crate::words!(
    /// The law that a request rests on.
    PrivacyLaw {
        /// Personal Information Protection Law of China.
        Pipl = "pipl",
        /// Regulation (EU) 2016/679.
        Gdpr = "gdpr",
        /// Lei 13.709/2018 of Brazil.
        Lgpd = "lgpd",
        /// Another one, or none in particular: 30 days.
        Other = "other",
    }
);

crate::words!(
    /// How a request came in.
    RequestChannel {
        /// By e-mail.
        Email = "email",
        /// By phone.
        Phone = "phone",
        /// By letter.
        Letter = "letter",
        /// In a chat.
        Chat = "chat",
        /// By word of mouth.
        InPerson = "in_person",
        /// Otherwise.
        Other = "other",
    }
);

crate::words!(
    /// Where a request stands.
    RequestState {
        /// Waits for an answer.
        Open = "open",
        /// Done as asked.
        Answered = "answered",
        /// Not done, with a reason.
        Refused = "refused",
        /// Taken back by whoever asked.
        Withdrawn = "withdrawn",
    }
);

/// What somebody asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyRequest {
    /// Its id.
    pub id: PrivacyRequestId,
    /// What for.
    pub kind: RequestKind,
    /// By which law.
    pub law: PrivacyLaw,
    /// How it came in.
    pub channel: RequestChannel,
    /// Where it stands.
    pub state: RequestState,
    /// The customer who asks.
    pub customer: Option<CustomerId>,
    /// The member who asks.
    pub member: Option<MemberId>,
    /// Who asks; empty once the person was erased.
    pub name: String,
    /// What else there is to know; empty once the person was erased.
    pub note: String,
    /// Why it was refused, or what was done.
    pub reason: String,
    /// When it came in.
    pub received_at: Moment,
    /// When it has to be answered.
    pub due_at: Moment,
    /// Whether it is open after that.
    pub overdue: bool,
    /// Whether the person was erased since.
    pub erased: bool,
    /// Who wrote it down.
    pub made_by: String,
    /// Who closed it.
    pub closed_by: String,
    /// When.
    pub closed_at: Option<Moment>,
    /// Changes with every change.
    pub revision: i64,
}

/// A request to be written down or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveRequest {
    /// Which; `None` for a new one.
    #[serde(default)]
    pub id: Option<PrivacyRequestId>,
    /// The revision that the editor saw; of a new one 0.
    #[serde(default)]
    pub revision: i64,
    /// What for.
    pub kind: RequestKind,
    /// By which law.
    pub law: PrivacyLaw,
    /// How it came in.
    pub channel: RequestChannel,
    /// The customer who asks.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// The member who asks.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// Who asks, where it is neither; of a customer or a member it is taken from the record.
    #[serde(default)]
    pub name: String,
    /// What else there is to know.
    #[serde(default)]
    pub note: String,
    /// When it came in; `None` for now.
    #[serde(default)]
    pub received_at: Option<Moment>,
    /// When it has to be answered; `None` for the time that the law gives.
    #[serde(default)]
    pub due_at: Option<Moment>,
}

impl SaveRequest {
    /// Checks every field and trims the texts.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.customer.is_some() && self.member.is_some() {
            check.fault("member", Fault::Malformed, None);
        }
        if self.customer.is_none() && self.member.is_none() {
            self.name = check.take("name", line(&self.name, limits::NAME));
        }
        self.note = check.take("note", note(&self.note, limits::NOTE));
        if let (Some(received), Some(due)) = (self.received_at, self.due_at)
            && due < received
        {
            check.fault("due_at", Fault::OutOfRange, None);
        }
        check.done()?;
        Ok(self)
    }
}

/// A request to be closed, or to be opened again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseRequest {
    /// Which.
    pub id: PrivacyRequestId,
    /// The revision that was seen.
    pub revision: i64,
    /// Where it stands from now on.
    pub state: RequestState,
    /// Why; needed for [`RequestState::Refused`].
    #[serde(default)]
    pub reason: String,
}

/// Which requests are wanted: open ones by the day on which they are due, then the closed, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct PrivacyQuery {
    /// Only in this state.
    #[serde(default)]
    pub state: Option<RequestState>,
    /// Only those that are overdue.
    #[serde(default)]
    pub overdue: bool,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// How many requests there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct PrivacyCounts {
    /// Open.
    pub open: i64,
    /// Open after the day on which they were due.
    pub overdue: i64,
    /// Answered.
    pub answered: i64,
    /// Refused.
    pub refused: i64,
    /// Withdrawn.
    pub withdrawn: i64,
}

crate::words!(
    /// Where the person of a request is.
    PersonPlace {
        /// In the records.
        Here = "here",
        /// In the recycle bin.
        Bin = "bin",
        /// Erased.
        Erased = "erased",
        /// In none of them: named only, or removed otherwise.
        Nowhere = "nowhere",
    }
);

/// Where the person of a request is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Where.
    pub place: PersonPlace,
    /// In the bin: when he is erased.
    pub erase_at: Option<Moment>,
    /// Erased: the certificate.
    pub certificate: Option<ErasureId>,
    /// A deletion or erasure that waits for review or for a second person.
    pub waits: Option<ChangeSetId>,
}

/// Everything that is held about one person, in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its id.
    pub id: DossierId,
    /// The run that gathers it.
    pub run: RunId,
    /// Where the run stands; there is a file once it is [`RunState::Done`].
    pub state: RunState,
    /// Bytes of the finished file.
    pub size: Option<i64>,
    /// When it was asked for.
    pub created_at: Moment,
    /// When it is removed.
    pub kept_until: Moment,
    /// Whether the viewer asked for it: only he gets it.
    pub own: bool,
    /// Why it failed.
    pub problem: Option<Problem>,
}

/// A request with what was done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivacyDetail {
    /// The request.
    pub request: PrivacyRequest,
    /// Where the person is.
    pub standing: Standing,
    /// What the activity tells about the person since the request came in: the proof that it was acted on.
    pub since: Vec<Entry>,
    /// Files that were made of what is held, newest first.
    pub dossiers: Vec<Dossier>,
    /// What the activity tells about the request itself.
    pub history: Vec<Entry>,
}
