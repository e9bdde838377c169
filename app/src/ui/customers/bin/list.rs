//! Who is in the recycle bin; bringing them back.

use super::erase::{EraseConfirm, Erasing};
use super::words;
use crate::api::customers;
use crate::ui::customers::deletion::left;
use crate::ui::deed::deed;
use crate::ui::kit::{
    Button, ButtonKind, Column, DataTable, EmptyFirst, Icon, MenuItem, Pill, RowMenu, SearchBox, Selection,
    SelectionBar, Time, TimeStyle, Toolbar, paging, toast,
};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::{count, dom, format, route};
use crate::words::fill;
use leptos::prelude::*;
use model::customer::Outcomes;
use model::deletion::{BIN_SEARCHED, BinEntry, BinQuery};
use model::moment::DAY;
use model::{Code, CustomerId};

/// The tab.
#[component]
pub fn BinList() -> impl IntoView {
    let paging = paging();
    let (changed, search) = (use_hint(&["bin"]), param("search"));
    let rows = load(
        move || (changed.get(), BinQuery { search: search.get(), page: paging.request() }),
        |(_, query): (u32, BinQuery)| customers::bin(query),
    );
    let selection = Selection::new(move || search.get());
    let told = RwSignal::new(None::<Outcomes>);
    let restore = deed(
        |ids: Vec<CustomerId>| customers::restore(ids),
        move |deleted: Outcomes| {
            selection.clear();
            touch(&["customers", "bin", "changes"]);
            let again = deleted.outcomes.iter().filter(|one| is_here_again(one)).count() as i64;
            if let (true, Some(set)) = (again > 0, &deleted.set) {
                toast::done(count(&words().here_again_n, again));
                route::go(&route::change_set(set));
                return;
            }
            let back = deleted.outcomes.iter().filter(|one| one.problem.is_none()).count() as i64;
            if back > 0 {
                toast::done(count(&words().restored_n, back));
            }
            told.set(Some(deleted));
        },
    );
    let erasing = Erasing::new(selection);
    let menu = RowMenu::new(move |entry: &BinEntry| {
        let (one, other) = (entry.id.clone(), entry.id.clone());
        vec![
            MenuItem::new(words().restore, move || restore.go(vec![one.clone()])).icon(Icon::Undo),
            MenuItem::new(words().erase_now, move || erasing.ask(vec![other.clone()]))
                .icon(Icon::Trash)
                .danger()
                .line_before(),
        ]
    });
    let chosen = move || untrack(|| selection.ids()).into_iter().map(CustomerId).collect::<Vec<_>>();
    view! {
        {move || told.with(|told| told.as_ref().and_then(|told| left(&told.outcomes)))}
        <Toolbar>
            <SearchBox
                label=words().search_bin
                value=search.signal()
                on_search=move |text: String| search.set(&text)
            />
        </Toolbar>
        <Show when=move || search.some().is_some()>
            <p class="faint">{fill(words().search_bin_text, &[("n", &format::number(BIN_SEARCHED))])}</p>
        </Show>
        <DataTable
            name="bin"
            label=words().bin
            from=rows
            columns=columns()
            id=|entry: &BinEntry| entry.id.0.clone()
            title=|entry: &BinEntry| entry.name.clone()
            menu
            selection=Some(selection)
            paging
            filtered=Signal::derive(move || search.some().is_some())
            on_clear=move || search.set("")
            empty=|| view! { <EmptyFirst icon=Icon::Trash title=words().bin_empty text=words().bin_empty_text/> }
        />
        <SelectionBar selection matching=Signal::stored(None)>
            <Button kind=ButtonKind::Primary on_click=move || restore.go(chosen())>{words().restore}</Button>
            <Button kind=ButtonKind::Danger on_click=move || erasing.ask(chosen())>{words().erase_now}</Button>
        </SelectionBar>
        <EraseConfirm erasing/>
    }
}

fn is_here_again(outcome: &model::member::Outcome<CustomerId>) -> bool {
    outcome.problem.as_ref().is_some_and(|problem| problem.code == Code::WrongState)
}

fn columns() -> Vec<Column<BinEntry>> {
    vec![
        Column::new("name", crate::ui::w().common.name, |entry: &BinEntry| {
            let (name, company) = (entry.name.clone(), entry.company.clone());
            view! { <span class="two-lines"><strong>{name}</strong> <small>{company}</small></span> }
        })
        .width(190),
        Column::new("erase_at", words().erase_at, |entry: &BinEntry| {
            let left = (entry.erase_at.since(dom::now()) + DAY - 1) / DAY;
            let at = entry.erase_at;
            view! {
                <span class="two-lines">
                    {count(&words().days_left, left.max(0))} <small><Time at style=TimeStyle::Date/></small>
                </span>
            }
        })
        .width(130),
        Column::new("owners", crate::ui::customers::words().owners, |entry: &BinEntry| {
            entry.owners.iter().cloned().map(|owner| view! { <Pill>{owner.name}</Pill> " " }).collect_view()
        })
        .width(170)
        .hideable(),
        Column::new("reason", words().reason, |entry: &BinEntry| {
            let basis = match entry.basis_note.as_str() {
                "" => words().legal_basis(entry.basis).to_owned(),
                note => note.to_owned(),
            };
            view! { <span class="two-lines">{entry.reason.clone()} <small>{basis}</small></span> }
        })
        .width(260),
        Column::new("deleted_by", words().deleted_by, |entry: &BinEntry| entry.deleted_by.clone()).width(140),
        Column::new("deleted_at", words().deleted_at, |entry: &BinEntry| {
            view! { <Time at=entry.deleted_at style=TimeStyle::DateTime/> }
        })
        .width(150)
        .hideable(),
    ]
}
