//! A handful of numbers for the operator, in the text form of Prometheus.

use axum::http::StatusCode;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Upper bounds of the classes of latency, in seconds.
const BOUNDS: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];
/// Classes of routes; more would be one series a route without telling more.
const KINDS: [&str; 5] = ["function", "page", "asset", "callback", "other"];

/// Counters of one process.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: [[AtomicU64; 5]; KINDS.len()],
    latency: [AtomicU64; BOUNDS.len() + 1],
    latency_sum: AtomicU64,
    connections: AtomicI64,
    places: OnceLock<Semaphore>,
}

/// Counts a connection for as long as it lives.
#[derive(Debug)]
pub struct Open(Arc<Metrics>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Relaxed);
    }
}

impl Metrics {
    /// Counts a connection until the answer is dropped.
    pub fn open_connection(self: &Arc<Self>) -> Open {
        self.connections.fetch_add(1, Relaxed);
        Open(self.clone())
    }

    /// The places for requests; `all` is how many there are when it is asked first.
    pub fn places(&self, all: usize) -> &Semaphore {
        self.places.get_or_init(|| Semaphore::new(all))
    }

    /// Counts a request.
    pub fn request(&self, route: &str, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.requests[kind(route)][class].fetch_add(1, Relaxed);
        let seconds = took.as_secs_f64();
        let bucket = BOUNDS.iter().position(|bound| seconds <= *bound).unwrap_or(BOUNDS.len());
        self.latency[bucket].fetch_add(1, Relaxed);
        self.latency_sum.fetch_add(took.as_micros() as u64, Relaxed);
    }

    /// The text that Prometheus reads. `more` are gauges that others know: name, help, value.
    pub fn text(&self, more: &[(&str, &str, i64)]) -> String {
        let mut out = String::new();
        head(&mut out, "muster_requests_total", "counter", "Requests by kind of route and class of status.");
        for (kind, classes) in KINDS.iter().zip(&self.requests) {
            for (class, count) in classes.iter().enumerate() {
                let (class, count) = (class + 1, count.load(Relaxed));
                line(&mut out, &format!("muster_requests_total{{kind=\"{kind}\",class=\"{class}xx\"}} {count}"));
            }
        }
        head(&mut out, "muster_request_seconds", "histogram", "Time until the answer began.");
        let mut below = 0;
        for (bound, count) in BOUNDS.iter().map(f64::to_string).chain(["+Inf".to_owned()]).zip(&self.latency) {
            below += count.load(Relaxed);
            line(&mut out, &format!("muster_request_seconds_bucket{{le=\"{bound}\"}} {below}"));
        }
        line(&mut out, &format!("muster_request_seconds_sum {}", self.latency_sum.load(Relaxed) as f64 / 1e6));
        line(&mut out, &format!("muster_request_seconds_count {below}"));
        let own = [
            ("muster_connections", "Open connections.", self.connections.load(Relaxed)),
            ("process_resident_memory_bytes", "Memory in use.", resident()),
        ];
        for (name, help, value) in own.iter().chain(more) {
            head(&mut out, name, "gauge", help);
            line(&mut out, &format!("{name} {value}"));
        }
        out
    }
}

fn kind(route: &str) -> usize {
    match route {
        route if route.starts_with("/fn/") => 0,
        route if route.starts_with("/assets/") => 2,
        route if route.starts_with("/callbacks/") => 3,
        "-" | "/healthz" | "/readyz" | "/metrics" => 4,
        _ => 1,
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    line(out, &format!("# HELP {name} {help}\n# TYPE {name} {kind}"));
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

/// Resident pages from the kernel; 0 where there is no `/proc`.
fn resident() -> i64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    text.split_whitespace().nth(1).and_then(|pages| pages.parse::<i64>().ok()).unwrap_or(0) * 4_096
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative() {
        let metrics = Metrics::default();
        metrics.request("/fn/{*path}", StatusCode::OK, Duration::from_millis(3));
        metrics.request("/sign-in", StatusCode::NOT_FOUND, Duration::from_secs(9));
        let text = metrics.text(&[("muster_jobs_waiting", "Jobs that wait.", 7)]);
        for wanted in [
            "muster_requests_total{kind=\"function\",class=\"2xx\"} 1",
            "muster_requests_total{kind=\"page\",class=\"4xx\"} 1",
            "muster_request_seconds_bucket{le=\"0.005\"} 1",
            "muster_request_seconds_bucket{le=\"+Inf\"} 2",
            "muster_request_seconds_count 2",
            "muster_jobs_waiting 7",
        ] {
            assert!(text.lines().any(|line| line == wanted), "{wanted}\n{text}");
        }
    }
}
