//! The accept loop. Not `axum::serve`: that one has no deadline for headers, and a thousand clients that send one byte a
//! minute would hold every place (tokio-rs/axum#2741).

use super::address::Peer;
use super::impatient::Impatient;
use super::limits::Limits;
use super::metrics::Metrics;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

/// What an HTTP/2 connection begins with (RFC 9113 §3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Answers everybody that the data is being exchanged, until `stop`: for the seconds of a restore. Only that the process runs is said
/// as ever, so that nothing kills it meanwhile.
pub async fn turn_away(listener: TcpListener, limits: Limits, stop: CancellationToken) {
    let busy = |request: axum::extract::Request| async move {
        super::answer::Asked::of(&request).refuse(&model::Code::Busy.into())
    };
    let router = Router::new().route("/healthz", axum::routing::get(crate::routes::health::alive)).fallback(busy);
    serve(listener, router, limits, Arc::default(), stop).await;
}

/// Serves until `stop`, then lets what is under way end, at most as long as the limits say.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    metrics: Arc<Metrics>,
    stop: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let limits = Arc::new(limits);
    loop {
        let next = async {
            let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
            let (stream, peer) = listener.accept().await?;
            io::Result::Ok((place, stream, peer))
        };
        let (place, stream, peer) = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            next = next => match next {
                Ok(next) => next,
                Err(error) => {
                    // Out of file descriptors, or the client left meanwhile. The first would spin.
                    tracing::warn!(%error, "cannot accept a connection");
                    sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let connection = Connection {
            peer,
            router: router.clone(),
            limits: limits.clone(),
            stop: stop.clone(),
            watcher: graceful.watcher(),
        };
        let metrics = metrics.clone();
        tokio::spawn(async move {
            let _open = metrics.open_connection();
            if let Err(error) = connection.serve(stream).await {
                tracing::debug!(error, "connection ended");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and were cut");
    }
}

struct Connection {
    peer: SocketAddr,
    router: Router,
    limits: Arc<Limits>,
    stop: CancellationToken,
    watcher: Watcher,
}

impl Connection {
    async fn serve(self, stream: TcpStream) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        stream.set_nodelay(true)?;
        // hyper's own detection of HTTP/2 has no deadline: a client that says nothing would stay.
        let http2 = tokio::select! {
            () = self.stop.cancelled() => return Ok(()),
            seen = timeout(self.limits.header, speaks_http2(&stream)) => seen??,
        };
        let Self { peer, router, limits, watcher, .. } = self;
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            router.clone().oneshot(request.map(Body::new))
        });
        let io = TokioIo::new(Impatient::new(stream, limits.stall));
        if http2 {
            let connection = http2::Builder::new(TokioExecutor::new())
                .timer(TokioTimer::new())
                .max_header_list_size(limits.headers)
                .max_concurrent_streams(100)
                .max_pending_accept_reset_streams(20)
                .keep_alive_interval(limits.header)
                .keep_alive_timeout(limits.header)
                .serve_connection(io, service);
            watcher.watch(connection).await?;
        } else {
            // A hundred headers is hyper's own bound.
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.header)
                .max_header_size(limits.headers as usize)
                .serve_connection(io, service);
            watcher.watch(connection).await?;
        }
        Ok(())
    }
}

/// Looks at the first bytes without taking them.
async fn speaks_http2(stream: &TcpStream) -> io::Result<bool> {
    let mut seen = [0; PREFACE.len()];
    loop {
        let length = stream.peek(&mut seen).await?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !PREFACE.starts_with(&seen[..length]) {
            return Ok(false);
        }
        if length == PREFACE.len() {
            return Ok(true);
        }
        // The kernel reports the same bytes as readable again at once.
        sleep(Duration::from_millis(10)).await;
    }
}
