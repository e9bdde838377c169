//! Which conversations are listed: words in their messages, a holder, a customer, days.

use super::words;
use crate::api::{Answer, customers, members};
use crate::ui::activity::Day;
use crate::ui::customers::{bound, days};
use crate::ui::kit::{Chip, Choice, Combobox, FilterChips, MemberPicker, SearchBox, Toolbar};
use crate::ui::load::load;
use crate::ui::param::{Param, param, set_params};
use crate::ui::{format, may};
use leptos::prelude::*;
use model::conversation::ConversationQuery;
use model::customer::{CustomerQuery, CustomerRow};
use model::page::PageRequest;
use model::permission::Permission;
use model::{CustomerId, MemberId};
use std::sync::Arc;

/// What is in force; the URL holds it.
#[derive(Clone, Copy)]
pub struct Filters {
    search: Param,
    holder: Param,
    customer: Param,
    from: Param,
    until: Param,
}

const ALL: [&str; 5] = ["search", "holder", "customer", "from", "until"];

impl Filters {
    /// Those of this page.
    pub fn new() -> Self {
        let [search, holder, customer, from, until] = ALL.map(param);
        Self { search, holder, customer, from, until }
    }
    /// What to send.
    pub fn query(self, page: PageRequest) -> ConversationQuery {
        ConversationQuery {
            search: self.search.get(),
            member: self.holder.some().map(MemberId),
            customer: self.customer.some().map(CustomerId),
            from: self.from.some().as_deref().and_then(days::begins),
            until: self.until.some().as_deref().and_then(days::ends),
            page,
        }
    }
    /// The words that were looked for.
    pub fn sought(self) -> String {
        self.search.get()
    }
    /// Whether any is in force.
    pub fn any(self) -> bool {
        [self.search, self.holder, self.customer, self.from, self.until].iter().any(|filter| filter.some().is_some())
    }
    /// Takes all away.
    pub fn clear() {
        set_params(&ALL.map(|name| (name, "")));
    }
}

/// The bar over the table, with the chips under it.
#[component]
pub fn FilterBar(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let Filters { search, holder, customer, from, until } = filters;
    let holder_choice = bound(holder, load(move || holder.some(), named_member));
    let customer_choice = bound(customer, load(move || customer.some(), named_customer));
    let chips = Signal::derive(move || {
        let label = |name: &str, value: String| [name, value.as_str()].join(": ");
        let chosen = |choice: RwSignal<Option<Choice>>| {
            choice.with(|choice| choice.as_ref().map(|choice| choice.label.clone())).unwrap_or_default()
        };
        let day = |param: Param| param.some().and_then(|day| days::begins(&day)).map(format::date);
        [
            ("holder", holder.some().map(|_| label(words().holder, chosen(holder_choice)))),
            ("customer", customer.some().map(|_| label(words().customer, chosen(customer_choice)))),
            ("from", day(from).map(|day| label(words().from, day))),
            ("until", day(until).map(|day| label(words().until, day))),
        ]
        .into_iter()
        .filter_map(|(id, label)| Some(Chip { id, label: label? }))
        .collect::<Vec<_>>()
    });
    view! {
        <Toolbar>
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
            {may(Permission::MembersRead).then(|| view! {
                <MemberPicker
                    name="holder"
                    bare=true
                    label=words().holder
                    placeholder=words().holder
                    value=holder_choice
                />
            })}
            {may(Permission::CustomersRead).then(|| view! {
                <Combobox
                    name="customer"
                    bare=true
                    label=words().customer
                    placeholder=words().customer
                    value=customer_choice
                    find=Arc::new(|text| Box::pin(find_customers(text)))
                />
            })}
            <Day label=words().from filter=from/>
            <Day label=words().until filter=until/>
        </Toolbar>
        <FilterChips chips on_remove=|id| set_params(&[(id, "")]) on_clear=Filters::clear/>
    }
}

async fn named_member(id: Option<String>) -> Answer<Option<Choice>> {
    // Whoever may not see members came by a link to what he may read; the chip stays without a name.
    let Some(id) = id.filter(|_| may(Permission::MembersRead)) else { return Ok(None) };
    let row = members::get(MemberId(id)).await?.row;
    Ok(Some(Choice::new(row.id.0, row.name)))
}

async fn named_customer(id: Option<String>) -> Answer<Option<Choice>> {
    let Some(id) = id.filter(|_| may(Permission::CustomersRead)) else { return Ok(None) };
    Ok(Some(choice(customers::get(CustomerId(id)).await?.row)))
}

async fn find_customers(search: String) -> Answer<Vec<Choice>> {
    let page = PageRequest { limit: 20, ..PageRequest::default() };
    let found = customers::list(CustomerQuery { search, page, ..CustomerQuery::default() }).await?;
    Ok(found.items.into_iter().map(choice).collect())
}

fn choice(row: CustomerRow) -> Choice {
    Choice::new(row.id.0, row.name).detail(row.company)
}
