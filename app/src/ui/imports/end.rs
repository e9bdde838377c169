//! The last step lies with the spine: the review carries the changes out and puts them back. Here are the ways there, and what
//! became of a file that came to nothing.

use super::reading::Reading;
use super::{rejected, said, words};
use crate::api::changes;
use crate::ui::kit::{Banner, BannerKind, ButtonKind, Icon, LinkButton, StatTile, Tone};
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load};
use crate::ui::{format, labels, route};
use leptos::prelude::*;
use model::change::RowState;
use model::import::{ImportDetail, ImportState};

/// Once changes were proposed, or the import was given up.
#[component]
pub fn End(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
) -> impl IntoView {
    let changed = use_hint(&["changes"]);
    let id = Memo::new(move |_| now.with(|detail| detail.import.change_set.clone()));
    let set = load(
        move || (id.get(), changed.get()),
        |(id, _)| async move {
            match id {
                Some(id) => Ok(Some(changes::get(id).await?)),
                None => Ok(None),
            }
        },
    );
    let state = Memo::new(move |_| now.with(|detail| detail.import.state));
    let start = route::imports(now.with_untracked(|detail| detail.import.kind));
    let banner = move || {
        let (kind, text) = match state.get() {
            ImportState::Drafted => (BannerKind::Info, words().drafted_text),
            ImportState::Applying => (BannerKind::Info, words().applying_text),
            ImportState::Applied => (BannerKind::Success, words().applied_text),
            ImportState::Undone => (BannerKind::Info, words().undone_text),
            _ => (BannerKind::Info, words().cancelled_text),
        };
        view! { <Banner kind>{text}</Banner> }
    };
    let outcomes = move || {
        let outcomes = set.with(|set| set.as_ref().map(|set| set.outcomes.clone())).flatten().unwrap_or_default();
        let over = matches!(state.get(), ImportState::Applied | ImportState::Undone);
        (over && !outcomes.is_empty()).then(|| {
            view! { <div class="tiles">{outcomes.into_iter().map(tile).collect_view()}</div> }
        })
    };
    let review = move || {
        let set = id.get()?;
        Some(view! {
            <LinkButton kind=ButtonKind::Primary href=route::change_set(&set)>{words().see_review}</LinkButton>
        })
    };
    let file = move || {
        let failed =
            set.with(|set| set.as_ref().is_some_and(|set| set.outcomes.iter().any(|(of, _)| *of == RowState::Failed)));
        let any = failed.unwrap_or_default() || now.with(|detail| detail.import.counts.error > 0);
        any.then(|| {
            let href = now.with(|detail| rejected(&detail.import));
            view! { <LinkButton href icon=Icon::Download outside=true>{words().see_rejected}</LinkButton> }
        })
    };
    view! {
        {banner}
        {outcomes}
        <div class="line">
            {review}
            {file}
            <LinkButton href=start icon=Icon::Upload>{words().another_file}</LinkButton>
        </div>
    }
}

fn tile((state, n): (RowState, i64)) -> AnyView {
    let label = labels().row_state(state);
    let tone = match state {
        RowState::Failed => Tone::Bad,
        RowState::Kept => Tone::Warning,
        _ => Tone::Neutral,
    };
    view! { <StatTile label value=Signal::stored(format::number(n)) tone/> }.into_any()
}

/// A file that cannot be read.
#[component]
pub fn Broken(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let start = route::imports(now.with_untracked(|detail| detail.import.kind));
    let why = move || now.with(|detail| detail.import.problem.as_ref().map(said)).unwrap_or_default();
    // These may come of a wrong guess; all others are the file's own.
    let may_differ = now.with_untracked(|detail| {
        let error = detail.import.problem.as_ref().and_then(|problem| problem.param("error"));
        matches!(error, Some("no_text" | "quote_never_closes" | "unknown_sheet" | "too_many_columns"))
    });
    view! {
        <Banner kind=BannerKind::Error>{why} " " {words().failed_text}</Banner>
        {may_differ.then(|| view! { <Reading now import/> })}
        <div class="line">
            <LinkButton kind=ButtonKind::Primary href=start icon=Icon::Upload>{words().another_file}</LinkButton>
        </div>
    }
}
