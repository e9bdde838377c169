//! A word for each value.

use super::PrivacyWords;
use model::privacy::{PrivacyLaw, RequestChannel, RequestKind, RequestState};

crate::labels! {
    PrivacyWords;
    request_kind: RequestKind {
        Access => kind_access, Rectification => kind_rectification, Erasure => kind_erasure, Objection => kind_objection,
    }
    privacy_law: PrivacyLaw { Pipl => law_pipl, Gdpr => law_gdpr, Lgpd => law_lgpd, Other => law_other }
    request_channel: RequestChannel {
        Email => channel_email, Phone => channel_phone, Letter => channel_letter, Chat => channel_chat,
        InPerson => channel_in_person, Other => channel_other,
    }
    request_state: RequestState {
        Open => state_open, Answered => state_answered, Refused => state_refused, Withdrawn => state_withdrawn,
    }
}
