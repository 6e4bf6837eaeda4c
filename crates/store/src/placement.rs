//! Where a practice may lie: on a disk of this machine, and in no folder that a program copies elsewhere.
//!
//! A file system over the network does not keep the promises about locks and flushing that a saved entry rests
//! on, and a synchroniser puts back what it holds for newer. Both have destroyed databases; both are refused
//! with the reason. Backups may lie anywhere.

use crate::error::{Result, StoreError};
use std::path::Path;

/// File systems of other machines, by the name the kernel gives them.
const NETWORK: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "davfs",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
];
/// Folders of synchronisers, by the name they give them.
const SYNCHRONISED: &[(&str, &str)] = &[
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud drive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("syncthing", "Syncthing"),
    ("pcloud", "pCloud"),
    ("megasync", "MEGA"),
    ("box sync", "Box"),
];

/// Refuses a folder on another machine or under a synchroniser.
pub(crate) fn refuse_unsafe_place(folder: &Path) -> Result<()> {
    let real = folder.canonicalize()?;
    if let Some(program) = synchroniser_of(&real) {
        return Err(StoreError::UnsafeFolder {
            why: format!("{program} copies this folder and may put back an older state of it"),
        });
    }
    #[cfg(target_os = "linux")]
    if let Some(kind) = file_system_of(&real, &std::fs::read_to_string("/proc/self/mountinfo")?)
        && NETWORK.contains(&kind.as_str())
    {
        return Err(StoreError::UnsafeFolder { why: format!("it lies on another machine ({kind})") });
    }
    #[cfg(windows)]
    if real.to_string_lossy().starts_with(r"\\?\UNC\") {
        return Err(StoreError::UnsafeFolder { why: "it lies on another machine".into() });
    }
    Ok(())
}

/// `OneDrive - Elm Row` is OneDrive's, `Dropboxing Club` is nobody's.
fn synchroniser_of(folder: &Path) -> Option<&'static str> {
    folder.iter().find_map(|part| {
        let part = part.to_string_lossy().to_lowercase();
        SYNCHRONISED
            .iter()
            .find(|(name, _)| part == *name || part.starts_with(&format!("{name} ")))
            .map(|(_, program)| *program)
    })
}

/// The file system a folder lies on: the mount with the longest path that leads to it, and of two of the same
/// path the later one.
#[cfg(any(target_os = "linux", test))]
fn file_system_of(folder: &Path, mountinfo: &str) -> Option<String> {
    let mut found: Option<(usize, &str)> = None;
    for line in mountinfo.lines() {
        // 36 35 98:0 /root /mount/point options … - type source super-options (proc(5))
        let (before, after) = line.split_once(" - ")?;
        let point = before.split(' ').nth(4)?.replace("\\040", " ");
        let kind = after.split(' ').next()?;
        let longer = found.is_none_or(|(length, _)| point.len() >= length);
        if folder.starts_with(&point) && longer {
            found = Some((point.len(), kind));
        }
    }
    found.map(|(_, kind)| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_synchronised_folders_are_known_by_their_names() {
        for (path, program) in [
            ("/home/ada/Dropbox/practice", Some("Dropbox")),
            ("/home/ada/OneDrive - Elm Row/practice", Some("OneDrive")),
            ("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/x", Some("iCloud Drive")),
            ("/home/ada/Nextcloud", Some("Nextcloud")),
            ("/home/ada/Dropboxing Club/practice", None),
            ("/home/ada/practice", None),
        ] {
            assert_eq!(synchroniser_of(Path::new(path)), program, "{path}");
        }
    }

    #[test]
    fn d9_a_folder_on_another_machine_is_known_by_its_mount() {
        let mounts = "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n\
                      30 22 0:40 / /srv/big\\040disk rw - nfs4 server:/big rw\n\
                      31 22 0:41 / /srv/big\\040disk/usb rw - vfat /dev/sdb1 rw\n";
        let kind = |path: &str| file_system_of(Path::new(path), mounts);
        assert_eq!(kind("/home/ada").as_deref(), Some("ext4"));
        assert_eq!(kind("/srv/big disk/practice").as_deref(), Some("nfs4"));
        assert_eq!(kind("/srv/big disk/usb/practice").as_deref(), Some("vfat"));
        assert_eq!(kind("/srv/big disks").as_deref(), Some("ext4"), "a longer name is another folder");
    }

    #[test]
    fn d9_a_practice_is_not_founded_under_a_synchroniser() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("Dropbox");
        std::fs::create_dir(&folder).unwrap();
        let refused = refuse_unsafe_place(&folder).unwrap_err().to_string();
        assert!(refused.contains("Dropbox copies this folder"), "{refused}");
        refuse_unsafe_place(place.path()).unwrap();
    }
}
