//! Where a practice may stand. A folder on the network or one that a program copies to the cloud is refused: file
//! locks and flushed writes do not hold there, and two machines would write over each other.

use crate::problem::Problem;
use std::path::{Component, Path, PathBuf};

/// Folders that a program of this name keeps in step with other machines.
const SYNCED: &[(&str, &str)] = &[
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("icloud", "iCloud"),
    ("icloud drive", "iCloud"),
    ("icloudrive", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud drive", "pCloud"),
    ("pclouddrive", "pCloud"),
    ("seafile", "Seafile"),
    ("syncthing", "Syncthing"),
    ("box sync", "Box"),
    ("cloudstorage", "a cloud drive"),
];
/// Programs that leave a mark in the folder they keep in step.
const MARKS: &[(&str, &str)] =
    &[(".dropbox", "Dropbox"), (".stfolder", "Syncthing"), (".sync_journal.db", "Nextcloud"), (".owncloudsync.log", "ownCloud")];
/// File systems of Linux that lie on another machine.
const NETWORK: &[&str] = &[
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "davfs", "fuse.sshfs",
    "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse",
    "fuse.onedriver", "fuse.smbnetfs", "fuse.curlftpfs",
];

/// Refuses a folder on the network or in the cloud, and says why.
///
/// # Errors
/// [`crate::ProblemCode::Refused`].
pub(crate) fn check(folder: &Path) -> Result<(), Problem> {
    let folder = real(folder);
    // Without a list of mounts (macOS, Windows) only the names speak.
    let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let reason = synced(&folder).or_else(|| marked(&folder)).or_else(|| network(&folder, &mounts));
    reason.map_or(Ok(()), |reason| Err(Problem::refused(reason)))
}

/// The folder without links, as far as it exists.
fn real(folder: &Path) -> PathBuf {
    let mut rest = Vec::new();
    for ancestor in folder.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            return rest.iter().rev().fold(real, |path: PathBuf, name| path.join(name));
        }
        rest.extend(ancestor.file_name());
    }
    folder.to_owned()
}

fn synced(folder: &Path) -> Option<String> {
    folder.components().find_map(|component| {
        let Component::Normal(name) = component else { return None };
        let name = name.to_string_lossy().to_lowercase();
        // "OneDrive - Hill Street Practice" and "Dropbox (Personal)" are of the same programs.
        let named = |known: &str| {
            name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(', '_']))
        };
        SYNCED.iter().find(|(known, _)| named(known)).map(|(_, program)| in_the_cloud(program))
    })
}

fn marked(folder: &Path) -> Option<String> {
    let mark = |(file, program): &(&str, &str)| {
        folder.ancestors().any(|ancestor| ancestor.join(file).exists()).then(|| in_the_cloud(program))
    };
    // A mark in the home folder itself is the program's own settings, not a folder it keeps in step.
    let home = std::env::home_dir();
    MARKS.iter().filter(|(file, _)| home.as_ref().is_none_or(|home| !home.join(file).exists())).find_map(mark)
}

fn in_the_cloud(program: &str) -> String {
    format!(
        "This folder is kept in step with other machines by {program}. A practice must stand on a disk of this \
         machine, or entries get lost. Choose another folder; backups may go here."
    )
}

/// `mounts` is the text of `/proc/self/mounts`.
fn network(folder: &Path, mounts: &str) -> Option<String> {
    let share = folder.as_os_str().to_string_lossy();
    if share.starts_with(r"\\") && !share.starts_with(r"\\?\") && !share.starts_with(r"\\.\") {
        return Some(on_the_network("a network share"));
    }
    let mounted = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let (_, place, kind) = (words.next()?, words.next()?, words.next()?);
            Some((PathBuf::from(unescaped(place)), kind))
        })
        .filter(|(place, _)| folder.starts_with(place))
        .max_by_key(|(place, _)| place.components().count());
    let (_, kind) = mounted?;
    NETWORK.contains(&kind).then(|| on_the_network(kind))
}

fn on_the_network(kind: &str) -> String {
    format!(
        "This folder lies on another machine ({kind}). A practice must stand on a disk of this machine, or entries \
         get lost. Choose another folder; backups may go here."
    )
}

/// The list of mounts writes a blank as `\040`.
fn unescaped(place: &str) -> String {
    place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "/dev/sda2 / ext4 rw 0 0\n\
        server:/charts /mnt/charts nfs4 rw 0 0\n\
        //server/share /mnt/my\\040share cifs rw 0 0\n\
        /dev/sdb1 /mnt/charts/stick ext4 rw 0 0\n\
        me@there: /home/ada/there fuse.sshfs rw 0 0\n";

    #[test]
    fn d9_folders_on_the_network_are_refused() {
        for refused in ["/mnt/charts", "/mnt/charts/practice", "/mnt/my share/p", "/home/ada/there/p", r"\\server\share\p"] {
            assert!(network(Path::new(refused), MOUNTS).is_some(), "{refused} lies on another machine");
        }
        for fine in ["/home/ada/practice", "/mnt/charts/stick/practice", "/mnt/charts-local", r"\\?\C:\practice"] {
            assert_eq!(network(Path::new(fine), MOUNTS), None, "{fine} lies on this machine");
        }
    }

    #[test]
    fn d9_folders_in_the_cloud_are_refused() {
        for refused in [
            "/home/ada/Dropbox/practice",
            "/home/ada/Dropbox (Personal)/practice",
            "/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/practice",
            "/Users/ada/Library/CloudStorage/GoogleDrive-ada/My Drive/p",
            "/home/ada/OneDrive - Hill Street/practice",
            "/home/ada/Nextcloud/practice",
            "/home/ada/Google Drive/practice",
        ] {
            let reason = synced(Path::new(refused)).unwrap_or_else(|| panic!("{refused} is kept in step"));
            assert!(reason.contains("entries get lost"), "it says why: {reason}");
        }
        for fine in ["/home/ada/practice", "/home/dropboxer/practice", "/home/ada/my drives/practice", "/srv/boxes/p"] {
            assert_eq!(synced(Path::new(fine)), None, "{fine} is an ordinary folder");
        }
    }

    #[test]
    fn d9_a_mark_above_the_folder_is_seen_and_links_are_followed() {
        let keep = tempfile::tempdir().unwrap();
        let kept = keep.path().join("kept");
        std::fs::create_dir_all(kept.join("deep")).unwrap();
        assert!(check(&kept.join("deep/practice")).is_ok(), "an ordinary folder");
        std::fs::write(kept.join(".stfolder"), "").unwrap();
        assert!(check(&kept.join("deep/practice")).is_err(), "Syncthing's mark stands above it");
        #[cfg(unix)]
        {
            let dropbox = keep.path().join("Dropbox");
            std::fs::create_dir_all(&dropbox).unwrap();
            std::os::unix::fs::symlink(&dropbox, keep.path().join("innocent")).unwrap();
            assert!(check(&keep.path().join("innocent/practice")).is_err(), "the link leads into the cloud");
        }
    }
}
