//! What the review of a change set says of the copy before it.

use super::{said, words};
use crate::ui::kit::{Banner, BannerKind};
use crate::words::fill;
use leptos::prelude::*;
use model::backup::BackupState;
use model::change::{ChangeSet, ChangeState, CopyBefore};

/// One line; nothing for a set that removes no more than the brake allows, or that was given up.
#[component]
pub fn CopyBanner(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
) -> impl IntoView {
    let copy = Memo::new(move |_| now.with(|set| (set.copy.clone(), set.state)));
    move || {
        let (copy, state) = copy.get();
        if state == ChangeState::Discarded {
            return None;
        }
        let (kind, text) = say(&copy?)?;
        Some(view! { <Banner kind>{text}</Banner> })
    }
}

fn say(copy: &CopyBefore) -> Option<(BannerKind, String)> {
    let w = words();
    Some(match copy {
        CopyBefore::Coming => (BannerKind::Info, w.before_coming.to_owned()),
        CopyBefore::OwnDumps => (BannerKind::Warning, w.before_own_dumps.to_owned()),
        CopyBefore::Made { file_name, state, problem, .. } => {
            let file = [("file", file_name.as_str())];
            match state {
                BackupState::Making => (BannerKind::Info, fill(w.before_making, &file)),
                BackupState::Verified => (BannerKind::Success, fill(w.before_made, &file)),
                BackupState::Gone => (BannerKind::Info, fill(w.before_gone, &file)),
                BackupState::Failed => {
                    let problem = problem.as_ref().map(said).unwrap_or_default();
                    (BannerKind::Error, fill(w.before_failed, &[("problem", &problem)]))
                }
            }
        }
    })
}
