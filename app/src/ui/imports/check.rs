//! The third step: every row with what was found in it; repairs, and what becomes of the rest.

use super::grid::Grid;
use super::mapping::column_name;
use super::mode::Mode;
use super::page::COLUMNS;
use super::{rejected, said, words};
use crate::api::imports;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Banner, BannerKind, Button, ButtonKind, Choice, Icon, LinkButton, Pager, SearchBox, Select, Tab, Tabs, Toolbar,
    paging,
};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loader, load};
use crate::ui::param::{param, set_params};
use crate::ui::{count, format, w};
use leptos::prelude::*;
use model::import::{
    Duplicates, Import, ImportDetail, ImportKind, ImportMode, ImportRowQuery, IssueCode, Level, RowCounts,
};

/// The value of the parameter `level` for rows that are left out.
const SKIPPED: &str = "skipped";

/// The step.
#[component]
pub fn CheckStep(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let (level, code, search, step) = (param("level"), param("code"), param("search"), param("step"));
    let paging = paging();
    let changed = use_hint(&["imports"]);
    let (id, kind) = now.with_untracked(|detail| (detail.import.id.clone(), detail.import.kind));
    let query = {
        let id = id.clone();
        move || ImportRowQuery {
            import: id.clone(),
            level: Level::from_word(&level.get()),
            code: IssueCode::from_word(&code.get()),
            skipped: (level.get() == SKIPPED).then_some(true),
            search: search.get(),
            page: paging.request(),
        }
    };
    let rows = load(move || (changed.get(), query()), |(_, query)| imports::rows(query));
    let counts = Memo::new(move |_| now.with(|detail| detail.import.counts.clone()));
    let shown = Signal::derive(move || rows.with(|page| (page.items.len(), page.next_cursor.clone(), page.total)));
    let columns = Memo::new(move |_| now.with(shown_columns));
    let again = deed(imports::draft, move |drafting: Import| {
        import.update(|detail| detail.import = drafting);
        touch(&["imports", "runs"]);
    });
    let failed = move || {
        let last = again.problem().with(|problem| problem.as_ref().map(said));
        last.or_else(|| now.with(|detail| detail.import.problem.as_ref().map(said)))
    };
    let go = {
        let id = id.clone();
        move || again.go(id.clone())
    };
    let left = Memo::new(move |_| counts.with(|c| c.rows - c.error - c.skipped));
    let stuck = Memo::new(move |_| {
        let all = now.with(|detail| detail.import.options.mode == ImportMode::AllOrNothing);
        counts.with(|counts| (all && counts.error > 0).then_some(counts.error))
    });
    let hint = move || match (stuck.get(), left.get()) {
        (Some(errors), _) => Some(count(&words().repair_first, errors)),
        (None, 0) => Some(words().nothing_left.to_owned()),
        _ => now.with(asked_about).map(|rows| count(&words().decide_later, rows)),
    };
    let wrong = Memo::new(move |_| counts.with(|counts| counts.error > 0));
    let file = now.with_untracked(|detail| rejected(&detail.import));
    view! {
        {move || failed().map(|said| view! { <Banner kind=BannerKind::Error>{said}</Banner> })}
        <Tabs
            label=words().rows_by_level
            tabs=Signal::derive(move || counts.with(tabs))
            current=level.signal()
            on_change=move |id: String| set_params(&[("level", &id), ("code", "")])
        />
        <Toolbar>
            <SearchBox
                label=words().search_rows
                value=search.signal()
                on_search=move |text: String| search.set(&text)
            />
            <Select
                name="code"
                label=words().finding
                bare=true
                value=code.signal()
                options=Signal::derive(move || counts.with(findings))
                on_change=move |word: String| code.set(&word)
            />
        </Toolbar>
        <Makes counts kind/>
        {move || view! { <Grid import=id.clone() rows columns=columns.get()/> }}
        <div class="import-foot"><Pager paging shown/></div>
        <div class="action-bar" role="region" aria-label=words().step_check>
            <div class="import-mode">
                <Show when=move || wrong.get()>
                    <Mode now import/>
                </Show>
                <p class="soft" aria-live="polite">{hint}</p>
            </div>
            <div class="line">
                <Show when=move || wrong.get()>
                    <LinkButton href=file.clone() icon=Icon::Download outside=true>{words().see_rejected}</LinkButton>
                </Show>
                <Button on_click=move || step.push(COLUMNS)>{words().to_columns}</Button>
                <Button
                    kind=ButtonKind::Primary
                    busy=again.busy()
                    disabled=Signal::derive(move || stuck.get().is_some() || left.get() == 0)
                    on_click=go
                >
                    {move || count(&words().see_changes, left.get())}
                </Button>
            </div>
        </div>
    }
}

fn tabs(counts: &RowCounts) -> Vec<Tab> {
    vec![
        Tab::new("", w().common.all).count(Some(counts.rows)),
        Tab::new(Level::Error.word(), words().tab_error).count(Some(counts.error)),
        Tab::new(Level::Warning.word(), words().tab_warning).count(Some(counts.warning)),
        Tab::new(Level::Info.word(), words().tab_info).count(Some(counts.info)),
        Tab::new(Level::Fine.word(), words().tab_fine).count(Some(counts.fine)),
        Tab::new(SKIPPED, words().tab_skipped).count(Some(counts.skipped)),
    ]
}

/// What was found anywhere, with the number of rows; sentences lose what stands for their values.
fn findings(counts: &RowCounts) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", words().any_finding)];
    choices.extend(counts.codes.iter().map(|(code, n)| {
        let sentence = words().issue(*code).replace(['{', '}'], "");
        Choice::new(code.word(), format!("{sentence} ({})", format::number(*n)))
    }));
    choices
}

/// The columns that mean something, with their names, in the order of the file.
fn shown_columns(detail: &ImportDetail) -> Vec<(u32, String)> {
    let named = |at: u32| detail.columns.iter().find(|column| column.index == at).map(column_name);
    detail.import.options.mapping.iter().map(|(at, _)| (*at, named(*at).unwrap_or_default())).collect()
}

/// Rows about people who are here, where a person decides about each.
fn asked_about(detail: &ImportDetail) -> Option<i64> {
    let of = |wanted| detail.import.counts.codes.iter().find(|(code, _)| *code == wanted).map_or(0, |(_, n)| *n);
    let rows = of(IssueCode::SameEmailHere)
        + of(IssueCode::SamePhoneHere)
        + of(IssueCode::SameNameHere)
        + of(IssueCode::OtherAccountHere)
        + of(IssueCode::IgnoredHere)
        + of(IssueCode::AgentHere);
    (detail.import.options.duplicates == Duplicates::Ask && rows > 0).then_some(rows)
}

/// The most that are named.
const NAMED: usize = 100;

/// The departments, tags or skill groups that would be made.
#[component]
fn Makes(counts: Memo<RowCounts>, kind: ImportKind) -> impl IntoView {
    let made = Memo::new(move |_| counts.with(|counts| counts.makes.clone()));
    let sentence = match kind {
        ImportKind::Members => &words().makes_departments,
        // Mappings make nothing else.
        ImportKind::Customers | ImportKind::Mappings => &words().makes_tags,
        ImportKind::Agents => &words().makes_groups,
    };
    move || {
        let made = made.get();
        let amount = made.len();
        (amount > 0).then(|| {
            let more = amount.saturating_sub(NAMED) as i64;
            view! {
                <details class="import-makes">
                    <summary>{count(sentence, amount as i64)}</summary>
                    <ul>
                        {made.into_iter().take(NAMED).map(|(path, rows)| view! {
                            <li>{path} " " <small>{count(&words().rows_n, rows)}</small></li>
                        }).collect_view()}
                        {(more > 0).then(|| view! { <li class="faint">{count(&words().makes_more, more)}</li> })}
                    </ul>
                </details>
            }
        })
    }
}
