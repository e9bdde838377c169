//! Dividing things among several: a function of what is to be divided, without a database.

use model::MemberId;
use model::handover::{Rule, Split};
use std::collections::{BTreeMap, HashMap};

/// A thing to be divided.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    /// Whose it is.
    pub leaver: MemberId,
    /// Tags that it carries.
    pub tags: Vec<String>,
    /// The last contact; 0 for what has none.
    pub contact: i64,
}

/// What is known of the members.
#[derive(Debug, Default)]
pub(super) struct People {
    /// How many customers each looks after.
    pub loads: HashMap<MemberId, i64>,
    /// The departments that somebody is in.
    pub departments: HashMap<MemberId, Vec<String>>,
}

/// To whom each thing goes, in the order of the things; `None` lets it go.
pub(super) fn split(rule: &Rule, things: &[Thing], people: &People) -> Vec<Option<MemberId>> {
    if rule.to.is_empty() && rule.tags.is_empty() {
        return vec![None; things.len()];
    }
    let mut given = vec![None; things.len()];
    let all: Vec<usize> = (0..things.len()).collect();
    match rule.split {
        Split::Evenly => deal(&mut given, &all, &rule.to),
        Split::LastContact => {
            let mut newest = all;
            newest.sort_by_key(|at| things.get(*at).map_or(0, |thing| -thing.contact));
            deal(&mut given, &newest, &rule.to);
        }
        Split::Load => level(&mut given, &all, &rule.to, &people.loads),
        Split::Tag => {
            let of = |thing: &Thing| {
                rule.tags.iter().find(|rule| thing.tags.iter().any(|tag| tag == rule.tag.as_str())).map(|rule| &rule.to)
            };
            let mut rest = Vec::new();
            for (at, thing) in things.iter().enumerate() {
                match of(thing) {
                    Some(to) => put(&mut given, at, to),
                    None => rest.push(at),
                }
            }
            deal(&mut given, &rest, &rule.to);
        }
        Split::Department => {
            let mut groups: BTreeMap<&MemberId, Vec<usize>> = BTreeMap::new();
            for (at, thing) in things.iter().enumerate() {
                groups.entry(&thing.leaver).or_default().push(at);
            }
            for (leaver, group) in groups {
                let home = people.departments.get(leaver).cloned().unwrap_or_default();
                let is_near = |to: &&MemberId| {
                    people.departments.get(*to).is_some_and(|theirs| theirs.iter().any(|one| home.contains(one)))
                };
                let near: Vec<MemberId> = rule.to.iter().filter(is_near).cloned().collect();
                deal(&mut given, &group, if near.is_empty() { &rule.to } else { &near });
            }
        }
    }
    given
}

fn put(given: &mut [Option<MemberId>], at: usize, to: &MemberId) {
    if let Some(place) = given.get_mut(at) {
        *place = Some(to.clone());
    }
}

/// One after the other.
fn deal(given: &mut [Option<MemberId>], order: &[usize], to: &[MemberId]) {
    for (at, to) in order.iter().zip(to.iter().cycle()) {
        put(given, *at, to);
    }
}

/// Always to whoever has the fewest; of several the first.
fn level(given: &mut [Option<MemberId>], order: &[usize], to: &[MemberId], loads: &HashMap<MemberId, i64>) {
    let mut heap: std::collections::BinaryHeap<_> = to
        .iter()
        .enumerate()
        .map(|(place, to)| std::cmp::Reverse((loads.get(to).copied().unwrap_or_default(), place)))
        .collect();
    for at in order {
        let Some(std::cmp::Reverse((load, place))) = heap.pop() else { return };
        if let Some(to) = to.get(place) {
            put(given, *at, to);
        }
        heap.push(std::cmp::Reverse((load + 1, place)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::handover::{ItemKind, TagRule};

    fn rule(split: Split, to: &[&str]) -> Rule {
        let to = to.iter().map(|one| MemberId::from(*one)).collect();
        Rule { kind: ItemKind::Customer, split, to, tags: Vec::new(), range: None }
    }

    fn thing(leaver: &str, tags: &[&str], contact: i64) -> Thing {
        Thing { leaver: leaver.into(), tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), contact }
    }

    fn names(given: Vec<Option<MemberId>>) -> String {
        given.into_iter().map(|to| to.map_or("-".to_owned(), |to| to.0)).collect()
    }

    #[test]
    fn evenly_gives_as_many_to_each_and_nobody_lets_go() {
        let things = vec![thing("x", &[], 0); 5];
        assert_eq!(names(split(&rule(Split::Evenly, &["a", "b"]), &things, &People::default())), "ababa");
        assert_eq!(names(split(&rule(Split::Evenly, &[]), &things, &People::default())), "-----");
    }

    #[test]
    fn by_last_contact_the_lively_ones_are_shared() {
        let things = [thing("x", &[], 1), thing("x", &[], 9), thing("x", &[], 8), thing("x", &[], 2)];
        // 9 to a, 8 to b, 2 to a, 1 to b.
        assert_eq!(names(split(&rule(Split::LastContact, &["a", "b"]), &things, &People::default())), "baba");
    }

    #[test]
    fn by_load_whoever_has_few_gets_more() {
        let loads = HashMap::from([("a".into(), 3), ("b".into(), 0)]);
        let people = People { loads, ..People::default() };
        let things = vec![thing("x", &[], 0); 5];
        assert_eq!(names(split(&rule(Split::Load, &["a", "b"]), &things, &people)), "bbbab");
    }

    #[test]
    fn by_tag_the_first_rule_that_fits_counts_and_the_rest_goes_evenly() {
        let mut rule = rule(Split::Tag, &["c"]);
        rule.tags = vec![TagRule { tag: "vip".into(), to: "a".into() }, TagRule { tag: "new".into(), to: "b".into() }];
        let things = [thing("x", &["new", "vip"], 0), thing("x", &["new"], 0), thing("x", &[], 0)];
        assert_eq!(names(split(&rule, &things, &People::default())), "abc");
    }

    #[test]
    fn by_department_colleagues_come_first_and_without_one_all_share() {
        let in_sales: Vec<String> = vec!["sales".into()];
        let departments = HashMap::from([("x".into(), in_sales.clone()), ("a".into(), in_sales)]);
        let people = People { departments, ..People::default() };
        let things = [thing("x", &[], 0), thing("y", &[], 0), thing("x", &[], 0), thing("y", &[], 0)];
        assert_eq!(names(split(&rule(Split::Department, &["b", "a"]), &things, &people)), "abaa");
    }
}
