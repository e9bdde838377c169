//! The tie between a customer and one member.

use super::add_way::add_way;
use super::words;
use crate::ui::kit::{Badge, Fact, Facts, Person, Pill, Time, TimeStyle, Tone};
use crate::ui::{labels, route, w};
use leptos::prelude::*;
use model::customer::{Relation, RelationState};

/// The card.
#[component]
pub fn RelationCard(
    /// The relation.
    relation: Relation,
) -> impl IntoView {
    let (tone, explained) = match relation.state {
        RelationState::Live => (Tone::Good, None),
        RelationState::Ended => (Tone::Neutral, Some(words().ended_text)),
        RelationState::OneWay => (Tone::Warning, Some(words().one_way_text)),
    };
    let text = |name: &'static str, text: String| (!text.is_empty()).then(|| view! { <Fact name=name>{text}</Fact> });
    let phones: Vec<String> = relation.phones.into_iter().filter(|phone| !phone.is_empty()).collect();
    let phones = (!phones.is_empty()).then(|| {
        let link = |phone: String| {
            let href = ["tel:", &phone.replace([' ', '-'], "")].concat();
            // One with its middle hidden cannot be called.
            let href = (!phone.contains('*')).then_some(href);
            view! { <a href=href>{phone}</a> " " }
        };
        view! { <Fact name=w().common.phone>{phones.into_iter().map(link).collect_view()}</Fact> }
    });
    let tags = (!relation.tags.is_empty()).then(|| {
        let pill = |tag: model::customer::Tag| {
            let name = if tag.group.is_empty() { tag.name } else { [tag.group, tag.name].join(": ") };
            view! { <Pill>{name}</Pill> " " }
        };
        view! { <Fact name=words().tags>{relation.tags.into_iter().map(pill).collect_view()}</Fact> }
    });
    view! {
        <article class="card stack tight">
            <div class="line apart">
                <a href=route::member(&relation.owner.member_id)>
                    <Person name=relation.owner.name.clone() detail=words().owner/>
                </a>
                <Badge tone dot=true>{labels().relation_state(relation.state)}</Badge>
            </div>
            {explained.map(|text| view! { <p class="faint">{text}</p> })}
            <Facts>
                {text(words().remark, relation.remark)}
                {text(words().description, relation.description)}
                {text(words().company, relation.company)}
                {phones}
                {tags}
                <Fact name=words().way>{add_way(relation.add_way)}</Fact>
                {text(words().channel, relation.channel)}
                <Fact name=words().since><Time at=relation.since style=TimeStyle::DateTime/></Fact>
            </Facts>
        </article>
    }
}
