//! Tokens of four kinds, on the fake's clock.

use std::collections::HashMap;

use super::options::FakeOptions;

/// Which secret a token came from, and so what it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Contact,
    App,
    Archive,
    Provider,
}

#[derive(Default)]
pub(super) struct Tokens {
    ends: HashMap<String, (Kind, i64)>,
    newest: HashMap<Kind, String>,
    issued: u64,
}

pub(super) enum Standing {
    Good(Kind),
    Expired,
    Unknown,
}

impl Tokens {
    /// The same token while it is young, a new one when it is not; the old one stays good until its end. Callers may
    /// rely on neither.
    pub(super) fn issue(&mut self, kind: Kind, now: i64, options: &FakeOptions) -> (String, i64) {
        let young = self.newest.get(&kind).and_then(|token| Some((token, self.ends.get(token)?.1)));
        if let Some((token, ends)) = young
            && ends - now > options.token_lifetime / 4
        {
            return (token.clone(), ends - now);
        }
        self.issued += 1;
        let token = format!("fake-{}-{:x}-{:04x}", name(kind), options.seed, self.issued);
        self.ends.insert(token.clone(), (kind, now + options.token_lifetime));
        self.newest.insert(kind, token.clone());
        (token, options.token_lifetime)
    }

    pub(super) fn standing(&self, token: &str, now: i64) -> Standing {
        match self.ends.get(token) {
            Some((kind, ends)) if now < *ends => Standing::Good(*kind),
            Some(_) => Standing::Expired,
            None => Standing::Unknown,
        }
    }

    pub(super) fn kill_all(&mut self) {
        self.ends.clear();
        self.newest.clear();
    }
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Contact => "contact",
        Kind::App => "app",
        Kind::Archive => "archive",
        Kind::Provider => "provider",
    }
}
