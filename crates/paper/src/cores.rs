//! Work that several cores do at once.

use std::sync::Mutex;
use std::thread;

/// More would need more memory and gain little: what comes before and after is done by one.
const MOST: usize = 4;

/// How many cores there are, as far as more are of use.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from).min(MOST)
}

/// Does `work` to each part, on as many cores as there are. Each core has a state of its own: this one `mine`, the others
/// what `another` makes. The results stand in the order of the parts, whoever made them.
pub(crate) fn share<S, Part: Send, Made: Send>(
    mine: &mut S,
    another: impl Fn() -> S + Sync,
    parts: Vec<Part>,
    work: impl Fn(&mut S, Part) -> Made + Sync,
) -> Vec<Made> {
    let cores = cores().min(parts.len());
    let waiting = Mutex::new(parts.into_iter().enumerate());
    let made = Mutex::new(Vec::new());
    let take = |state: &mut S| {
        loop {
            // Whoever panics ends all of it when the scope ends; nothing half done is looked at.
            let next = waiting.lock().unwrap_or_else(|broken| broken.into_inner()).next();
            let Some((at, part)) = next else { return };
            let one = work(state, part);
            made.lock().unwrap_or_else(|broken| broken.into_inner()).push((at, one));
        }
    };
    thread::scope(|scope| {
        for _ in 1..cores {
            // A system that gives no further thread has this one do the rest.
            let started = thread::Builder::new().spawn_scoped(scope, || take(&mut another()));
            if started.is_err() {
                break;
            }
        }
        take(mine);
    });
    let mut made = made.into_inner().unwrap_or_else(|broken| broken.into_inner());
    made.sort_unstable_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_done_once_and_stands_in_its_place() {
        for count in [0, 1, 3, 500] {
            let made = share(
                &mut 0,
                || 0,
                (0..count).collect(),
                |done: &mut usize, part: usize| {
                    *done += 1;
                    part * 2
                },
            );
            assert_eq!(made, (0..count).map(|part| part * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn nothing_is_swallowed_when_one_panics() {
        let parts = (0..100).collect();
        let work = |_: &mut (), part: i32| assert!(part != 50, "the fiftieth");
        assert!(std::panic::catch_unwind(|| share(&mut (), || (), parts, work)).is_err());
    }
}
