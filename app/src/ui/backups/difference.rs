//! What a restore would change, organisation by organisation.

use super::words;
use crate::ui::kit::{Banner, BannerKind};
use crate::ui::{format, labels, w};
use leptos::prelude::*;
use model::backup::{Difference, KindDifference, Newest, OrganisationDifference};

/// Records of now that would be lost, and those that would come back.
pub fn sums(difference: &Difference) -> (i64, i64) {
    let kinds = difference.organisations.iter().flat_map(|one| &one.kinds);
    kinds.fold((0, 0), |(lost, back), kind| (lost + kind.lost, back + kind.back))
}

/// The tables.
pub fn tables(difference: &Difference) -> AnyView {
    let note =
        |shown: bool, text: &'static str| shown.then(|| view! { <Banner kind=BannerKind::Warning>{text}</Banner> });
    view! {
        {note(difference.migrated, words().was_migrated)}
        {note(!difference.key_fits, words().other_key)}
        {difference.organisations.iter().map(table).collect_view()}
        <p class="faint">{words().what_else}</p>
    }
    .into_any()
}

fn table(organisation: &OrganisationDifference) -> AnyView {
    let note = match (organisation.now, organisation.then) {
        (true, false) => Some(words().only_now),
        (false, true) => Some(words().only_then),
        _ => None,
    };
    let newest = [(words().newest_now, &organisation.newest_now), (words().newest_then, &organisation.newest_then)];
    let newest = newest.into_iter().filter_map(|(title, newest)| Some(line(title, newest.as_ref()?))).collect_view();
    view! {
        <div class="stack tight">
            <h3>{organisation.name.clone()}</h3>
            {note.map(|note| view! { <Banner kind=BannerKind::Warning>{note}</Banner> })}
            <div class="backup-scroll">
                <table class="backup-difference">
                    <thead>
                        <tr>
                            <th scope="col">{words().kind}</th>
                            <th scope="col">{words().now}</th>
                            <th scope="col">{words().then}</th>
                            <th scope="col">{words().lost}</th>
                            <th scope="col">{words().back}</th>
                        </tr>
                    </thead>
                    <tbody>{organisation.kinds.iter().map(row).collect_view()}</tbody>
                </table>
            </div>
            {newest}
        </div>
    }
    .into_any()
}

fn row(kind: &KindDifference) -> AnyView {
    let cells = [kind.now, kind.then, kind.lost, kind.back].map(|n| view! { <td>{format::number(n)}</td> });
    view! { <tr><th scope="row">{words().counted(kind.kind)}</th>{cells}</tr> }.into_any()
}

fn line(title: &'static str, newest: &Newest) -> AnyView {
    let at = format::date_time(newest.at);
    let by = if newest.actor.is_empty() { w().common.system } else { &newest.actor };
    let what = labels().subject(newest.subject);
    let text = [title, ": ", at.as_str(), " · ", by, " · ", what, " ", newest.name.as_str()].concat();
    view! { <p class="faint">{text}</p> }.into_any()
}
