//! `muster serve`

use super::{in_words, log, runtime};
use crate::cli::{NetworkOptions, Serve};
use crate::config::PublicUrl;
use crate::edge::Edge;
use crate::http::listen;
use crate::router;
use crate::routes::health;
use anyhow::{Context as _, Result, anyhow};
use axum::Router;
use axum::routing::get;
use domain::{Options, Services, setup, worker};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Serves until it is told to end.
///
/// # Errors
/// What keeps it from starting.
pub fn run(options: &Serve) -> Result<ExitCode> {
    log::start(&options.network.log, options.network.log_format)?;
    runtime()?.block_on(async {
        // The port first: a second start then says so at once and touches no data.
        let (listener, public) = bind(&options.network).await?;
        let settings = Options {
            archive_library: options.archive.library()?,
            archive_files: options.archive.files.clone(),
            ..options.place.options(public.origin(), options.network.allow_private_addresses)?
        };
        let services = Services::open(settings.clone()).await.map_err(in_words)?;
        let link = setup::pending(&services).await.map_err(in_words)?;
        let data = options.place.data.display();
        println!("Muster {} serves {} with the data in {data}", env!("CARGO_PKG_VERSION"), public.origin());
        if let Some(token) = link {
            println!("Nobody is here yet. Set up the first organisation with this link; it works once:");
            println!("  {}/setup/{token}", public.origin());
        }
        until_told(listener, public, (services, settings), &options.network).await
    })
}

/// Takes the port, and from it the public address unless one is given.
pub(super) async fn bind(options: &NetworkOptions) -> Result<(TcpListener, PublicUrl)> {
    let given = options.public_url.as_deref().map(PublicUrl::parse).transpose()?;
    let listener = listen_on(options.listen, "--listen").await?;
    let public = match given {
        Some(public) => public,
        None => PublicUrl::of(listener.local_addr()?),
    };
    Ok((listener, public))
}

async fn listen_on(address: SocketAddr, option: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!("another program listens on {address}; stop it or choose another port with {option}")
        }
        ErrorKind::PermissionDenied => {
            anyhow!("{address} needs more rights than this user has; choose a port above 1023 with {option}")
        }
        ErrorKind::AddrNotAvailable => anyhow!("this machine does not have the address {address}; see {option}"),
        _ => anyhow!(error).context(format!("cannot listen on {address}")),
    })
}

/// Serves, works on jobs, and ends both within the limits' time when a signal comes. A second signal ends at once.
///
/// When a restore was confirmed, everything is ended the same way and opened anew on the database that has taken the place: nothing
/// that was read from the old one outlives it. Whoever asks meanwhile is told to come back.
pub(super) async fn until_told(
    listener: TcpListener,
    public: PublicUrl,
    (mut services, settings): (Services, Options),
    options: &NetworkOptions,
) -> Result<ExitCode> {
    let metrics = match options.metrics_listen {
        Some(address) => Some(Door::of(listen_on(address, "--metrics-listen").await?)?),
        None => None,
    };
    let door = Door::of(listener)?;
    let ending = CancellationToken::new();
    end_on_signal(ending.clone())?;
    loop {
        let stopping = CancellationToken::new();
        let edge = Arc::new(Edge {
            proxies: options.trusted_proxy.clone(),
            metrics_here: metrics.is_none(),
            stopping: stopping.clone(),
            ..Edge::new(services.clone(), public.clone())
        });
        let limits = edge.limits.clone();
        let round = serve_round(door.open()?, metrics.as_ref().map(Door::open).transpose()?, edge);
        let mut round = std::pin::pin!(round);
        tokio::select! {
            () = &mut round => {}
            () = ending.cancelled() => {
                // New connections are refused from now on.
                drop(door);
                stopping.cancel();
                round.await;
                return end(services).await;
            }
            () = services.reopen.notified() => {}
        }
        tracing::info!("a restore was confirmed: closing everything");
        let back = CancellationToken::new();
        let away = tokio::spawn(listen::turn_away(door.open()?, limits, back.clone()));
        stopping.cancel();
        round.await;
        // A request that holds a connection for longer than it may works on a file that has lost its name by then.
        let _ = timeout(Duration::from_secs(30), services.store.close()).await;
        services = services.reopen(settings.clone()).await.map_err(in_words)?;
        back.cancel();
        let _ = away.await;
    }
}

async fn end(services: Services) -> Result<ExitCode> {
    services.store.close().await;
    tracing::info!("ended");
    Ok(ExitCode::SUCCESS)
}

/// A port that is taken for as long as the process lives, whoever serves on it.
struct Door(std::net::TcpListener);

impl Door {
    fn of(listener: TcpListener) -> Result<Self> {
        Ok(Self(listener.into_std()?))
    }

    fn open(&self) -> Result<TcpListener> {
        Ok(TcpListener::from_std(self.0.try_clone()?)?)
    }
}

/// Serves and works until it is told to stop.
async fn serve_round(listener: TcpListener, metrics: Option<TcpListener>, edge: Arc<Edge>) {
    let services = edge.services.clone();
    let numbers = Router::new().route("/metrics", get(health::numbers)).with_state(edge.clone());
    let serve = |listener, router| {
        listen::serve(listener, router, edge.limits.clone(), edge.metrics.clone(), edge.stopping.clone())
    };
    let aside = async {
        if let Some(listener) = metrics {
            serve(listener, numbers).await;
        }
    };
    let work = async {
        let worker = tokio::spawn(worker::run(services.clone(), edge.stopping.clone().cancelled_owned()));
        edge.stopping.cancelled().await;
        if timeout(edge.limits.drain, worker).await.is_err() {
            tracing::warn!("a job did not come to a halt in time; it goes on at the next start");
        }
    };
    tokio::join!(serve(listener, router::build(edge.clone())), aside, work);
}

/// Cancels at the first signal and ends the process at the second.
fn end_on_signal(stopping: CancellationToken) -> Result<()> {
    let mut signals = Signals::new()?;
    tokio::spawn(async move {
        signals.next().await;
        tracing::info!("ending: waiting for what is under way");
        stopping.cancel();
        signals.next().await;
        std::process::exit(130);
    });
    Ok(())
}

/// Waits for a signal.
pub(super) async fn told_to_end() -> Result<()> {
    Signals::new()?.next().await;
    Ok(())
}

struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> Result<Self> {
        let terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
        let interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
        Ok(Self { terminate, interrupt })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
