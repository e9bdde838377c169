//! Starting and ending a fake.

use std::{io, net::SocketAddr};

use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::Platform;

/// A fake in the background. It ends when this is dropped.
pub struct Running<P> {
    pub address: SocketAddr,
    pub fake: P,
    task: JoinHandle<()>,
}

impl<P> Running<P> {
    /// Where it listens, without a path.
    pub fn url(&self) -> Url {
        Url::parse(&format!("http://{}", self.address)).expect("a socket address makes an address")
    }
}

impl<P> Drop for Running<P> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves a fake on an address until the process ends.
pub(crate) async fn serve<P: Platform>(listen: SocketAddr, fake: &P) -> io::Result<()> {
    serve_on(TcpListener::bind(listen).await?, fake).await
}

/// Serves a fake on a listener of one's own.
pub(crate) async fn serve_on<P: Platform>(listener: TcpListener, fake: &P) -> io::Result<()> {
    axum::serve(listener, fake.router()).await
}

/// Starts a fake in the background.
pub(crate) async fn start<P: Platform>(listen: SocketAddr, fake: P) -> io::Result<Running<P>> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    let task = tokio::spawn({
        let fake = fake.clone();
        async move {
            if let Err(error) = serve_on(listener, &fake).await {
                tracing::error!(%error, "the fake {} stopped", P::NAME);
            }
        }
    });
    Ok(Running { address, fake, task })
}
