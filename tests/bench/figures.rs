//! What was measured: times by what was done, and single numbers.

use crate::Outcome;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Times and numbers by name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures(BTreeMap<String, Figure>);

/// One measured thing: the median and the 99th percentile, or twice the same number where there is only one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

impl Figures {
    /// What was measured under a name.
    pub(crate) fn get(&self, name: &str) -> Option<Figure> {
        self.0.get(name).copied()
    }

    /// A number that is there once: bytes, megabytes, seconds.
    pub(crate) fn number(&mut self, name: &str, number: f64) {
        self.0.insert(name.to_owned(), Figure { p50: number, p99: number });
    }

    /// The times of the same work, done again and again, in milliseconds.
    pub(crate) fn times(&mut self, name: &str, times: Times) {
        if let Some(figure) = times.figure() {
            self.0.insert(name.to_owned(), figure);
        }
    }

    /// With what another part measured.
    pub(crate) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Runs that measured the same thing once each: the median and the 99th percentile over them.
    pub(crate) fn together(runs: &[Self]) -> Self {
        let mut values: BTreeMap<&String, Vec<f64>> = BTreeMap::new();
        for (name, figure) in runs.iter().flat_map(|run| &run.0) {
            values.entry(name).or_default().push(figure.p50);
        }
        let taken = |(name, mut times): (&String, Vec<f64>)| {
            times.sort_unstable_by(f64::total_cmp);
            Some((name.clone(), Figure { p50: at(&times, 50)?, p99: at(&times, 99)? }))
        };
        Self(values.into_iter().filter_map(taken).collect())
    }

    pub(crate) fn to_json(&self) -> Value {
        let figures = self.0.iter().map(|(name, figure)| (name.clone(), json!([figure.p50, figure.p99])));
        Value::Object(figures.collect::<Map<_, _>>())
    }

    pub(crate) fn from_json(text: &str) -> Outcome<Self> {
        Self::from_value(&serde_json::from_str(text)?)
    }

    pub(crate) fn from_value(value: &Value) -> Outcome<Self> {
        let mut figures = BTreeMap::new();
        for (name, pair) in value.as_object().ok_or("figures are an object")? {
            let at = |place: usize| pair.get(place).and_then(Value::as_f64).ok_or("a figure is two numbers");
            figures.insert(name.clone(), Figure { p50: at(0)?, p99: at(1)? });
        }
        Ok(Self(figures))
    }
}

/// How long the same work took, time after time.
#[derive(Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Does some work and keeps how long it took.
    pub(crate) fn of<T>(&mut self, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let began = Instant::now();
        let done = work()?;
        self.0.push(began.elapsed());
        Ok(done)
    }

    fn figure(mut self) -> Option<Figure> {
        self.0.sort_unstable();
        let times: Vec<f64> = self.0.iter().map(|time| time.as_secs_f64() * 1000.0).collect();
        Some(Figure { p50: at(&times, 50)?, p99: at(&times, 99)? })
    }
}

/// The value that so many hundredths of the sorted ones do not exceed.
fn at(sorted: &[f64], share: usize) -> Option<f64> {
    sorted.get((sorted.len() * share / 100).min(sorted.len().checked_sub(1)?)).copied()
}

/// What this process holds in memory, and the most it ever held, in MB. None where the system does not say.
pub(crate) fn memory() -> Option<(f64, f64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let megabytes = |name: &str| -> Option<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: f64 = line.trim_start_matches(':').split_whitespace().next()?.parse().ok()?;
        Some(kilobytes / 1024.0)
    };
    Some((megabytes("VmRSS")?, megabytes("VmHWM")?))
}
