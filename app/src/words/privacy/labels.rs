//! A word for each value.

use super::PrivacyWords;
use model::privacy::{PrivacyLaw, RequestChannel};

crate::labels! {
    PrivacyWords;
    privacy_law: PrivacyLaw { Pipl => law_pipl, Gdpr => law_gdpr, Lgpd => law_lgpd, Other => law_other }
    request_channel: RequestChannel {
        Email => channel_email, Phone => channel_phone, Letter => channel_letter, Chat => channel_chat,
        InPerson => channel_in_person, Other => channel_other,
    }
}
