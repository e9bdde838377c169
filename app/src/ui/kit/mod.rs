//! The building blocks, and how to write a screen with them.
//!
//! # A noun's screens
//! `ui/<noun>/mod.rs` holds one `LazyRoute` a path (see any of them) and is all that [`super::router`] knows of the noun. Everything
//! else lies in files beside it: one component or one verb on the noun a file. Begin with [`PageHeader`]: it has the `h1`,
//! names the window, and gets the focus when the page is entered. `main`, and the right pane of [`Split`], are columns in which a
//! [`DataTable`] takes the height that is left; put it there directly.
//!
//! # Words
//! `words/<noun>/mod.rs` says `mod en; mod pt_br; mod zh_cn;` and `crate::sentences! { /// … MembersWords { title: Text, found: Plural } }`;
//! each language gives one `pub const WORDS: MembersWords`. In `ui/<noun>/mod.rs` add
//! `fn words() -> &'static MembersWords { MembersWords::get(language()) }`. Buttons and the word of every enumeration of `model` are
//! in `w().common` (`w().common.save`, `w().common.member_status(row.status)`). The language is fixed until the page is loaded again:
//! plain `&'static str`, no signals. Values go in by [`crate::words::fill`], counts by [`super::count`].
//!
//! # Reading
//! ```ignore
//! let search = param("search");                          // state lives in the URL
//! let paging = paging();
//! let changed = use_hint(&["members", "departments"]);   // grows when the server says that these changed
//! let rows = load(
//!     move || (changed.get(), MemberQuery { search: search.get(), page: paging.request(), ..Default::default() }),
//!     |(_, query)| members::list(query),
//! );
//! ```
//! `load` for lists; `load_one(move || (id.get(), changed.get()), members::get)` for one thing; [`super::load::Loaded`] draws what is not
//! a table. Never `Resource`, `Suspense` or `spawn_local` in a screen.
//!
//! # A table
//! ```ignore
//! let columns = vec![
//!     Column::new("name", w().common.name, |m: &MemberRow| view! { <Person name=m.name.clone() detail=m.position.clone()/> })
//!         .width(220).sort("name"),
//!     Column::new("email", w().common.email, |m: &MemberRow| m.email.clone()).width(220).hideable(),
//!     Column::new("status", w().common.status, |m: &MemberRow| badge(Tone::Good, w().common.member_status(m.status))),
//! ];
//! let selection = Selection::new(move || search.get());  // forgotten when the filters change
//! view! {
//!     <PageHeader title=words().title><Button kind=ButtonKind::Primary icon=Icon::Plus on_click=…>{w().common.add}</Button></PageHeader>
//!     <Toolbar><SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/></Toolbar>
//!     <DataTable name="members" label=words().title from=rows columns id=|m| m.id.0.clone() title=|m| m.name.clone()
//!         href=RowText::new(move |m: &MemberRow| open.link(m.id.as_str()))   // let open = param("open"); keeps the filters
//!         menu=RowMenu::new(move |m: &MemberRow| vec![MenuItem::new(w().common.suspend, suspend(m.id.clone())).danger()])
//!         selection=Some(selection) sort=param("sort") paging
//!         filtered=Signal::derive(move || search.some().is_some()) on_clear=move || search.set("")
//!         empty=|| view! { <EmptyFirst icon=Icon::People title=words().none_yet/> }/>
//!     <SelectionBar selection matching=Signal::derive(move || rows.with(|page| page.total).flatten())>
//!         <Button on_click=…>{words().set_department}</Button>
//!     </SelectionBar>
//! }
//! ```
//! The name column is the link; a row's `href` usually opens a [`Drawer`] by the parameter `open`. Several parameters at once go by
//! [`super::param::set_params`] or `push_params`: two calls in a row undo each other.
//!
//! # A form
//! ```ignore
//! let position = RwSignal::new(row.position.clone());
//! let save = deed(
//!     move |()| members::edit(EditMember { id: id.clone(), position: Some(position.get_untracked()), … }),
//!     move |detail| { member.set(detail); toast::done(w().common.saved); close() },
//! );
//! <Form on_submit=move || save.go(()) problem=save.problem()>
//!     <TextField name="position" label=w().common.position value=position max=limits::POSITION/>
//!     <FormActions label=w().common.save busy=save.busy() on_cancel=close/>
//! </Form>
//! ```
//! A field finds its error by `name`, which is the name on the wire. `deed_in_place` is for switches and menus: it fails by a toast.
//! What can be undone is done at once and says so by [`toast::undo`]; what cannot asks by [`Confirm`].
//!
//! # Rights
//! `may(Permission::MembersWrite).then(|| view! { … })` hides what is not allowed; [`Padlock`] and `locked=` explain what is fixed.
//!
//! # Traps
//! * Closures that components keep must be `Send + Sync`: keep `web_sys` values out of them (take a `NodeRef`, or `StoredValue::new_local`).
//! * Children of a component cannot borrow: `let name = m.name.clone();` before `view!`, or [`badge`] and [`pill`] in cells.
//! * An attribute with `>` in it needs braces: `view={Lazy::<X>::new()}`. A method chain with generics too.
//! * `x=None` is a type error on an optional prop: leave the attribute out. Only `locked` takes an `Option<String>`, because locks are computed.
//! * Rows are drawn once a content: no signals inside rows; what changes comes with the next page of rows.
//! * Make signals, `param`s, `load`s and `deed`s at the top of the component, never inside a closure of the view.
//! * Style: the classes `stack`, `stack tight`, `line`, `line apart`, `columns-2`, `tiles`, `card`, `faint`, `soft`, `mono`, `clip` cover most
//!   layout; a noun's own rules go into `style/<noun>.css`, imported by `style/main.css`. Only tokens, no numbers for colours.

mod button;
mod choice;
mod columns;
mod combobox;
mod confirm;
mod dialog;
mod display;
mod field;
mod filters;
mod form;
mod icon;
mod late;
mod meant;
mod menu;
mod page;
mod paging;
mod pickers;
pub mod popover;
mod progress;
mod search_box;
mod selection;
mod split;
mod states;
mod steps;
mod table;
mod table_row;
mod text_field;
pub mod toast;
pub mod tree;

pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use choice::{Checkbox, Choice, RadioGroup, Select, Switch};
pub use columns::Column;
pub use combobox::{Combobox, Finder, MultiCombobox};
pub use confirm::Confirm;
pub use dialog::{Dialog, Drawer};
pub use display::{
    Avatar, Badge, Breadcrumb, CopyButton, Kbd, Labelled, Person, Pill, Spinner, StatTile, Time, TimeStyle, Tone,
    badge, pill,
};
pub use field::{Padlock, fresh_id};
pub use filters::{Chip, FilterChips, Toolbar};
pub use form::{Form, FormActions};
pub use icon::{Icon, icon};
pub use late::late;
pub use meant::meant;
pub use menu::{Menu, MenuItem};
pub use page::{Card, Fact, Facts, PageHeader, Section, Tab, Tabs};
pub use paging::{Pager, Paging, paged, paging};
pub use pickers::{
    DepartmentPicker, DepartmentsPicker, MemberPicker, MembersPicker, department_choices, member_finder,
};
pub use progress::Progress;
pub use search_box::SearchBox;
pub use selection::{Selection, SelectionBar};
pub use split::Split;
pub use states::{Banner, BannerKind, EmptyFiltered, EmptyFirst, ErrorBox, SkeletonLines};
pub use steps::{Steps, WizardStep};
pub use table::{DataTable, RowMenu, RowText};
pub use text_field::{TextArea, TextField, TextKind};
pub use toast::Toasts;
pub use tree::{Tree, TreeMove, TreeNode};
