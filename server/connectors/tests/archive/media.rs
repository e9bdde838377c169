use connectors::archive::{Archive, ArchiveError, Body, MediaRef, PIECE, Reason, file::FileArchive};
use futures::StreamExt;

use super::world::{World, all};

async fn read(archive: &dyn Archive, media: &MediaRef) -> (Vec<usize>, Result<Vec<u8>, ArchiveError>) {
    let mut stream = archive.media(media);
    let (mut pieces, mut whole) = (Vec::new(), Vec::new());
    while let Some(piece) = stream.next().await {
        match piece {
            Ok(piece) => {
                pieces.push(piece.len());
                whole.extend_from_slice(&piece);
            }
            Err(error) => return (pieces, Err(error)),
        }
    }
    (pieces, Ok(whole))
}

/// The newest file that is larger than two pieces, and the newest picture.
async fn files(archive: &dyn Archive) -> (MediaRef, MediaRef) {
    let found = all(archive, 200).await;
    let large =
        found.iter().rev().flat_map(|message| message.media()).find(|media| media.size > Some(2 * PIECE as u64));
    let picture = found.iter().rev().find_map(|message| match &message.body {
        Body::Image { media } => Some(media.clone()),
        _ => None,
    });
    (large.unwrap().clone(), picture.unwrap())
}

#[tokio::test]
async fn a_file_comes_in_pieces_and_is_checked_against_its_md5() {
    let world = World::busy().await;
    let archive = world.archive();
    let (large, picture) = files(&archive).await;
    let (pieces, whole) = read(&archive, &large).await;
    assert!(pieces.len() > 2 && pieces[..pieces.len() - 1].iter().all(|piece| *piece == PIECE), "{pieces:?}");
    assert_eq!(whole.unwrap().len() as u64, large.size.unwrap());
    assert!(read(&archive, &picture).await.1.unwrap().starts_with(b"BM"));
    let other = MediaRef { md5: "00".repeat(16), ..picture.clone() };
    assert_eq!(read(&archive, &other).await.1.unwrap_err().reason, Reason::Damaged);
    let shorter = MediaRef { md5: String::new(), size: Some(5), ..picture };
    assert_eq!(read(&archive, &shorter).await.1.unwrap_err().reason, Reason::Damaged);
}

#[tokio::test]
async fn a_file_that_is_gone_is_skipped_and_not_asked_for_again() {
    let world = World::busy().await;
    let archive = world.archive();
    let (_, picture) = files(&archive).await;
    let unknown = MediaRef { sdkfileid: "nobody".to_owned(), ..MediaRef::default() };
    assert_eq!(read(&archive, &unknown).await.1.unwrap_err().reason, Reason::NoSuchFile);
    world.running.fake.advance(6 * 86_400);
    let calls = world.running.fake.calls("message/getchatmediadata");
    assert_eq!(read(&archive, &picture).await.1.unwrap_err().reason, Reason::TooOld);
    // Twice, because the token ended in those days as well.
    assert_eq!(world.running.fake.calls("message/getchatmediadata"), calls + 2);
}

#[tokio::test]
async fn the_fake_feeds_files_as_well_and_both_say_the_same() {
    let world = World::busy().await;
    let folder = tempfile::tempdir().unwrap();
    let written = world.running.fake.write_archive(folder.path()).unwrap();
    let files = FileArchive::open(folder.path()).unwrap();
    let from_files = all(&files, 50).await;
    assert_eq!((written, from_files.len()), (600, 600), "files forget nothing");
    let from_platform = all(&world.archive(), 200).await;
    let kept = &from_files[from_files.len() - from_platform.len()..];
    for (file, platform) in kept.iter().zip(&from_platform) {
        assert_eq!((file.seq, &file.msgid, &file.body), (platform.seq, &platform.msgid, &platform.body));
    }
    let (large, picture) = self::files(&files).await;
    assert_eq!(read(&files, &picture).await.1.unwrap(), read(&world.archive(), &picture).await.1.unwrap());
    let (pieces, whole) = read(&files, &large).await;
    assert!(pieces.len() > 2 && pieces.iter().all(|piece| *piece <= PIECE));
    assert_eq!(whole.unwrap().len() as u64, large.size.unwrap());
    let missing = MediaRef { md5: "11".repeat(16), ..MediaRef::default() };
    assert_eq!(read(&files, &missing).await.1.unwrap_err().reason, Reason::NoSuchFile);
}
