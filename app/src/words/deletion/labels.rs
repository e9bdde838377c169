//! A word for each value.

use super::DeletionWords;
use model::deletion::{ImpactKind, ImpactOutcome, LegalBasis};

crate::labels! {
    DeletionWords;
    impact: ImpactKind {
        Customers => impact_customers, Relations => impact_relations, Owners => impact_owners, Tags => impact_tags,
        Links => impact_links, Holds => impact_holds, Kept => impact_kept, Outside => impact_outside,
    }
    outcome: ImpactOutcome {
        Removed => outcome_removed, Stays => outcome_stays, Remembered => outcome_remembered, Blocks => outcome_blocks,
    }
    legal_basis: LegalBasis {
        PiplPurpose => pipl_purpose, PiplPeriod => pipl_period, PiplConsent => pipl_consent,
        PiplUnlawful => pipl_unlawful, GdprUnnecessary => gdpr_unnecessary, GdprConsent => gdpr_consent,
        GdprObjection => gdpr_objection, GdprUnlawful => gdpr_unlawful, GdprObligation => gdpr_obligation,
        LgpdEnded => lgpd_ended, LgpdUnnecessary => lgpd_unnecessary, LgpdConsent => lgpd_consent, Other => basis_other,
    }
}
