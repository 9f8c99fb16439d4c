use std::os::unix::fs::PermissionsExt as _;

use super::*;

#[test]
fn opens_what_it_made_and_keeps_others_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys").join("keyring.json");
    let first = Keyring::open_or_create(&path).unwrap();
    let again = Keyring::open_or_create(&path).unwrap();
    assert_eq!(first.digest("a", b"b"), again.digest("a", b"b"));
    assert_ne!(first.digest("a", b"b"), first.digest("ab", b""));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let exposed = Keyring::open_or_create(&path);
    assert!(matches!(exposed, Err(KeyringError::Exposed { mode: 0o644, .. })));
}

#[tokio::test]
async fn a_seal_is_bound_to_purpose_and_place() {
    let keys = Keyring::ephemeral().unwrap();
    let (id, sealed) = keys.seal("draft", b"1", b"secret".to_vec()).await.unwrap();
    let open = async |purpose, place: &[u8]| {
        keys.open(&id, purpose, place, &sealed.nonce, sealed.ciphertext.clone()).await
    };
    assert_eq!(open("draft", b"1").await.unwrap(), b"secret");
    assert!(open("draft", b"2").await.is_err());
    assert!(open("session", b"1").await.is_err());
}

#[tokio::test]
async fn another_process_takes_up_a_new_key_and_loses_a_destroyed_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyring.json");
    let (here, there) =
        (Keyring::open_or_create(&path).unwrap(), Keyring::open_or_create(&path).unwrap());
    let old = here.wrap(b"place", &[7; 32]).await.unwrap();
    let drawn = here.draw().await.unwrap();
    let new = there.wrap(b"place", &[8; 32]).await.unwrap();
    assert_eq!(new.key_id, drawn, "the other process went on with the old key");
    assert!(there.unwrap(&old.key_id, b"place", &old.bytes).await.is_ok());
    assert!(here.destroy(&drawn).await.is_err(), "the key in use was destroyed");
    here.destroy(&old.key_id).await.unwrap();
    here.destroy(&old.key_id).await.unwrap();
    assert_eq!(there.held().await.unwrap(), Held { current: drawn.clone(), all: vec![drawn] });
    assert!(there.unwrap(&old.key_id, b"place", &old.bytes).await.is_err());
    assert!(there.unwrap(&new.key_id, b"place", &new.bytes).await.is_ok());
}

#[tokio::test]
async fn a_process_that_only_reads_finds_a_key_drawn_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyring.json");
    let (here, there) =
        (Keyring::open_or_create(&path).unwrap(), Keyring::open_or_create(&path).unwrap());
    here.draw().await.unwrap();
    let new = here.wrap(b"place", &[8; 32]).await.unwrap();
    assert!(there.unwrap(&new.key_id, b"place", &new.bytes).await.is_ok());
}

#[tokio::test]
async fn a_wrapping_is_bound_to_the_name_of_its_master_key() {
    let keys = Keyring::ephemeral().unwrap();
    let wrapped = keys.wrap(b"place", &[7; 32]).await.unwrap();
    assert!(keys.unwrap(&wrapped.key_id, b"other", &wrapped.bytes).await.is_err());
    // As those from before were made: by the same key, bound to the place alone.
    let (id, sealed) = keys.seal("subject-key", b"place", vec![7; 32]).await.unwrap();
    let before = [sealed.nonce.as_slice(), &sealed.ciphertext].concat();
    assert!(keys.unwrap(&id, b"place", &before).await.is_ok());
    let dressed_up = [[2].as_slice(), &before].concat();
    assert!(keys.unwrap(&id, b"place", &dressed_up).await.is_err());
}

#[test]
fn what_was_replaced_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyring.json");
    stored::create(&path).unwrap();
    // A second name for the old file: what lies on the disk once its own name is taken away.
    let kept = folder.path().join("old-blocks");
    std::fs::hard_link(&path, &kept).unwrap();
    let old = stored::read(&path).unwrap().0;
    stored::change(&path, stored::Stored::draw).unwrap();
    let bytes = std::fs::read(&kept).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(old.master.values().all(|key| !text.contains(key.as_str())));
    assert!(stored::read(&path).is_ok());
}
