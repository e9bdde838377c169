//! Deleting customers: why, what it would do, the recycle bin, and the certificate that somebody was erased.

use crate::customer::{CustomerQuery, Owner};
use crate::page::PageRequest;
use crate::text::{Check, note};
use crate::{CustomerId, ErasureId, HoldId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// The article that a deletion rests on. PIPL: Personal Information Protection Law of China, article 47; GDPR: Regulation (EU)
    /// 2016/679, article 17 (1); LGPD: Lei 13.709/2018 of Brazil, articles 16 and 18.
    LegalBasis {
        /// PIPL 47 (1): the purpose was achieved, cannot be, or the data are no longer needed.
        PiplPurpose = "pipl_47_1",
        /// PIPL 47 (2): the service ended or the time of keeping is over.
        PiplPeriod = "pipl_47_2",
        /// PIPL 47 (3): the person withdrew consent.
        PiplConsent = "pipl_47_3",
        /// PIPL 47 (4): processed against the law or an agreement.
        PiplUnlawful = "pipl_47_4",
        /// GDPR 17 (1) (a): no longer necessary.
        GdprUnnecessary = "gdpr_17_1_a",
        /// GDPR 17 (1) (b): consent withdrawn.
        GdprConsent = "gdpr_17_1_b",
        /// GDPR 17 (1) (c): the person objected.
        GdprObjection = "gdpr_17_1_c",
        /// GDPR 17 (1) (d): processed unlawfully.
        GdprUnlawful = "gdpr_17_1_d",
        /// GDPR 17 (1) (e): a legal obligation.
        GdprObligation = "gdpr_17_1_e",
        /// LGPD 16: the processing has ended.
        LgpdEnded = "lgpd_16",
        /// LGPD 18 IV: unnecessary, excessive or unlawful data.
        LgpdUnnecessary = "lgpd_18_4",
        /// LGPD 18 VI: the person asked, consent withdrawn.
        LgpdConsent = "lgpd_18_6",
        /// None of these; a note says which.
        Other = "other",
    }
);

/// Which customers to delete, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// These; empty for all that `query` finds.
    #[serde(default)]
    pub ids: Vec<CustomerId>,
    /// All that this finds, if no ids are given.
    #[serde(default)]
    pub query: CustomerQuery,
    /// Why, for colleagues.
    pub reason: String,
    /// What it rests on.
    pub basis: LegalBasis,
    /// What exactly; needed for [`LegalBasis::Other`].
    #[serde(default)]
    pub basis_note: String,
}

impl Deletion {
    /// Checks every field and trims the texts. Of ids that stand there twice, one counts.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.ids.len() > limits::BULK {
            check.fault("ids", Fault::OutOfRange, Some(limits::BULK as i64));
        }
        let mut seen = std::collections::HashSet::new();
        self.ids.retain(|id| seen.insert(id.clone()));
        self.reason = check.take("reason", note(&self.reason, limits::NOTE));
        if self.reason.is_empty() {
            check.fault("reason", Fault::Missing, None);
        }
        self.basis_note = check.take("basis_note", note(&self.basis_note, limits::NOTE));
        if self.basis == LegalBasis::Other && self.basis_note.is_empty() {
            check.fault("basis_note", Fault::Missing, None);
        }
        check.done()?;
        Ok(self)
    }
}

crate::words!(
    /// What hangs on a customer.
    ImpactKind {
        /// The records themselves.
        Customers = "customers",
        /// Ties to members who look after them.
        Relations = "relations",
        /// Members who look after one of them.
        Owners = "owners",
        /// Tags on those ties.
        Tags = "tags",
        /// Links to the same person on a connected platform.
        Links = "links",
        /// Held by law.
        Holds = "holds",
        /// Within the time that the organisation keeps customers.
        Kept = "kept",
        /// Looked after by somebody outside of the viewer's departments, too.
        Outside = "outside",
    }
);

crate::words!(
    /// What becomes of it.
    ImpactOutcome {
        /// Goes into the recycle bin, and for good when the time there is over.
        Removed = "removed",
        /// Stays as it is, without the customer.
        Stays = "stays",
        /// Remembered as a hash, so that no synchronisation brings the customer back.
        Remembered = "remembered",
        /// Stands in the way: these customers are not deleted.
        Blocks = "blocks",
    }
);

/// One line of what a deletion would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impact {
    /// Of what.
    pub kind: ImpactKind,
    /// How many.
    pub count: i64,
    /// What becomes of it.
    pub outcome: ImpactOutcome,
    /// Of what blocks: until when, if that is known; of several the latest.
    pub until: Option<Moment>,
}

/// A customer in the recycle bin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BinEntry {
    /// The customer.
    pub id: CustomerId,
    /// Their name.
    pub name: String,
    /// The company.
    pub company: String,
    /// Who looked after them.
    pub owners: Vec<Owner>,
    /// How many relations would come back.
    pub relations: i64,
    /// Who deleted them.
    pub deleted_by: String,
    /// When.
    pub deleted_at: Moment,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub basis: LegalBasis,
    /// What exactly.
    pub basis_note: String,
    /// When they are erased.
    pub erase_at: Moment,
    /// Changes with every change.
    pub revision: i64,
}

/// Which entries of the recycle bin are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct BinQuery {
    /// Only those whose name, company or owner contains this. Names lie sealed, one key a person: each entry is opened and looked
    /// at, [`BIN_SEARCHED`] a page at most.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// Entries of the recycle bin that one search opens: what a page takes stays below half a second. A page may hold fewer rows than
/// asked for, or none, and still have a next one.
pub const BIN_SEARCHED: i64 = 5_000;

/// The proof that a customer was erased. It holds nothing about the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its id.
    pub id: ErasureId,
    /// The customer's id here, which nothing leads from to the person.
    pub customer_id: CustomerId,
    /// What the deletion rests on.
    pub basis: LegalBasis,
    /// Who deleted them.
    pub deleted_by: String,
    /// When.
    pub deleted_at: Moment,
    /// Who asked for the erasure; empty where the time in the bin was over.
    pub erased_by: String,
    /// When.
    pub erased_at: Moment,
    /// How much of what was removed or made unreadable.
    pub counts: Vec<(String, i64)>,
    /// Number and hash of the entry of the activity that tells it.
    #[serde(default)]
    pub entry: Option<(i64, String)>,
}

/// A hold: as long as it is in force, the customer cannot be deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// Why.
    pub reason: String,
    /// Until when; `None` for until it is lifted.
    pub until: Option<Moment>,
    /// Who placed it.
    pub placed_by: String,
    /// When.
    pub placed_at: Moment,
}

/// A hold to be placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceHold {
    /// On whom.
    pub customer: CustomerId,
    /// Why.
    pub reason: String,
    /// Until when; `None` for until it is lifted.
    #[serde(default)]
    pub until: Option<Moment>,
}

/// Days in the recycle bin unless the organisation decides otherwise.
pub const BIN_DAYS: i64 = 30;

/// What an organisation decided about deleting customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionRules {
    /// Days in the recycle bin.
    pub bin_days: i64,
    /// Days after the last contact began within which nobody is deleted; `None` for no such rule.
    #[serde(default)]
    pub keep_days: Option<i64>,
    /// Deleting more than this many at once takes a second person; `None` for never.
    #[serde(default)]
    pub second_above: Option<i64>,
    /// Changes with every change; 0 as long as nothing was decided.
    #[serde(default)]
    pub revision: i64,
}

impl Default for DeletionRules {
    fn default() -> Self {
        Self { bin_days: BIN_DAYS, keep_days: None, second_above: None, revision: 0 }
    }
}

impl DeletionRules {
    /// Checks every field.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if !(1..=365).contains(&self.bin_days) {
            check.fault("bin_days", Fault::OutOfRange, Some(365));
        }
        if self.keep_days.is_some_and(|days| !(1..=36_500).contains(&days)) {
            check.fault("keep_days", Fault::OutOfRange, Some(36_500));
        }
        if self.second_above.is_some_and(|count| !(0..=1_000_000_000).contains(&count)) {
            check.fault("second_above", Fault::OutOfRange, Some(1_000_000_000));
        }
        check.done()?;
        Ok(self)
    }
}
