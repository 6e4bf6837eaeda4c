//! The table: what is felt at each size, its budget, the ratio to plain SQLite, and the run before.

use crate::Outcome;
use crate::figures::{Figure, Figures};
use crate::pages;
use crate::parts::both;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// The names of what is felt: through the host, as the window calls it.
pub(crate) mod felt {
    pub(crate) const FIND: &str = "search, a keystroke";
    pub(crate) const OPEN_10: &str = "open a chart of 10 visits";
    pub(crate) const OPEN_10_BEYOND: &str = "open a chart of 10 visits, beyond the disk";
    pub(crate) const OPEN_1000: &str = "open a chart of 1,000 visits";
    pub(crate) const OPEN_1000_FIRST: &str = "open a chart of 1,000 visits, the first of all";
    pub(crate) const SAVE_VITALS: &str = "save vitals";
    pub(crate) const SAVE_VITALS_BEYOND: &str = "save vitals, beyond the disk";
    pub(crate) const SIGN: &str = "sign a note";
    pub(crate) const SIGN_BEYOND: &str = "sign a note, beyond the disk";
    pub(crate) const PRINT_FIRST: &str = "visit summary as PDF, the first";
    pub(crate) const PRINT: &str = "visit summary as PDF";
    pub(crate) const PREVIEW: &str = "visit summary, its page to be seen";
    pub(crate) const PRINT_WHOLE: &str = "the whole chart of 1,000 visits as PDF";
    pub(crate) const PREVIEW_WHOLE: &str = "the whole chart of 1,000 visits, its first pages to be seen";
    pub(crate) const UNLOCK: &str = "unlock";
}

/// One line of the table: what, the most its 99th percentile may be, and what it is set beside in the plain file.
struct Line {
    what: &'static str,
    budget: Option<f64>,
    beside: Option<&'static str>,
}

const fn line(what: &'static str, budget: Option<f64>, beside: Option<&'static str>) -> Line {
    Line { what, budget, beside }
}

/// Milliseconds, unless the name says otherwise. The budgets are those of the core; what the window adds is measured
/// where the window is. Saving may take 20 ms more than the disk needs, which is read off a practice in memory, and is
/// held to 20 ms with the disk's time too.
const LINES: &[Line] = &[
    line(felt::FIND, Some(50.0), Some(both::FIND)),
    line(felt::OPEN_10, Some(3.0), Some(both::READ_10)),
    line(felt::OPEN_10_BEYOND, Some(3.0), None),
    line(felt::OPEN_1000, Some(40.0), Some(both::READ_1000)),
    line(felt::OPEN_1000_FIRST, Some(40.0), None),
    line(felt::SAVE_VITALS, Some(20.0), Some(both::WRITE_VITALS)),
    line(felt::SAVE_VITALS_BEYOND, Some(20.0), None),
    line(felt::SIGN, Some(20.0), Some(both::SIGN)),
    line(felt::SIGN_BEYOND, Some(20.0), None),
    line(felt::PRINT_FIRST, None, None),
    line(felt::PRINT, Some(500.0), Some(both::PRINT)),
    line(felt::PREVIEW, Some(500.0), None),
    line(felt::PRINT_WHOLE, Some(500.0), None),
    line(felt::PREVIEW_WHOLE, Some(500.0), None),
    line(pages::PRESCRIPTION, Some(30.0), None),
    line(pages::SUMMARY, Some(60.0), None),
    line(pages::CHART, Some(500.0), None),
    line(pages::PRESCRIPTION_KB, None, None),
    line(pages::SUMMARY_KB, None, None),
    line(pages::CHART_KB, None, None),
    line(felt::UNLOCK, Some(1_000.0), Some(both::OPEN)),
    line(both::BYTES, None, Some(both::BYTES)),
    line(both::RESIDENT, None, Some(both::RESIDENT)),
    line(both::PEAK, Some(200.0), Some(both::PEAK)),
    line(both::FILL, None, Some(both::FILL)),
];

/// The figures of one size: patients, the practice's and the plain file's.
pub(crate) type Measured = (u64, Figures, Figures);

/// The run before on this machine: what was measured at each size. Empty when there was none.
#[derive(Default)]
pub(crate) struct Before(BTreeMap<u64, Figures>);

impl Before {
    /// Reads the last run. One of another machine is no measure.
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let last: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        if last["machine"] != machine() {
            return Ok(Self::default());
        }
        let sizes = last["practice"].as_object().ok_or("the last run has no sizes")?;
        let figures = sizes.iter().map(|(size, value)| Ok((size.parse()?, Figures::from_value(value)?)));
        Ok(Self(figures.collect::<Outcome<_>>()?))
    }

    fn figure(&self, patients: u64, what: &str) -> Option<Figure> {
        self.0.get(&patients)?.get(what)
    }
}

/// Keeps the run for the next one; sizes that were not measured now stay as they were.
pub(crate) fn keep(path: &Path, measured: &[Measured]) -> Outcome<()> {
    let Before(mut practice) = Before::read(path)?;
    practice.extend(measured.iter().map(|(patients, figures, _)| (*patients, figures.clone())));
    let sizes: Map<String, Value> =
        practice.iter().map(|(patients, figures)| (patients.to_string(), figures.to_json())).collect();
    let text = serde_json::to_string_pretty(&json!({ "machine": machine(), "practice": sizes }))?;
    Ok(std::fs::write(path, text)?)
}

/// The whole table as Markdown.
pub(crate) fn markdown(measured: &[Measured], visits: u32, before: &Before) -> String {
    // Figures of a busy machine are too large, and whoever reads them has to know.
    let busy = load().map_or_else(String::new, |load| format!(" Load of the machine at the end: {load}."));
    let mut text = format!(
        "Measured on {}: practices of generated patients with {visits} visits each, and one patient with 1,000.\n\
         Milliseconds unless the line says otherwise. *Beside plain SQLite* is the store alone, median, divided by \
         the same work on the same rows in an unencrypted file; for a print without the drawing, which reads no row; \
         for unlocking nearly all of it is the password hash, whose slowness is its purpose.{busy}\n\n\
         | what | patients | p50 | p99 | budget p99 | beside plain SQLite | p50 of the run before |\n\
         |---|---:|---:|---:|---|---:|---:|\n",
        machine()
    );
    for line in LINES {
        for (patients, practice, plain) in measured {
            let Some(figure) = practice.get(line.what) else { continue };
            let budget = line.budget.map_or_else(String::new, |most| {
                let verdict = if figure.p99 <= most { "held" } else { "**missed**" };
                format!("{} {verdict}", number(most))
            });
            let beside = line.beside.and_then(|name| {
                let (ours, theirs) = (practice.get(name)?.p50, plain.get(name)?.p50);
                (theirs > 0.0).then(|| format!("{:.1}×", ours / theirs))
            });
            let last = before.figure(*patients, line.what).map(|last| number(last.p50));
            text.push_str(&format!(
                "| {} | {} | {} | {} | {budget} | {} | {} |\n",
                line.what,
                grouped(*patients),
                number(figure.p50),
                number(figure.p99),
                beside.unwrap_or_default(),
                last.unwrap_or_default(),
            ));
        }
    }
    text
}

fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => grouped(value.round() as u64),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

/// `100,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many programs wanted a processor in the last minute. None where the system does not say.
fn load() -> Option<String> {
    let text = std::fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next().map(str::to_owned)
}

/// The processor and how many of it, as far as the system says: runs on other machines are not compared.
fn machine() -> String {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let model = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    let model = model.unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    format!("{processors} × {model}, {}", std::env::consts::OS)
}
