//! How the C library keeps memory that was freed.
//!
//! By itself glibc gives each thread that asks a heap of its own and holds on to what was once used: after a proof of
//! a visit pack 28 MB stayed that nobody needed. Here commands run one at a time, on whichever thread is free, and a
//! long chart is made out by a second thread beside it: three heaps serve them and the window as well, and what is freed
//! in large pieces goes back to the system at once.

/// Three heaps, and the library's own first thresholds, which it would raise with every large piece.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn keep_little() {
    const PIECE: i32 = 128 * 1024;
    for (setting, value) in
        [(libc::M_ARENA_MAX, 3), (libc::M_TRIM_THRESHOLD, PIECE), (libc::M_MMAP_THRESHOLD, PIECE)]
    {
        // SAFETY: mallopt takes two numbers and touches no memory of ours.
        #[expect(unsafe_code, reason = "the C library has no other door to this setting")]
        let taken = unsafe { libc::mallopt(setting, value) };
        if taken == 0 {
            eprintln!("paperchart-app: the system does not take the memory setting {setting}");
        }
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn keep_little() {}
