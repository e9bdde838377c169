//! Measurements of the real server on SQLite, over HTTP, printed as tables. Not tests: nothing here fails for being slow.
//!
//! ```text
//! cargo bench -p muster -- start            from the start of the process to "ready", and memory at rest
//! cargo bench -p muster -- list             the member table, beside a bare handler with the same queries
//! cargo bench -p muster -- backup           a backup beside two hundred writes a second
//! cargo bench -p muster -- sync             a corporation from `muster fake wecom`, read, applied, read again
//! cargo bench -p muster -- auto-sync        as many accounts as members, linked by their addresses, and read again
//! cargo bench -p muster -- imports          a workbook of members, beside openpyxl and Django
//! cargo bench -p muster -- customers        every filter of the customer table, a thousand deleted at once, beside Directus
//! cargo bench -p muster -- handovers        a leaver with thousands of customers and forty successors
//! cargo bench -p muster -- archive          messages taken down from files, then searched
//! cargo bench -p muster -- presence         calls on the telephones, told to the contact centre
//! cargo bench -p muster -- joins            thousands who accept one link at once
//! cargo bench -p muster -- agents           agents out of a file with passwords by mail, and a thousand who sign in at once
//! ```
//! Without a word all of it. Sizes are options (`--help`); the defaults are done in two minutes.

mod agents;
mod archive;
mod auto_sync;
mod backup;
mod bare;
mod ceiling;
mod customers;
mod customers_peer;
// The client of the tests; not everything that they need is needed here.
#[expect(dead_code, reason = "shared with the tests")]
#[path = "../tests/common/client.rs"]
mod client;
mod fill;
mod fill_customers;
mod handovers;
mod imports;
mod joins;
mod list;
mod presence;
mod process;
mod start;
mod sync;
mod table;
mod workbook;

use clap::{Parser, ValueEnum};

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Start,
    List,
    Backup,
    Sync,
    #[value(alias = "auto_sync")]
    AutoSync,
    Imports,
    Joins,
    Customers,
    Handovers,
    Archive,
    Presence,
    Agents,
}

/// What to measure, and how large.
#[derive(Parser, Clone)]
struct Options {
    /// Everything, if nothing is named
    what: Vec<What>,
    /// People in the corporation that is synchronised
    #[arg(long, default_value_t = 10_000)]
    members: u32,
    /// External contacts of that corporation
    #[arg(long, default_value_t = 100_000)]
    customers: u32,
    /// Members in the table that is listed, and whose accounts are sought
    #[arg(long, default_value_t = 100_000)]
    rows: u32,
    /// Rows of the workbook that is imported
    #[arg(long, default_value_t = 100_000)]
    staff: u32,
    /// Customers in the table that is filtered
    #[arg(long, default_value_t = 100_000)]
    listed: u32,
    /// Customers of the leaver
    #[arg(long, default_value_t = 20_000)]
    handed: u32,
    /// Where the customers stay for the next measurement, which then takes them from there
    #[arg(long)]
    keep: Option<std::path::PathBuf>,
    /// Messages in the archive that is searched
    #[arg(long, default_value_t = 100_000)]
    messages: u32,
    /// People on the telephones and in the contact centre, whose calls begin and end
    #[arg(long, default_value_t = 5_000)]
    present: u32,
    /// People who accept one link, which is for half of them
    #[arg(long, default_value_t = 1_000)]
    joiners: u32,
    /// Agents who come in a file
    #[arg(long, default_value_t = 5_000)]
    agents: u32,
    /// Agents who sign in at once; the mail server keeps the letters of two thousand
    #[arg(long, default_value_t = 1_000)]
    storm: u32,
    /// Requests of each sort, as many as ten seconds are enough for
    #[arg(long, default_value_t = 1_000)]
    requests: usize,
    /// The same number makes the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let wanted = |what| options.what.is_empty() || options.what.contains(&what);
    println!("Muster {}, {} cores, load generator included", env!("CARGO_PKG_VERSION"), cores());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        if wanted(What::Start) || wanted(What::List) || wanted(What::Backup) {
            let filled = fill::fill(&options).await?;
            if wanted(What::Start) {
                start::measure(&filled)?;
            }
            if wanted(What::List) {
                list::measure(&options, &filled).await?;
            }
            if wanted(What::Backup) {
                backup::measure(&options, &filled).await?;
            }
        }
        if wanted(What::Sync) {
            sync::measure(&options).await?;
        }
        if wanted(What::AutoSync) {
            auto_sync::measure(&options).await?;
        }
        if wanted(What::Imports) {
            imports::measure(&options).await?;
        }
        if wanted(What::Customers) {
            customers::measure(&options).await?;
        }
        if wanted(What::Handovers) {
            handovers::measure(&options).await?;
        }
        if wanted(What::Archive) {
            archive::measure(&options).await?;
        }
        if wanted(What::Presence) {
            presence::measure(&options).await?;
        }
        if wanted(What::Joins) {
            joins::measure(&options).await?;
        }
        if wanted(What::Agents) {
            agents::measure(&options).await?;
        }
        Ok(())
    })
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
