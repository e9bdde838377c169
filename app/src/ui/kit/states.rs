//! Nothing to show: waiting, the first time, nothing matches, failed. And banners.

use super::{Button, ButtonKind, Icon, icon};
use crate::ui::speech::{say, w};
use leptos::prelude::*;
use model::Problem;

/// Grey lines while waiting; seen after 300 ms only. `<SkeletonLines count=6/>`
#[component]
pub fn SkeletonLines(
    /// How many.
    #[prop(default = 3)]
    count: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label=w().common.loading>
            {(0..count).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}

/// The first time: one sentence and one thing to do.
/// `<EmptyFirst icon=Icon::People title=w.none_yet text=w.none_yet_text><Button …/></EmptyFirst>`
#[component]
pub fn EmptyFirst(
    /// A picture.
    icon: Icon,
    /// One sentence.
    #[prop(into)]
    title: String,
    /// A second one.
    #[prop(optional, into)]
    text: String,
    /// The one thing to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">{self::icon(icon)}</span>
            <p class="empty-title">{title}</p>
            {(!text.is_empty()).then(|| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| view! { <div class="empty-action">{children()}</div> })}
        </div>
    }
}

/// Nothing matches: the filters stand above as chips; one press clears them.
#[component]
pub fn EmptyFiltered(
    /// Clears all filters.
    #[prop(into)]
    on_clear: Callback<()>,
    /// What may have been meant: [`super::meant`].
    #[prop(optional_no_strip)]
    meant: Option<AnyView>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon">{icon(Icon::Filter)}</span>
            <p class="empty-title">{w().kit.filtered_empty}</p>
            {meant}
            <div class="empty-action">
                <Button on_click=move || on_clear.run(())>{w().common.clear_all}</Button>
            </div>
        </div>
    }
}

/// It failed: the plain cause and another try.
#[component]
pub fn ErrorBox(
    /// Why.
    #[prop(into)]
    problem: Signal<Option<Problem>>,
    /// Another try.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="empty failed" role="alert">
            <span class="empty-icon">{icon(Icon::Warning)}</span>
            <p class="empty-title">{w().kit.failed_title}</p>
            <p class="empty-text">{move || problem.with(|problem| problem.as_ref().map(say))}</p>
            <div class="empty-action">
                <Button kind=ButtonKind::Primary on_click=move || on_retry.run(())>{w().common.retry}</Button>
            </div>
        </div>
    }
}

/// What a banner means.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum BannerKind {
    #[default]
    Info,
    Success,
    Warning,
    Error,
}

/// A message that belongs to the whole page or form. `<Banner kind=BannerKind::Warning>{text}</Banner>`
#[component]
pub fn Banner(
    /// What it means.
    #[prop(optional)]
    kind: BannerKind,
    /// The message, with a button where there is something to do.
    children: Children,
) -> impl IntoView {
    let (class, glyph) = match kind {
        BannerKind::Info => ("banner", Icon::Info),
        BannerKind::Success => ("banner good", Icon::Success),
        BannerKind::Warning => ("banner warning", Icon::Warning),
        BannerKind::Error => ("banner bad", Icon::Error),
    };
    let role = if kind == BannerKind::Error { "alert" } else { "status" };
    view! { <div class=class role=role>{icon(glyph)}<div>{children()}</div></div> }
}
