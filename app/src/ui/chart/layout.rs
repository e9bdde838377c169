//! Where each card is: parents above the middle of their children; children without any of their own stand in a column, or a
//! tree of a few dozen departments would be too wide to read.

use super::forest::Forest;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// Width of a card.
pub const WIDE: f64 = 232.0;
/// Height of a card.
pub const HIGH: f64 = 92.0;
const BESIDE: f64 = 24.0;
const BELOW: f64 = 56.0;
const INDENT: f64 = 28.0;
const STACKED: f64 = 16.0;
/// Children without any of their own stand in a column beyond this many.
const ROW: usize = 1;
/// The same right below a root, where there is more room.
const FIRST_ROW: usize = 3;
/// The most cards that are drawn.
pub const LIMIT: usize = 300;

/// A drawn card.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// The department's index.
    pub at: usize,
    pub x: f64,
    pub y: f64,
    /// From 1.
    pub level: usize,
    /// Place among its drawn siblings, from 1.
    pub place: usize,
    pub siblings: usize,
    /// `None` without children.
    pub open: Option<bool>,
    /// Children that are not drawn because there are too many cards.
    pub hidden: usize,
}

/// Everything that is drawn, parents before their children.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    pub spots: Vec<Spot>,
    /// Lines from parents to children, as corners.
    pub lines: Vec<Vec<(f64, f64)>>,
    pub wide: f64,
    pub high: f64,
    by_at: HashMap<usize, usize>,
}

impl Plan {
    /// The card of a department, if it is drawn.
    pub fn spot(&self, at: usize) -> Option<&Spot> {
        self.spots.get(*self.by_at.get(&at)?)
    }
    /// The lines as the path of an SVG.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for line in &self.lines {
            for (n, (x, y)) in line.iter().enumerate() {
                path.push(if n == 0 { 'M' } else { 'L' });
                path.push_str(&format!("{x:.0} {y:.0}"));
            }
        }
        path
    }
}

struct Drawing<'a> {
    forest: &'a Forest,
    open: &'a BTreeSet<String>,
    shown: HashMap<usize, Vec<usize>>,
    plan: Plan,
}

/// Lays out what is open.
pub fn plan(forest: &Forest, open: &BTreeSet<String>) -> Plan {
    let mut drawing = Drawing { forest, open, shown: shown(forest, open), plan: Plan::default() };
    let mut x = 0.0;
    for (n, root) in forest.roots.iter().take(LIMIT).enumerate() {
        let wide = drawing.wide(*root);
        drawing.place(*root, (x, 0.0, wide), (1, n + 1, forest.roots.len()));
        x += wide + BESIDE;
    }
    let mut plan = drawing.plan;
    plan.wide = plan.spots.iter().map(|spot| spot.x + WIDE).fold(0.0, f64::max);
    plan.high = plan.spots.iter().map(|spot| spot.y + HIGH).fold(0.0, f64::max);
    plan.by_at = plan.spots.iter().enumerate().map(|(n, spot)| (spot.at, n)).collect();
    plan
}

/// Which children are drawn: level by level, until there are enough cards.
fn shown(forest: &Forest, open: &BTreeSet<String>) -> HashMap<usize, Vec<usize>> {
    let mut shown = HashMap::new();
    let mut left = LIMIT.saturating_sub(forest.roots.len());
    let mut queue: VecDeque<usize> = forest.roots.iter().take(LIMIT).copied().collect();
    while let Some(at) = queue.pop_front() {
        if !open.contains(&forest.id(at)) {
            continue;
        }
        let children: Vec<usize> = forest.below(at).iter().take(left).copied().collect();
        left -= children.len();
        queue.extend(&children);
        shown.insert(at, children);
    }
    shown
}

impl Drawing<'_> {
    fn children(&self, at: usize) -> Vec<usize> {
        self.shown.get(&at).cloned().unwrap_or_default()
    }
    fn is_column(&self, at: usize, children: &[usize]) -> bool {
        let row = if self.forest.above(at).is_none() { FIRST_ROW } else { ROW };
        children.len() > row && children.iter().all(|child| self.children(*child).is_empty())
    }
    fn wide(&self, at: usize) -> f64 {
        let children = self.children(at);
        if children.is_empty() {
            WIDE
        } else if self.is_column(at, &children) {
            WIDE + INDENT
        } else {
            let gaps = BESIDE * (children.len() - 1) as f64;
            (children.iter().map(|child| self.wide(*child)).sum::<f64>() + gaps).max(WIDE)
        }
    }
    /// Puts a department and all below it into a box of left, top and width.
    fn place(
        &mut self,
        at: usize,
        (left, top, wide): (f64, f64, f64),
        (level, place, siblings): (usize, usize, usize),
    ) {
        let children = self.children(at);
        let column = self.is_column(at, &children);
        let x = if column { left } else { left + (wide - WIDE) / 2.0 };
        let all = self.forest.below(at).len();
        let is_open = (all > 0).then(|| self.open.contains(&self.forest.id(at)));
        let hidden = if is_open == Some(true) { all - children.len() } else { 0 };
        self.plan.spots.push(Spot { at, x, y: top, level, place, siblings, open: is_open, hidden });
        let count = children.len();
        if column {
            let mut y = top + HIGH + STACKED * 1.5;
            for (n, child) in children.into_iter().enumerate() {
                let (line, middle) = (x + INDENT / 2.0, y + HIGH / 2.0);
                self.plan.lines.push(vec![(line, top + HIGH), (line, middle), (x + INDENT, middle)]);
                self.place(child, (x + INDENT, y, WIDE), (level + 1, n + 1, count));
                y += HIGH + STACKED;
            }
            return;
        }
        let widths: Vec<f64> = children.iter().map(|child| self.wide(*child)).collect();
        let total = widths.iter().sum::<f64>() + BESIDE * count.saturating_sub(1) as f64;
        let mut from = left + (wide - total) / 2.0;
        let (middle, bottom, below) = (x + WIDE / 2.0, top + HIGH, top + HIGH + BELOW);
        for (n, (child, wide)) in children.into_iter().zip(widths).enumerate() {
            let first = self.plan.spots.len();
            self.place(child, (from, below, wide), (level + 1, n + 1, count));
            if let Some(spot) = self.plan.spots.get(first) {
                let (half, to) = (bottom + BELOW / 2.0, spot.x + WIDE / 2.0);
                self.plan.lines.push(vec![(middle, bottom), (middle, half), (to, half), (to, below)]);
            }
            from += wide + BESIDE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::DepartmentId;
    use model::department::Department;
    use model::member::Source;

    fn department(id: usize, parent: Option<usize>) -> Department {
        Department {
            id: DepartmentId(format!("{id:04}")),
            parent_id: parent.map(|parent| DepartmentId(format!("{parent:04}"))),
            name: format!("D{id}"),
            position: 0,
            member_count: 0,
            member_count_total: 0,
            heads: Vec::new(),
            source: Source::Manual,
            revision: 1,
        }
    }

    fn wide_forest(children: usize, grandchildren: usize) -> Forest {
        let mut all = vec![department(0, None)];
        for child in 0..children {
            let id = all.len();
            all.push(department(id, Some(0)));
            let _ = child;
            for _ in 0..grandchildren {
                all.push(department(all.len(), Some(id)));
            }
        }
        Forest::plant(all)
    }

    #[test]
    fn no_two_cards_overlap() {
        for (children, grandchildren) in [(2, 2), (3, 5), (5, 0), (4, 3)] {
            let forest = wide_forest(children, grandchildren);
            let plan = plan(&forest, &forest.opened(LIMIT));
            for (n, one) in plan.spots.iter().enumerate() {
                for other in &plan.spots[n + 1..] {
                    let apart = (one.x - other.x).abs() >= WIDE || (one.y - other.y).abs() >= HIGH;
                    assert!(apart, "{children}/{grandchildren}: {one:?} {other:?}");
                }
                assert!(one.x >= 0.0 && one.x + WIDE <= plan.wide && one.y + HIGH <= plan.high);
            }
        }
    }

    #[test]
    fn never_more_cards_than_the_limit() {
        let forest = wide_forest(40, 20);
        let open = (0..forest.departments.len()).map(|at| forest.id(at)).collect();
        let plan = plan(&forest, &open);
        assert_eq!(plan.spots.len(), LIMIT);
        assert!(plan.spots.iter().any(|spot| spot.hidden > 0));
        let forest = wide_forest(1000, 0);
        assert_eq!(super::plan(&forest, &forest.opened(LIMIT)).spots.len(), 1);
    }

    #[test]
    fn what_is_closed_is_not_drawn() {
        let forest = wide_forest(2, 3);
        let plan = plan(&forest, &BTreeSet::from(["0000".to_owned()]));
        assert_eq!(plan.spots.iter().map(|spot| spot.open).collect::<Vec<_>>(), [Some(true), Some(false), Some(false)]);
    }
}
