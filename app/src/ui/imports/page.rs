//! One import, at the step where it stands. The state lies on the server: loading the page again changes nothing.

use super::check::CheckStep;
use super::columns::ColumnsStep;
use super::end::{Broken, End};
use super::give_up::GiveUp;
use super::history::tone;
use super::kind::{Above, titled};
use super::steps::{Step, Steps};
use super::under_way::UnderWay;
use super::{named, words};
use crate::api::imports;
use crate::ui::kit::{Badge, Banner, BannerKind, PageHeader};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::param::param;
use crate::ui::{count, route};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::ImportId;
use model::import::{ImportDetail, ImportKind, ImportState};

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let changed = use_hint(&["imports", "changes"]);
    let import = load_one(move || (id.get(), changed.get()), |id| imports::get(ImportId(id)));
    let kind = Signal::derive(move || import.with(|detail| detail.import.kind).unwrap_or(ImportKind::Members));
    let title = move || import.with(|detail| named(&detail.import)).unwrap_or_else(|| titled(kind.get()).to_owned());
    // Where it stands is known only with it.
    let known = Memo::new(move |_| import.with(|_| ()).is_some());
    let above = move || known.get().then(|| view! { <Above kind import=Signal::derive(title)/> });
    let state = move || import.with(|detail| detail.import.state);
    let badge = move || state().map(|state| view! { <Badge tone=tone(state)>{words().state(state)}</Badge> });
    let description = move || {
        let rows = import.with(|detail| detail.import.summary.as_ref().map(|summary| summary.rows)).flatten();
        rows.map(|rows| count(&words().rows_n, rows)).unwrap_or_default()
    };
    view! {
        <PageHeader title=title description=description above=above>
            {badge}
            <GiveUp import/>
        </PageHeader>
        <Loaded from=import let:now>
            <Wizard now import/>
        </Loaded>
    }
}

/// What is drawn: another one only when the import moves on, so that nothing that is being typed is lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    UnderWay,
    Columns,
    Check,
    Broken,
    End,
}

/// The value of the parameter `step` for going back from the check to the columns.
pub const COLUMNS: &str = "columns";

#[component]
fn Wizard(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let wanted = param("step");
    let state = Memo::new(move |_| now.with(|detail| detail.import.state));
    let shown = Memo::new(move |_| match state.get() {
        ImportState::Uploading | ImportState::Reading | ImportState::Checking | ImportState::Drafting => {
            Shown::UnderWay
        }
        ImportState::Mapping => Shown::Columns,
        ImportState::Checked if wanted.get() == COLUMNS => Shown::Columns,
        ImportState::Checked => Shown::Check,
        ImportState::Failed => Shown::Broken,
        _ => Shown::End,
    });
    let at = Signal::derive(move || if shown.get() == Shown::Columns { Step::Columns } else { Step::of(state.get()) });
    // Whoever waited for the changes goes on to their review; whoever comes later finds the way there.
    Effect::new(move |old: Option<ImportState>| {
        let new = state.get();
        let set = now.with_untracked(|detail| detail.import.change_set.clone());
        if let (Some(ImportState::Drafting), ImportState::Drafted, Some(set)) = (old, new, set) {
            route::go(&route::change_set(&set));
        }
        new
    });
    let same_as = Memo::new(move |_| now.with(|detail| detail.import.same_as.clone()));
    let again = move || {
        let earlier = same_as.get().filter(|_| at.get() < Step::Review)?;
        Some(view! {
            <Banner kind=BannerKind::Warning>
                {words().same_as} " " <a href=route::import(&earlier)>{words().same_as_open}</a>
            </Banner>
        })
    };
    view! {
        <Steps at/>
        {again}
        {move || match shown.get() {
            Shown::UnderWay => view! { <UnderWay now/> }.into_any(),
            Shown::Columns => view! { <ColumnsStep now import/> }.into_any(),
            Shown::Check => view! { <CheckStep now import/> }.into_any(),
            Shown::Broken => view! { <Broken now import/> }.into_any(),
            Shown::End => view! { <End now/> }.into_any(),
        }}
    }
}
