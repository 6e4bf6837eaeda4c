//! Named, timed steps and the table at their end.

use std::time::{Duration, Instant};

use crate::Outcome;

/// One step of a task.
pub(crate) struct Step<'a> {
    /// The word for `--only`.
    pub(crate) name: &'static str,
    /// What it proves, in a few words.
    pub(crate) proves: &'static str,
    /// The work.
    pub(crate) work: Box<dyn Fn() -> Outcome + 'a>,
}

impl<'a> Step<'a> {
    /// A step.
    pub(crate) fn new(name: &'static str, proves: &'static str, work: impl Fn() -> Outcome + 'a) -> Self {
        Self { name, proves, work: Box::new(work) }
    }
}

/// Runs the steps in order, all of them even when one fails, and prints the table.
///
/// # Errors
/// The names of the steps that failed, or of one asked for that does not exist.
pub(crate) fn run_all(steps: &[Step<'_>], only: &[String]) -> Outcome {
    if let Some(unknown) = only.iter().find(|name| steps.iter().all(|step| step.name != *name)) {
        let known: Vec<&str> = steps.iter().map(|step| step.name).collect();
        return Err(format!("there is no step {unknown:?}; the steps are: {}", known.join(" ")));
    }
    let chosen = steps.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name));
    let start = Instant::now();
    let mut rows = Vec::new();
    for step in chosen {
        println!("\n== {}: {}", step.name, step.proves);
        let begun = Instant::now();
        let outcome = (step.work)();
        if let Err(reason) = &outcome {
            println!("!! {} failed: {reason}", step.name);
        }
        rows.push((step.name, step.proves, begun.elapsed(), outcome));
    }
    println!("\n{:<10} {:>8}  {:<6} what it shows", "step", "seconds", "");
    for (name, proves, took, outcome) in &rows {
        let word = if outcome.is_ok() { "ok" } else { "FAILED" };
        println!("{name:<10} {:>8.1}  {word:<6} {proves}", took.as_secs_f64());
    }
    println!("{:<10} {:>8.1}", "all", start.elapsed().as_secs_f64());
    report(&rows)
}

fn report(rows: &[(&str, &str, Duration, Outcome)]) -> Outcome {
    let failed: Vec<String> = rows
        .iter()
        .filter_map(|(name, _, _, outcome)| Some(format!("{name}: {}", outcome.as_ref().err()?)))
        .collect();
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!("{} of {} steps failed\n  {}", failed.len(), rows.len(), failed.join("\n  ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    #[test]
    fn a_failed_step_is_named_and_the_others_still_run() {
        let ran = RefCell::new(Vec::new());
        let steps = [
            Step::new("one", "first", || {
                ran.borrow_mut().push(1);
                Err("broken".to_owned())
            }),
            Step::new("two", "second", || {
                ran.borrow_mut().push(2);
                Ok(())
            }),
        ];
        let reason = run_all(&steps, &[]).expect_err("one step fails");
        assert!(reason.contains("one: broken"), "the failed step is named: {reason}");
        assert_eq!(*ran.borrow(), [1, 2], "the second ran too");
    }

    #[test]
    fn only_what_is_asked_for_runs_and_an_unknown_name_is_refused() {
        let steps = [Step::new("one", "", || Err("ran".to_owned())), Step::new("two", "", || Ok(()))];
        assert_eq!(run_all(&steps, &["two".to_owned()]), Ok(()));
        assert!(run_all(&steps, &["three".to_owned()]).is_err(), "no such step");
    }
}
