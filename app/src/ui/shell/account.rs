//! The person's own menu: language, appearance, shortcuts, the way out.

use crate::api::organisation;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Avatar, Icon, Menu, MenuItem};
use crate::ui::theme::{self, Theme};
use crate::ui::{dom, language, route, session, w};
use crate::words::Language;
use leptos::prelude::*;

/// The menu behind the person's initials.
#[component]
pub fn AccountMenu(shortcuts: RwSignal<bool>) -> impl IntoView {
    let speak =
        deed_in_place(|language: Language| organisation::set_language(language.word().to_owned()), |()| dom::reload());
    let items = move || {
        let words = w().shell;
        let mut items = vec![MenuItem::link(words.profile, route::PROFILE).icon(Icon::People)];
        for (at, tongue) in Language::ALL.iter().copied().enumerate() {
            let here = tongue == language();
            let item = MenuItem::new(tongue.name(), move || {
                if !here {
                    speak.go(tongue)
                }
            })
            .checked(here);
            items.push(if at == 0 { item.line_before() } else { item });
        }
        for (at, (choice, name)) in
            Theme::ALL.into_iter().zip([words.theme_system, words.theme_light, words.theme_dark]).enumerate()
        {
            let item = MenuItem::new(name, move || theme::choose(choice)).checked(theme::chosen() == choice);
            items.push(if at == 0 { item.line_before() } else { item });
        }
        items.push(MenuItem::new(words.shortcuts, move || shortcuts.set(true)).icon(Icon::Keyboard).line_before());
        items.push(MenuItem::new(words.sign_out, sign_out).icon(Icon::SignOut).line_before());
        items
    };
    let trigger = || view! { <Avatar name=session::me().name/> };
    view! {
        <Menu label=move || session::me().name items trigger class="button icon-only account"/>
        // A form, because leaving is a change: the server takes it by POST only.
        <form id="sign-out" method="post" action="/sign-out" hidden></form>
    }
}

fn sign_out() {
    use wasm_bindgen::JsCast;
    if let Some(form) = dom::by_id("sign-out").and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
