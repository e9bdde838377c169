//! How far long work has come: done of total, rate, time left.

use crate::ui::speech::w;
use crate::ui::{dom, format};
use crate::words::fill;
use leptos::prelude::*;
use model::Moment;

/// A progress bar. `<Progress done=run.done total=run.total since=run.started_at label=w.stage(run.stage)/>`
#[component]
pub fn Progress(
    /// What is under way.
    #[prop(into)]
    label: TextProp,
    /// Units done.
    #[prop(into)]
    done: Signal<i64>,
    /// Units in all, as far as it is known.
    #[prop(into)]
    total: Signal<Option<i64>>,
    /// When this step began; with it come rate and time left.
    #[prop(optional, into)]
    since: Signal<Option<Moment>>,
) -> impl IntoView {
    let said = move || {
        let shown = format::number(done.get());
        let mut parts = vec![match total.get() {
            Some(total) => fill(w().kit.progress_of, &[("done", &shown), ("total", &format::number(total))]),
            None => fill(w().kit.progress_done, &[("done", &shown)]),
        }];
        if let Some((rate, left)) = since.get().and_then(|since| pace(done.get(), total.get(), dom::now().since(since)))
        {
            parts.push(fill(w().kit.progress_rate, &[("rate", &format::number(rate))]));
            if let Some(left) = left {
                parts.push(fill(w().kit.progress_left, &[("time", &format::duration(left))]));
            }
        }
        parts.join(" · ")
    };
    let name = label.clone();
    view! {
        <div class="progress">
            <div class="progress-text"><span>{move || label.get()}</span><span>{said}</span></div>
            <progress
                aria-label=move || name.get()
                max=move || total.get().map(|total| total.max(1).to_string())
                value=move || total.get().map(|_| done.get().to_string())
            ></progress>
        </div>
    }
}

/// Units a second and milliseconds left, once there is enough to reckon from.
fn pace(done: i64, total: Option<i64>, elapsed: i64) -> Option<(i64, Option<i64>)> {
    if done < 1 || elapsed < 2_000 {
        return None;
    }
    let rate = done * 1_000 / elapsed;
    let left = total.filter(|total| *total > done).map(|total| (total - done).saturating_mul(elapsed) / done);
    (rate > 0).then_some((rate, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_reckoned_from_the_first_moment() {
        assert_eq!(pace(0, Some(10), 5_000), None);
        assert_eq!(pace(500, Some(1_000), 1_000), None);
        assert_eq!(pace(500, Some(1_000), 5_000), Some((100, Some(5_000))));
        assert_eq!(pace(500, None, 5_000), Some((100, None)));
    }
}
