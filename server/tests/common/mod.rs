//! A running server on a fresh database, people in it, and clients that behave like browsers.
//!
//! ```ignore
//! let app = TestApp::start().await;
//! let owner = app.owner().await;
//! let ann = app.member(&owner, Role::Member).await;
//! assert_eq!(ann.call("members/list", json!({ "query": {} })).await.status, 403);
//! ```

mod client;
mod database;
pub mod file;
mod killed;
pub mod platform;
pub mod post;
pub mod receiver;
mod rows;
mod tree;
mod world;

pub use client::{Answer, Client};
pub use database::fresh as fresh_database;
pub use killed::Killed;
pub use rows::find;
pub use tree::Branches;
pub use world::PASSWORD;

use domain::Services;
use muster::config::PublicUrl;
use muster::edge::Edge;
use muster::http::limits::Limits;
use muster::http::listen;
use muster::router;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A server of one test.
pub struct TestApp {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its insides, to look at what no request shows.
    pub edge: Arc<Edge>,
    people: AtomicU32,
    data: Arc<TempDir>,
}

impl TestApp {
    /// With the usual limits.
    pub async fn start() -> Self {
        Self::start_with(Limits::default()).await
    }

    /// With other limits, for tests that would take too long or need too much.
    pub async fn start_with(limits: Limits) -> Self {
        Self::start_as(limits, archive_library()).await
    }

    /// On a server that has no library of the message archive.
    pub async fn without_library() -> Self {
        Self::start_as(Limits::default(), None).await
    }

    async fn start_as(limits: Limits, archive_library: Option<std::path::PathBuf>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let public = PublicUrl::of(address);
        let data = Arc::new(tempfile::tempdir().expect("a folder"));
        let options = domain::Options { archive_library, ..options(data.path(), database::fresh().await, &public) };
        let services = Services::open(options).await.expect("a fresh installation opens");
        let edge = Arc::new(Edge { limits, ..Edge::new(services, public) });
        let router = router::build(edge.clone());
        tokio::spawn(listen::serve(listener, router, edge.limits.clone(), edge.metrics.clone(), edge.stopping.clone()));
        Self { address, edge, people: AtomicU32::new(0), data }
    }

    /// The same data, closed and opened anew by the same process, as `muster serve` does when a restore was confirmed.
    #[cfg(not(feature = "postgres"))]
    pub async fn reopened(&self) -> Self {
        self.edge.stopping.cancel();
        self.edge.services.store.close().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let public = PublicUrl::of(address);
        let options = options(self.data(), None, &public);
        let services = self.edge.services.reopen(options).await.expect("the data opens again");
        let edge = Arc::new(Edge::new(services, public));
        let router = router::build(edge.clone());
        tokio::spawn(listen::serve(listener, router, edge.limits.clone(), edge.metrics.clone(), edge.stopping.clone()));
        Self { address, edge, people: AtomicU32::new(1_000), data: self.data.clone() }
    }

    /// The folder with its data.
    pub fn data(&self) -> &std::path::Path {
        self.data.path()
    }

    /// A browser in which nobody is signed in.
    pub fn nobody(&self) -> Client {
        Client::new(self.edge.public.origin())
    }
}

/// The shared library that stands in for the vendor's. Cargo builds it beside the tests, because they name its package.
fn archive_library() -> Option<std::path::PathBuf> {
    let tests = std::env::current_exe().expect("a program");
    Some(tests.parent().expect("a folder").join("libarchive_stand_in.so"))
}

fn options(data: &std::path::Path, database_url: Option<String>, public: &PublicUrl) -> domain::Options {
    domain::Options {
        data: data.to_owned(),
        database_url,
        public_url: public.origin().to_owned(),
        allow_private_addresses: true,
        reader: Some(env!("CARGO_BIN_EXE_muster").into()),
        archive_library: archive_library(),
        archive_files: None,
        key: None,
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.edge.stopping.cancel();
    }
}
