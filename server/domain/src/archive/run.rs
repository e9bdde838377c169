//! The run: pages, then what waited for its key, then files, then consents.

use super::page::{self, Written};
use super::{Source, ahead, consents, failure, media, place, unread};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sync::{cancelled, note_state};
use crate::{Result, Services, Write, connections, organisation};
use connectors::archive::ArchiveError;
use model::connection::ConnectionKind;
use model::run::{Counts, RunState, Stage};
use model::{Code, ConnectionId};

/// Reads everything that is new. A killed server goes on after the last page.
///
/// # Errors
/// A [`Stop`]: the archive cannot be read now, or not at all.
pub(crate) async fn run(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let Some(connection) = run.connection_id.clone() else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let mut conn = services.store.read().await?;
    let row = connections::rows::find_raw(&mut conn, &connection).await?;
    drop(conn);
    let Some(row) = row else { return Err(Stop::GiveUp(Code::NotFound.into())) };
    let source = match services.clients.archive(services, &row).await {
        Ok(source) => source,
        Err(error) => {
            let problem = error.into_problem();
            note_state(services, &connection, run, Some(&problem)).await?;
            return Err(Stop::GiveUp(problem));
        }
    };
    let mut state = State { run, connection, counts: run.counts(), done: run.done };
    let Some(()) = state.unread(services, &source).await? else { return Ok(()) };
    let Some(()) = state.pages(services, &source).await? else { return Ok(()) };
    let Some(()) = media::fetch(services, run, &source).await? else { return Ok(()) };
    if row.kind == ConnectionKind::WeCom {
        consents::read(services, run).await?;
    }
    let mut tx = services.store.write().await?;
    connections::rows::set_state(&mut tx, &state.connection, None).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Done, None).await?;
    tx.commit().await?;
    Ok(())
}

struct State<'a> {
    run: &'a runs::Row,
    connection: ConnectionId,
    counts: Counts,
    done: i64,
}

impl State<'_> {
    /// Opens what waited for its key. Nothing if somebody stopped the run.
    async fn unread(&mut self, services: &Services, source: &Source) -> std::result::Result<Option<()>, Stop> {
        let Source::WeCom(archive) = source else { return Ok(Some(())) };
        let mut after = -1;
        loop {
            let block = unread::block(services, &self.connection, after).await?;
            let Some(last) = block.last() else { return Ok(Some(())) };
            after = last.seq;
            let mut opened = Vec::new();
            for row in block {
                match archive.reopen(&row.raw).await {
                    Ok(message) => opened.extend(message),
                    Err(error) => return Err(self.failed(services, &error).await?),
                }
            }
            if opened.is_empty() {
                continue;
            }
            let mut tx = services.store.write().await?;
            organisation::lock(&mut tx, &self.run.organisation_id).await?;
            if cancelled(&mut tx, services, self.run).await? {
                tx.commit().await?;
                return Ok(None);
            }
            let mut place = place::of(&mut tx, &self.run.organisation_id, &self.connection).await?;
            unread::remove(&mut tx, &self.connection, &opened).await?;
            let written = page::write(&mut tx, services, &mut place, &opened).await?;
            place::save(&mut tx, &place, services.clock.now()).await?;
            self.note(&mut tx, &written).await?;
            tx.commit().await?;
        }
    }

    /// Reads page after page. Nothing if somebody stopped the run.
    async fn pages(&mut self, services: &Services, source: &Source) -> std::result::Result<Option<()>, Stop> {
        let mut tx = services.store.write().await?;
        let place = place::of(&mut tx, &self.run.organisation_id, &self.connection).await?;
        tx.commit().await?;
        let (sender, receiver) = tokio::sync::mpsc::channel(ahead::PAGES);
        let writing = async {
            let mut receiver = receiver;
            let mut pages: Vec<std::result::Result<ahead::Page, ArchiveError>> = Vec::with_capacity(ahead::PAGES);
            while receiver.recv_many(&mut pages, ahead::PAGES).await > 0 {
                // What was read before a page failed is written.
                let failed = pages.iter().position(|page| page.is_err()).and_then(|at| pages.drain(at..).next());
                let read: Vec<ahead::Page> = pages.drain(..).flatten().collect();
                if self.write(services, read).await?.is_none() {
                    return Ok(None);
                }
                if let Some(Err(error)) = failed {
                    return Err(self.failed(services, &error).await?);
                }
            }
            Ok(Some(()))
        };
        // Whoever stops writing drops what was read ahead, and the reading ends with it.
        let reading = ahead::read(source.archive(), &services.clock, place, sender);
        futures::future::join(reading, writing).await.1
    }

    /// Writes pages down in one transaction. Nothing if somebody stopped the run.
    async fn write(&mut self, services: &Services, pages: Vec<ahead::Page>) -> Result<Option<()>> {
        if pages.is_empty() {
            return Ok(Some(()));
        }
        let now = services.clock.now();
        let mut tx = services.store.write().await?;
        organisation::lock(&mut tx, &self.run.organisation_id).await?;
        if cancelled(&mut tx, services, self.run).await? {
            tx.commit().await?;
            return Ok(None);
        }
        let mut place = place::of(&mut tx, &self.run.organisation_id, &self.connection).await?;
        for ahead::Page { pulled, .. } in pages {
            let last = pulled.last_seq();
            let (messages, unreadable): (Vec<_>, Vec<_>) = pulled.messages.into_iter().partition(|row| row.is_ok());
            let messages: Vec<_> = messages.into_iter().flatten().collect();
            let unreadable: Vec<_> = unreadable.into_iter().filter_map(std::result::Result::err).collect();
            let mut written = page::write(&mut tx, services, &mut place, &messages).await?;
            written.unread = unread::keep(&mut tx, &place, &unreadable, now).await?;
            if let Some(gap) = pulled.gap {
                place::note_gap(&mut tx, &place, gap, now).await?;
                written.gaps = 1;
            }
            place.seq = last.map_or(place.seq, place::number).max(place.seq);
            place.sent_at =
                messages.iter().map(|one| model::Moment(one.sent_at)).max().unwrap_or_default().max(place.sent_at);
            if pulled.caught_up {
                place.caught_up_at = Some(now);
            }
            self.note(&mut tx, &written).await?;
        }
        place::save(&mut tx, &place, now).await?;
        tx.commit().await?;
        Ok(Some(()))
    }

    /// Saves the progress in the transaction of the page that it tells of.
    async fn note(&mut self, tx: &mut Write, written: &Written) -> Result<()> {
        self.done += written.rows;
        self.counts.add += written.new;
        self.counts.change += written.recalled;
        self.counts.unchanged += written.known;
        self.counts.blocked += written.unread;
        self.counts.conflict += written.gaps;
        tx.hint(&self.run.organisation_id, "conversations");
        let (done, counts) = (self.done, self.counts);
        runs::save(tx, self.run, &Progress { stage: Stage::Read, done, total: None, cursor: String::new(), counts })
            .await
    }

    async fn failed(&self, services: &Services, error: &ArchiveError) -> Result<Stop> {
        note_state(services, &self.connection, self.run, Some(&failure::problem(error))).await?;
        Ok(failure::stop(error))
    }
}
