//! The building blocks.

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
mod menu;
mod page;
mod paging;
mod pickers;
pub mod popover;
mod progress;
mod search_box;
mod selection;
mod states;
mod table;
mod table_row;
mod text_field;
pub mod toast;
pub mod tree;

pub use button::{Button, ButtonKind, IconButton, LinkButton};
pub use choice::{Checkbox, Choice, RadioGroup, Select, Switch};
pub use columns::Column;
pub use combobox::{Combobox, MultiCombobox};
pub use confirm::Confirm;
pub use dialog::{Dialog, Drawer};
pub use display::{
    Avatar, Badge, Breadcrumb, CopyButton, Kbd, Labelled, Person, Pill, Spinner, StatTile, Time, TimeStyle, Tone,
};
pub use field::{Padlock, fresh_id};
pub use filters::{Chip, FilterChips, Toolbar};
pub use form::{Form, FormActions};
pub use icon::{Icon, icon};
pub use menu::{Menu, MenuItem};
pub use page::{Card, Fact, Facts, PageHeader, Section, Split, Tab, Tabs};
pub use paging::{Pager, Paging, paging};
pub use pickers::{DepartmentPicker, DepartmentsPicker, MemberPicker, MembersPicker, department_choices};
pub use progress::Progress;
pub use search_box::SearchBox;
pub use selection::{Selection, SelectionBar};
pub use states::{Banner, BannerKind, EmptyFiltered, EmptyFirst, ErrorBox, SkeletonLines};
pub use table::{DataTable, RowMenu, RowText};
pub use text_field::{TextArea, TextField, TextKind};
pub use toast::Toasts;
pub use tree::{Tree, TreeMove, TreeNode};
