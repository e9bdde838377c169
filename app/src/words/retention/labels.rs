//! A sentence for each kind.

use super::RetentionWords;
use model::retention::RetentionKind;

crate::labels! {
    RetentionWords;
    about: RetentionKind {
        Customers => customers_text, Joins => joins_text, Invitations => invitations_text, Imports => imports_text,
        Changes => changes_text, Runs => runs_text, Messages => messages_text, Requests => requests_text,
    }
}
