//! The corporation's customer tags.

use std::collections::BTreeMap;

use super::EPOCH;

const WRITTEN: [(&str, &[&str]); 4] = [
    ("客户等级", &["重要客户", "普通客户", "潜在客户"]),
    ("行业", &["纺织", "机电", "食品", "家居", "电子"]),
    ("来源", &["展会", "官网", "转介绍"]),
    ("阶段", &["询盘", "打样", "报价", "成交", "复购"]),
];

#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) group: String,
    pub(crate) created: i64,
    pub(crate) order: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) created: i64,
    pub(crate) order: u32,
}

/// Tags and groups by id.
pub(crate) struct Tags {
    pub(crate) groups: BTreeMap<String, Group>,
    pub(crate) tags: BTreeMap<String, Tag>,
    issued: u32,
    /// The written tags, which computed relations refer to.
    written: Vec<String>,
}

impl Tags {
    pub(crate) fn generate() -> Self {
        let mut tags = Self { groups: BTreeMap::new(), tags: BTreeMap::new(), issued: 0, written: Vec::new() };
        for (place, (name, below)) in WRITTEN.iter().enumerate() {
            let order = 100 - u32::try_from(place).unwrap_or(0);
            let group = tags.add_group((*name).to_owned(), EPOCH, order);
            for (place, name) in below.iter().enumerate() {
                let order = 100 - u32::try_from(place).unwrap_or(0);
                let id = tags.add_tag(&group, (*name).to_owned(), EPOCH, order);
                tags.written.push(id);
            }
        }
        tags
    }

    pub(crate) fn add_group(&mut self, name: String, created: i64, order: u32) -> String {
        let id = self.issue("etFAKEgrp");
        self.groups.insert(id.clone(), Group { name, created, order });
        id
    }

    pub(crate) fn add_tag(&mut self, group: &str, name: String, created: i64, order: u32) -> String {
        let id = self.issue("etFAKEtag");
        self.tags.insert(id.clone(), Tag { name, group: group.to_owned(), created, order });
        id
    }

    pub(crate) fn in_group(&self, group: &str) -> impl Iterator<Item = (&String, &Tag)> {
        self.tags.iter().filter(move |(_, tag)| tag.group == group)
    }

    /// Zero to three written tags for a number, as far as they still exist.
    pub(crate) fn some(&self, dice: u64) -> Vec<String> {
        let mut chosen = Vec::new();
        for turn in 0..dice % 4 {
            let at = usize::try_from((dice >> (8 + turn * 8)) % self.written.len() as u64).unwrap_or(0);
            let id = &self.written[at];
            if self.tags.contains_key(id) && !chosen.contains(id) {
                chosen.push(id.clone());
            }
        }
        chosen
    }

    fn issue(&mut self, prefix: &str) -> String {
        self.issued += 1;
        format!("{prefix}{:06}", self.issued)
    }
}
