//! One row of the grid: its number and state, its cells, what was found, and leaving it out.

use super::grid::Cursor;
use super::grid_cell::GridCell;
use super::words;
use crate::api::imports;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Tone, badge};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::{format, language};
use crate::words::fill;
use crate::words::imports::say_issue;
use leptos::prelude::*;
use model::ImportId;
use model::import::{Import, ImportRow, IssueCode, Level, RowIssue, SkipRows};
use model::page::Page;

/// The row.
#[component]
pub fn GridRow(
    /// Of which import.
    import: ImportId,
    /// Its number.
    number: i64,
    /// The rows of the page.
    rows: Loader<Page<ImportRow>>,
    /// The shown columns: which, and their names.
    columns: Vec<(u32, String)>,
    /// Where one is.
    cursor: Cursor,
) -> impl IntoView {
    // The last one that was there: a row that leaves the list is drawn until it is taken down.
    let row = Memo::new(move |old: Option<&Option<ImportRow>>| {
        let found = rows.with(|page| page.items.iter().find(|row| row.number == number).cloned()).flatten();
        found.or_else(|| old.cloned().flatten())
    });
    let state = Memo::new(move |_| row.with(|row| row.as_ref().map(Standing::of)).unwrap_or_default());
    let issues = Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.issues.clone())).unwrap_or_default());
    let repaired = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.repaired)));
    let skip = {
        let import = import.clone();
        deed_in_place(
            move |skipped: bool| imports::skip(SkipRows { import: import.clone(), numbers: vec![number], skipped }),
            |_: Import| touch(&["imports"]),
        )
    };
    let cells = columns.into_iter().enumerate().map(|(at, (column, name))| {
        view! { <GridCell import=import.clone() number rows row at column name cursor/> }
    });
    let shown = format::number(number);
    let button = {
        let shown = shown.clone();
        move || {
            let (text, said, skipped) = match state.get() {
                Standing::Example => return None,
                Standing::Skipped => (words().take_in, words().take_row, false),
                Standing::Level(_) => (words().skip, words().skip_row, true),
            };
            let title = fill(said, &[("n", &shown)]);
            Some(view! {
                <Button small=true title=title.clone() busy=skip.busy() on_click=move || skip.go(skipped)>
                    <span aria-hidden="true">{text}</span><span class="unseen">{title.clone()}</span>
                </Button>
            })
        }
    };
    view! {
        <tr role="row" class:skipped=move || state.get().is_out()>
            <th role="rowheader" scope="row">
                <span class="import-row-name">
                    {shown.clone()}
                    {move || state.get().badge()}
                    {move || repaired.get().then(|| badge(Tone::Neutral, words().repaired))}
                </span>
            </th>
            {cells.collect_view()}
            <td role="gridcell" class="import-findings">
                {move || issues.get().iter().map(finding).collect_view()}
            </td>
            <td role="gridcell">{button}</td>
        </tr>
    }
}

/// How a row stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Level(Level),
    Skipped,
    /// An example of the template: left out whatever one does.
    Example,
}

impl Default for Standing {
    fn default() -> Self {
        Self::Level(Level::Fine)
    }
}

impl Standing {
    fn of(row: &ImportRow) -> Self {
        match row.level {
            _ if row.issues.iter().any(|issue| issue.code == IssueCode::Example) => Self::Example,
            _ if row.skipped => Self::Skipped,
            level => Self::Level(level.unwrap_or(Level::Fine)),
        }
    }

    fn is_out(self) -> bool {
        !matches!(self, Self::Level(_))
    }

    fn badge(self) -> AnyView {
        match self {
            Self::Level(level) => badge(tone(level), words().level(level)),
            Self::Skipped | Self::Example => badge(Tone::Neutral, words().skipped),
        }
    }
}

/// What a level means.
const fn tone(level: Level) -> Tone {
    match level {
        Level::Fine => Tone::Good,
        Level::Info => Tone::Info,
        Level::Warning => Tone::Warning,
        Level::Error => Tone::Bad,
    }
}

fn finding(issue: &RowIssue) -> AnyView {
    let class = match issue.level {
        Level::Error => "bad",
        Level::Warning => "warning",
        Level::Info | Level::Fine => "info",
    };
    view! { <p class=class>{say_issue(language(), issue)}</p> }.into_any()
}
