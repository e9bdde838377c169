//! Writes the same messages as files, as another program would that has decrypted them: what `crate::archive::file` reads.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::Path,
};

use serde_json::Value;

use super::{
    Fake,
    population::{Chats, file_bytes},
};

impl Fake {
    /// Writes every message there ever was into a folder, a file a day (`2026-09-21.jsonl`, in UTC), and their files below `media` by
    /// MD5. Nothing is forgotten here. The number of messages.
    ///
    /// # Errors
    /// The folder cannot be written.
    pub fn write_archive(&self, folder: &Path) -> io::Result<u64> {
        let media = folder.join("media");
        fs::create_dir_all(&media)?;
        let (seed, count) = {
            let world = self.world();
            (world.options.seed, world.chats.count())
        };
        let mut days = BTreeMap::<String, fs::File>::new();
        for place in 1..=count {
            let (mut plain, at) = {
                let world = self.world();
                (world.chats.plain(place), world.chats.at(place))
            };
            plain["seq"] = Chats::seq(place).into();
            let day = jiff::Timestamp::from_millisecond(at).map_err(io::Error::other)?;
            let day = day.strftime("%Y-%m-%d.jsonl").to_string();
            let file = match days.entry(day) {
                std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
                std::collections::btree_map::Entry::Vacant(entry) => {
                    let file = fs::File::create(folder.join(entry.key()))?;
                    entry.insert(file)
                }
            };
            writeln!(file, "{plain}")?;
            write_media(&media, seed, &plain)?;
        }
        Ok(count)
    }

    /// The private keys of the corporation by version, in PEM: what its administrator enters.
    pub fn archive_keys(&self) -> Vec<(u32, &'static str)> {
        let newest = self.world().chats.key_version;
        (1..=newest).zip(super::archive_keys::PRIVATE).collect()
    }
}

/// The file of a message, where it has one of its own.
fn write_media(folder: &Path, seed: u64, plain: &Value) -> io::Result<()> {
    let body = plain["msgtype"].as_str().map_or(&Value::Null, |kind| &plain[kind]);
    let (Some(name), Some(md5)) = (body["sdkfileid"].as_str(), body["md5sum"].as_str()) else { return Ok(()) };
    match file_bytes(seed, name) {
        Some((_, content)) => fs::write(folder.join(md5), content),
        None => Ok(()),
    }
}
