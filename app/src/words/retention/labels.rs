//! A word and a sentence for each kind.

use super::RetentionWords;
use model::retention::RetentionKind;

crate::labels! {
    RetentionWords;
    retention_kind: RetentionKind {
        Customers => customers, Joins => joins, Invitations => invitations, Imports => imports, Changes => changes,
        Runs => runs_kind, Messages => messages, Requests => requests,
    }
    about: RetentionKind {
        Customers => customers_text, Joins => joins_text, Invitations => invitations_text, Imports => imports_text,
        Changes => changes_text, Runs => runs_text, Messages => messages_text, Requests => requests_text,
    }
}
