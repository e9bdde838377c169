//! Choosing tags of the organisation's own.

use crate::api::customers;
use crate::ui::kit::{Choice, Finder};
use leptos::prelude::*;
use std::sync::Arc;

/// Finds them by name or group; they are asked for once a field.
pub fn own_tag_finder() -> Finder {
    let known = StoredValue::new(None::<Vec<Choice>>);
    Arc::new(move |text: String| {
        Box::pin(async move {
            let all = match known.try_get_value().flatten() {
                Some(all) => all,
                None => {
                    let own = customers::tag_rows().await?.into_iter().filter(|row| row.connection.is_none());
                    let all: Vec<Choice> =
                        own.map(|row| Choice::new(row.tag.id.0, row.tag.name).detail(row.tag.group)).collect();
                    known.try_update_value(|known| *known = Some(all.clone()));
                    all
                }
            };
            let wanted = text.trim().to_lowercase();
            let fits = |choice: &Choice| {
                choice.label.to_lowercase().contains(&wanted) || choice.detail.to_lowercase().contains(&wanted)
            };
            Ok(all.into_iter().filter(fits).take(50).collect())
        })
    })
}
