//! A fake corporation, the real child, and the shared library that stands in for the vendor's.

use std::{path::PathBuf, time::Duration};

use connectors::{
    archive::{
        After, Archive, ArchivedMessage, Pulled,
        wecom::{PrivateKeys, Program, Settings, WeComArchive, WeComArchiveConfig},
    },
    http::{Http, HttpSettings},
    wecom::{
        WeCom,
        fake::{self, Action, FakeOptions, Fault, FaultKind, Running},
    },
};
use serde_json::Value;

pub(crate) const START: i64 = 1_790_000_000;

pub(crate) struct World {
    pub(crate) running: Running,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(FakeOptions { archive_messages: 140, ..FakeOptions::default() }).await
    }

    /// With a history long enough for files of every size.
    pub(crate) async fn busy() -> Self {
        Self::with(FakeOptions { archive_messages: 600, ..FakeOptions::default() }).await
    }

    /// Without a history: only what the test lets people write.
    pub(crate) async fn silent() -> Self {
        Self::with(FakeOptions { archive_messages: 0, ..FakeOptions::default() }).await
    }

    pub(crate) async fn with(options: FakeOptions) -> Self {
        Self { running: fake::start(FakeOptions { start: Some(START), ..options }).await.unwrap() }
    }

    pub(crate) fn keys(&self, versions: &[u32]) -> PrivateKeys {
        let mut keys = PrivateKeys::default();
        for (version, pem) in self.running.fake.archive_keys() {
            if versions.contains(&version) {
                keys.add(version, &pem.into()).unwrap();
            }
        }
        keys
    }

    pub(crate) fn config(&self) -> WeComArchiveConfig {
        let config = self.running.config();
        WeComArchiveConfig {
            library: library(),
            corp_id: config.corp_id,
            secret: config.archive_secret.unwrap(),
            keys: self.keys(&[1, 2]),
            proxy: Some(format!("http://{}", self.running.address)),
            proxy_password: "".into(),
        }
    }

    pub(crate) fn archive(&self) -> WeComArchive {
        self.archive_with(self.config())
    }

    pub(crate) fn archive_with(&self, config: WeComArchiveConfig) -> WeComArchive {
        WeComArchive::new(program(), config, settings())
    }

    pub(crate) fn client(&self) -> WeCom {
        let http = Http::new(HttpSettings { allow_private: true, ..HttpSettings::default() }).unwrap();
        WeCom::new(self.running.config(), http)
    }

    pub(crate) fn act(&self, action: Action) -> Value {
        self.running.fake.act(action).unwrap()
    }

    pub(crate) fn fail(&self, path: &str, times: u32, kind: FaultKind) {
        self.running.fake.fail(Fault { path: path.to_owned(), times, kind });
    }

    /// A member with a seat and one of his customers who agreed.
    pub(crate) async fn pair(&self) -> (String, String) {
        let client = self.client();
        for member in client.archived_members(None).await.unwrap() {
            for customer in client.customer_ids_of(&member).await.unwrap() {
                let asked = [(member.clone(), customer.clone())];
                let answer = client.agreements(&asked).await.unwrap().remove(0);
                if answer.consent == connectors::wecom::types::Consent::Agreed {
                    return (member.to_string(), customer);
                }
            }
        }
        panic!("nobody agreed");
    }

    /// The customer writes to the member: the number and the name of the message.
    pub(crate) fn write(&self, (member, customer): &(String, String), text: &str) -> (u64, String) {
        let sent = self.act(Action::MessageSend {
            from: customer.clone(),
            to: vec![member.clone()],
            room: None,
            text: Some(text.to_owned()),
            body: None,
        });
        (sent["seq"].as_u64().unwrap(), sent["msgid"].as_str().unwrap().to_owned())
    }
}

/// Everything from the beginning, page by page.
pub(crate) async fn all(archive: &dyn Archive, limit: usize) -> Vec<ArchivedMessage> {
    let mut found = Vec::new();
    let mut after = After::default();
    loop {
        let page = archive.pull(after, limit).await.unwrap();
        assert!(page.messages.len() <= limit);
        let Some(last) = page.last_seq() else {
            assert!(page.caught_up);
            return found;
        };
        assert!(last > after.seq);
        after = After::seq(last);
        found.extend(page.messages.into_iter().map(Result::unwrap));
        if page.caught_up {
            return found;
        }
    }
}

pub(crate) fn texts(page: &Pulled) -> Vec<String> {
    page.messages.iter().map(|message| message.as_ref().unwrap().searchable()).collect()
}

/// The shared library, which Cargo builds beside the tests because they name its package.
pub(crate) fn library() -> PathBuf {
    let beside = std::env::current_exe().unwrap();
    let library = beside.parent().unwrap().join("libarchive_stand_in.so");
    assert!(library.exists(), "{} was not built", library.display());
    library
}

pub(crate) fn program() -> Program {
    Program { path: env!("CARGO_BIN_EXE_read-archive").into(), arguments: Vec::new() }
}

pub(crate) fn settings() -> Settings {
    Settings { pace: 0.01, timeout: Duration::from_secs(10), ..Settings::default() }
}
