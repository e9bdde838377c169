//! Giving a seat back, from the message that says who inherited it: the dialog in which it was done may be gone by then.

use super::words;
use crate::api::{Answer, changes, runs};
use crate::ui::kit::toast;
use crate::ui::live::touch;
use crate::ui::say;
use crate::ui::sync::reason_said;
use crate::words::fill;
use gloo_timers::future::TimeoutFuture;
use model::ChangeSetId;
use model::change::{RowQuery, RowState};
use model::page::PageRequest;

/// How often it is asked whether it is done, in milliseconds.
const PAUSE: u32 = 300;

/// Puts the set back, and says so, or why the seat stays where it is.
pub fn put_back(set: ChangeSetId, from: String) {
    leptos::task::spawn_local(async move {
        match undone(set).await {
            Ok(None) => toast::done(fill(words().undone, &[("from", &from)])),
            Ok(Some(reason)) => toast::refused(reason),
            Err(failure) => toast::failed(&failure.0),
        }
        touch(&["seats", "changes", "runs"]);
    });
}

/// Nothing if all was put back, else why not.
async fn undone(set: ChangeSetId) -> Answer<Option<String>> {
    let mut run = changes::undo(set.clone()).await?.run;
    while !run.state.is_over() {
        TimeoutFuture::new(PAUSE).await;
        run = runs::get(run.id).await?;
    }
    if let Some(problem) = &run.problem {
        return Ok(Some(say(problem)));
    }
    let page = PageRequest { limit: 1, ..PageRequest::default() };
    let query = RowQuery { set, verdict: None, state: Some(RowState::Kept), search: String::new(), page };
    let kept = changes::rows(query).await?;
    Ok(kept.items.first().and_then(reason_said))
}
