//! What the parts of the chart share: what is open, how it is looked at, and what has the focus.

use super::forest::Forest;
use super::layout::{HIGH, LIMIT, Plan, WIDE, plan};
use crate::ui::dom;
use crate::ui::load::Loader;
use leptos::html;
use leptos::prelude::*;
use model::department::Department;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long a found card stays marked.
const FLASH: Duration = Duration::from_millis(1_600);
/// What can still be read.
const READABLE: f64 = 0.75;
const SMALLEST: f64 = 0.1;
const LARGEST: f64 = 2.0;

/// How the plane lies in the viewport.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    pub scale: f64,
    pub x: f64,
    pub y: f64,
}

/// The chart.
#[derive(Clone, Copy)]
pub struct Chart {
    pub forest: Memo<Forest>,
    pub plan: Memo<Plan>,
    pub view: RwSignal<View>,
    /// The card with the tab stop.
    pub focused: RwSignal<Option<String>>,
    /// The card that was just found.
    pub flashed: RwSignal<Option<String>>,
    pub viewport: NodeRef<html::Div>,
    open: RwSignal<Option<BTreeSet<String>>>,
}

impl Chart {
    /// The chart of the departments; two levels are open.
    pub fn new(tree: Loader<Vec<Department>>) -> Self {
        let forest = Memo::new(move |_| Forest::plant(tree.get().unwrap_or_default()));
        let open = RwSignal::new(None::<BTreeSet<String>>);
        let plan = Memo::new(move |_| {
            forest.with(|forest| {
                open.with(|open| match open {
                    Some(open) => plan(forest, open),
                    None => plan(forest, &forest.opened(LIMIT)),
                })
            })
        });
        Self {
            forest,
            plan,
            view: RwSignal::new(View { scale: 1.0, x: 0.0, y: 0.0 }),
            focused: RwSignal::new(None),
            flashed: RwSignal::new(None),
            viewport: NodeRef::new(),
            open,
        }
    }

    fn size(&self) -> (f64, f64) {
        self.viewport
            .get_untracked()
            .map_or((1_000.0, 600.0), |node| (f64::from(node.client_width()), f64::from(node.client_height())))
    }
    /// Where a card is on the plane.
    fn spot(&self, id: &str) -> Option<(f64, f64)> {
        let at = self.forest.with_untracked(|forest| forest.at(id))?;
        self.plan.with_untracked(|plan| plan.spot(at).map(|spot| (spot.x, spot.y)))
    }
    fn set_open(&self, open: BTreeSet<String>) {
        self.open.set(Some(open));
    }
    fn opened(&self) -> BTreeSet<String> {
        self.open.get_untracked().unwrap_or_else(|| self.forest.with_untracked(|forest| forest.opened(LIMIT)))
    }

    /// Folds or unfolds a department; its card stays where it is on the screen.
    pub fn fold(&self, id: &str, close: bool) {
        let before = self.spot(id);
        let mut open = self.opened();
        if close {
            open.remove(id);
        } else {
            open.insert(id.to_owned());
            self.keep_few(&mut open, id);
        }
        self.set_open(open);
        if let (Some(before), Some(after)) = (before, self.spot(id)) {
            self.view.update(|view| {
                view.x += (before.0 - after.0) * view.scale;
                view.y += (before.1 - after.1) * view.scale;
            });
        }
    }
    /// Closes the other branches where there would be too many cards.
    fn keep_few(&self, open: &mut BTreeSet<String>, id: &str) {
        self.forest.with_untracked(|forest| {
            let drawn: usize = open.iter().filter_map(|id| forest.at(id)).map(|at| forest.below(at).len()).sum();
            if drawn + forest.roots.len() > LIMIT {
                let kept = forest.at(id).map(|at| forest.upwards(at)).unwrap_or_default();
                open.retain(|id| forest.at(id).is_some_and(|at| kept.contains(&at)));
            }
        });
    }
    /// Back to two levels.
    pub fn fold_all(&self) {
        self.open.set(None);
        self.fit();
    }

    /// Zooms around a point of the viewport; around its middle without one.
    pub fn zoom(&self, by: f64, around: Option<(f64, f64)>) {
        let (wide, high) = self.size();
        let (x, y) = around.unwrap_or((wide / 2.0, high / 2.0));
        self.view.update(|view| {
            let scale = (view.scale * by).clamp(SMALLEST, LARGEST);
            let factor = scale / view.scale;
            view.x = x - (x - view.x) * factor;
            view.y = y - (y - view.y) * factor;
            view.scale = scale;
        });
    }
    /// Pans.
    pub fn pan(&self, x: f64, y: f64) {
        self.view.update(|view| {
            view.x += x;
            view.y += y;
        });
    }
    /// Shows everything that is drawn, as far as it stays readable.
    pub fn fit(&self) {
        let (wide, high) = self.size();
        let (all_wide, all_high) = self.plan.with_untracked(|plan| (plan.wide.max(WIDE), plan.high.max(HIGH)));
        let scale = ((wide - 48.0) / all_wide).min((high - 48.0) / all_high).clamp(SMALLEST, 1.0);
        let x = (wide - all_wide * scale) / 2.0;
        self.view.set(View { scale, x, y: 24.0 });
    }
    /// The first look: the top in the middle, at a size that can be read.
    pub fn begin(&self) {
        self.fit();
        let scale = self.view.with_untracked(|view| view.scale);
        if scale < READABLE {
            self.zoom(READABLE / scale, Some((self.size().0 / 2.0, 24.0)));
            let root = self.forest.with_untracked(|forest| forest.roots.first().map(|root| forest.id(*root)));
            if let Some((x, _)) = root.and_then(|root| self.spot(&root)) {
                let wide = self.size().0;
                self.view.update(|view| view.x = wide / 2.0 - (x + WIDE / 2.0) * view.scale);
            }
        }
    }

    /// Brings a card into the middle and marks it for a moment; opens what is above it.
    pub fn show(&self, id: &str) {
        let mut open = self.opened();
        self.forest.with_untracked(|forest| {
            let above = forest.at(id).map(|at| forest.upwards(at)).unwrap_or_default();
            open.extend(above.into_iter().skip(1).map(|at| forest.id(at)));
        });
        let above = self.forest.with_untracked(|forest| forest.above(forest.at(id)?).map(|above| forest.id(above)));
        if let Some(above) = above {
            self.keep_few(&mut open, &above);
        }
        self.set_open(open);
        if let Some((x, y)) = self.spot(id) {
            let (wide, high) = self.size();
            self.view.update(|view| {
                view.scale = view.scale.max(READABLE);
                view.x = wide / 2.0 - (x + WIDE / 2.0) * view.scale;
                view.y = high / 2.0 - (y + HIGH / 2.0) * view.scale;
            });
        }
        self.focused.set(Some(id.to_owned()));
        self.flashed.set(Some(id.to_owned()));
        let (flashed, id) = (self.flashed, id.to_owned());
        set_timeout(
            move || {
                flashed.try_update(|flashed| {
                    if flashed.as_ref() == Some(&id) {
                        *flashed = None;
                    }
                });
            },
            FLASH,
        );
    }

    /// Gives a card the focus, and pans only as far as is needed to see it.
    pub fn focus(&self, id: &str) {
        self.focused.set(Some(id.to_owned()));
        if let Some((x, y)) = self.spot(id) {
            let (wide, high) = self.size();
            self.view.update(|view| {
                let (left, top) = (view.x + x * view.scale, view.y + y * view.scale);
                let (right, bottom) = (left + WIDE * view.scale, top + HIGH * view.scale);
                view.x += (24.0 - left).max(0.0) - (right - wide + 24.0).max(0.0);
                view.y += (24.0 - top).max(0.0) - (bottom - high + 24.0).max(0.0);
            });
        }
        let (viewport, id) = (self.viewport, id.to_owned());
        dom::soon(move || {
            let Some(viewport) = viewport.get_untracked() else { return };
            let cards = dom::within(&viewport, "[role=treeitem]");
            if let Some(card) = cards.iter().find(|card| card.get_attribute("data-id").as_deref() == Some(&id)) {
                dom::focus(card);
            }
            // Browsers scroll what gets the focus into sight; here the plane moves instead.
            viewport.set_scroll_left(0);
            viewport.set_scroll_top(0);
        });
    }
}
