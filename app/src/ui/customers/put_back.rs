//! Putting back what was just done, from the message that says so: the dialog in which it was done is gone by then.

use super::edit_words as words;
use crate::api::changes;
use crate::ui::kit::toast;
use crate::ui::live::touch;
use model::ChangeSetId;

/// Puts a change set back.
pub fn put_back(set: ChangeSetId) {
    leptos::task::spawn_local(async move {
        match changes::undo(set).await {
            Ok(_) => {
                toast::done(words().undone);
                touch(&["customers", "changes"]);
            }
            Err(failure) => toast::failed(&failure.0),
        }
    });
}
