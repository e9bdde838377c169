//! The real program, killed at random moments while it synchronises, ends where an undisturbed one ends.

use crate::common::platform::Platform;
use crate::common::{Client, PASSWORD, TestApp, fresh_database};
use connectors::wecom::fake::FakeOptions;
use domain::{Conn, Services};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// More of them: `MUSTER_CRASH_SEEDS=100 cargo nextest run -p muster crash`.
const SEEDS: u64 = 2;
/// Kills of one run, at most.
const KILLS: usize = 2;

fn corporation() -> FakeOptions {
    // A few milliseconds a call, so that a run lasts long enough to be met.
    let latency = Duration::from_millis(3);
    FakeOptions { members: 260, departments: 24, customers: 300, latency, ..FakeOptions::default() }
}

#[tokio::test]
async fn a_server_that_is_killed_at_any_moment_goes_on_and_ends_where_an_undisturbed_one_does() {
    let platform = Platform::with(corporation()).await;
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let connection = platform.connect(&owner).await;
    app.bring_contacts(&owner, &connection).await;
    let run = app.sync(&owner, &connection, "sync_customers").await;
    app.apply(&owner, &run["change_set"]).await;
    let undisturbed = dump(&app.edge.services).await;
    assert!(undisturbed.len() > 600, "there is something to compare: {}", undisturbed.len());

    let seeds = std::env::var("MUSTER_CRASH_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(SEEDS);
    for seed in 1..=seeds {
        println!("seed {seed}");
        let killed = killed(&platform, seed).await;
        assert_eq!(killed.len(), undisturbed.len(), "seed {seed}");
        for (ours, theirs) in killed.iter().zip(&undisturbed) {
            assert_eq!(ours, theirs, "seed {seed}");
        }
    }
}

/// The whole story with kills; what the database holds at the end.
async fn killed(platform: &Platform, seed: u64) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut installation = Installation::new(folder.path(), seed).await;
    let mut owner = installation.owner().await;
    let connection = platform.connect(&owner).await["id"].clone();
    for kind in ["sync_contacts", "sync_customers"] {
        let started = owner.ask("runs/start_sync", json!({ "connection": connection, "kind": kind })).await;
        let run = installation.disturb(&mut owner, &started["run"]["id"]).await;
        assert_eq!(run["state"], "waiting_review", "seed {seed}: {run}");
        let started = owner.ask("changes/apply", json!({ "id": run["change_set"], "word": "APPLY" })).await;
        let run = installation.disturb(&mut owner, &started["run"]["id"]).await;
        assert_eq!((&run["state"], &run["counts"]["failed"]), (&json!("done"), &json!(0)), "seed {seed}: {run}");
        let set = owner.ask("changes/get", json!({ "id": run["change_set"] })).await;
        assert_eq!(set["outcomes"], json!([["applied", set["accepted"]]]), "seed {seed}: {set}");
        assert_eq!(run["done"], set["accepted"], "seed {seed}: {run}");
    }
    assert!(installation.met > 0, "seed {seed}: no kill met a run under way");
    println!("seed {seed}: {} kills met a run under way", installation.met);
    installation.kill();
    let services = Services::open(installation.options()).await.expect("the data opens");
    let report = domain::check::all(&services).await.expect("the check runs");
    assert!(report.sound, "seed {seed}: {:#?}", report.lines);
    once(&services, seed).await;
    let dump = dump(&services).await;
    services.store.close().await;
    dump
}

/// A server that can be killed and started again on the same data.
pub struct Installation {
    data: std::path::PathBuf,
    database_url: Option<String>,
    address: SocketAddr,
    process: Option<Child>,
    random: StdRng,
    /// Kills while a run was under way.
    met: usize,
}

impl Installation {
    pub async fn new(data: &Path, seed: u64) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
        let mut installation = Self {
            data: data.to_owned(),
            database_url: fresh_database().await,
            address,
            process: None,
            random: StdRng::seed_from_u64(seed),
            met: 0,
        };
        let mut child = installation
            .command("init")
            .args(["--organisation", "Harbour Works", "--email", "ada@example.com", "--password-stdin"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("muster starts");
        child.stdin.take().expect("a pipe").write_all(PASSWORD.as_bytes()).expect("it reads");
        assert!(child.wait().expect("it ends").success());
        installation.start();
        installation
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        command.arg(name).arg("--data").arg(&self.data).stdout(Stdio::null());
        if let Some(url) = &self.database_url {
            command.arg("--database-url").arg(url);
        }
        command
    }

    pub fn options(&self) -> domain::Options {
        domain::Options {
            data: self.data.clone(),
            database_url: self.database_url.clone(),
            public_url: format!("http://{}", self.address),
            allow_private_addresses: true,
            reader: Some(env!("CARGO_BIN_EXE_muster").into()),
            archive_library: None,
            archive_files: None,
            key: None,
        }
    }

    pub fn start(&mut self) {
        let mut command = self.command("serve");
        command.args(["--allow-private-addresses", "--log", "error", "--listen"]).arg(self.address.to_string());
        self.process = Some(command.spawn().expect("muster starts"));
        let began = Instant::now();
        while TcpStream::connect(self.address).is_err() {
            assert!(began.elapsed() < Duration::from_secs(30), "the server does not come up");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// SIGKILL: nothing is said goodbye to.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("it was running");
            process.wait().expect("it is gone");
        }
    }

    pub async fn owner(&self) -> Client {
        let client = Client::new(&format!("http://{}", self.address));
        let signed = client.post("/sign-in", &[("email", "ada@example.com"), ("password", PASSWORD)]).await;
        assert_eq!(signed.status, 303, "{}", signed.text());
        client
    }

    /// Kills the server a few times while it works on a run, then lets it finish; the run as it ended.
    async fn disturb(&mut self, owner: &mut Client, run: &Value) -> Value {
        let mut kills = 0;
        let began = Instant::now();
        loop {
            assert!(began.elapsed() < Duration::from_secs(120), "the run does not end");
            let kill = kills < KILLS;
            let pause = if kill { self.random.random_range(5..250) } else { 50 };
            tokio::time::sleep(Duration::from_millis(pause)).await;
            if kill {
                kills += 1;
                self.kill();
                time_passes(self.database_url.as_deref()).await;
                self.start();
                // The session outlives the server, its connections do not.
                let session = owner.cookie("muster").expect("signed in");
                *owner = Client::new(&format!("http://{}", self.address));
                owner.set_cookie("muster", &session);
            }
            let now = owner.ask("runs/get", json!({ "id": run })).await;
            let over = !matches!(now["state"].as_str(), Some("queued" | "running"));
            if over {
                return now;
            }
            self.met += usize::from(kill);
        }
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        self.kill();
    }
}

/// With SQLite a server knows at its start that nobody else works. With PostgreSQL another replica may: leases run out.
#[cfg(not(feature = "postgres"))]
async fn time_passes(_: Option<&str>) {}

#[cfg(feature = "postgres")]
async fn time_passes(url: Option<&str>) {
    use sqlx::Connection as _;
    let mut conn = sqlx::PgConnection::connect(url.expect("a database")).await.expect("the server answers");
    sqlx::query("update jobs set lease_until = 0 where state = 'running'").execute(&mut conn).await.expect("an update");
}

/// Nothing was done twice, and nothing that a run read was left lying.
async fn once(services: &Services, seed: u64) {
    let mut conn = services.store.read().await.expect("a connection");
    let runs: Vec<(String, String)> =
        sqlx::query_as("select kind, state from runs order by created_at").fetch_all(&mut *conn).await.expect("runs");
    let done = |kind: &str| (kind.to_owned(), "done".to_owned());
    assert_eq!(runs, [done("sync_contacts"), done("apply"), done("sync_customers"), done("apply")], "seed {seed}");
    for (what, statement) in [
        (
            "records that the activity says were made twice",
            "select count(*) from (select subject_id from audit where verb = 'create' and subject in ('member', 'department') \
             group by subject_id having count(*) > 1) t",
        ),
        (
            "members whom the activity does not say to have been made, or the other way round",
            "select abs((select count(*) from audit where verb = 'create' and subject = 'member') \
             - (select count(*) from members))",
        ),
        (
            "relations that the activity does not tell of, or tells of twice",
            "select abs((select count(*) from audit where subject = 'customer') - (select count(*) from relations))",
        ),
        (
            "staged rows",
            "select (select count(*) from staged_departments) + (select count(*) from staged_members) \
             + (select count(*) from staged_relations)",
        ),
        ("jobs", "select count(*) from jobs"),
    ] {
        let found: i64 = sqlx::query_scalar(statement).fetch_one(&mut *conn).await.expect("a count");
        assert_eq!(found, 0, "seed {seed}: {what}");
    }
}

/// What the two syncs left, by the ids there, in a fixed order.
async fn dump(services: &Services) -> Vec<String> {
    let mut conn = services.store.read().await.expect("a connection");
    let mut lines = Vec::new();
    for statement in [
        "select 'department ' || l.external_id || '|' || d.name || '|' || coalesce(p.external_id, '') || '|' || d.position \
         || '|' || d.depth || '|' || d.source from department_links l join departments d on d.id = l.department_id \
         left join department_links p on p.department_id = d.parent_id order by l.external_id",
        "select 'member ' || l.external_id || '|' || m.name || '|' || coalesce(m.email, '') || '|' || coalesce(m.phone, '') \
         || '|' || m.status || '|' || m.role || '|' || m.position || '|' || coalesce(d.external_id, '') || '|' \
         || coalesce(h.external_key, '') || '|' || l.digest || '|' || m.revision \
         from member_links l join members m on m.id = l.member_id \
         left join department_links d on d.department_id = m.main_department_id \
         left join member_links h on h.member_id = m.manager_id order by l.external_key",
        "select 'place ' || l.external_key || '|' || d.external_id from member_departments p \
         join member_links l on l.member_id = p.member_id join department_links d on d.department_id = p.department_id \
         order by l.external_key, d.external_id",
        "select 'head ' || d.external_id || '|' || l.external_key from department_heads h \
         join member_links l on l.member_id = h.member_id join department_links d on d.department_id = h.department_id \
         order by d.external_id, l.external_key",
        "select 'customer ' || l.external_id || '|' || c.name || '|' || c.company || '|' || c.kind || '|' || c.added_at \
         || '|' || e.body from customer_links l join customers c on c.id = l.customer_id \
         join search_entries e on e.kind = 'customer' and e.subject_id = c.id order by l.external_id",
        "select 'relation ' || r.customer_key || '|' || r.owner_key || '|' || r.remark || '|' || r.phones || '|' || r.state \
         || '|' || r.digest || '|' || r.revision || '|' || (select count(*) from relation_tags t where t.relation_id = r.id) \
         from relations r order by r.customer_key, r.owner_key",
    ] {
        lines.extend(column(&mut conn, statement).await);
    }
    lines
}

async fn column(conn: &mut Conn, statement: &'static str) -> Vec<String> {
    sqlx::query_scalar(statement).fetch_all(conn).await.expect("the query runs")
}
