//! What a printer did not take waits here until it is tried again or given up, and what was given out is listed.
//!
//! A waiting paper is kept as what was asked for, never as the page itself: it is made anew from the chart.

use super::common::papers_given_out;
use super::pack::{PrintPreference, hand_over};
use super::{Document, PrintRequest};
use crate::desk::Desk;
use crate::problem::{Problem, ProblemCode};
use crate::view::Nothing;
use chart::PatientId;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const QUEUE: &str = "prints.queue";
/// More than this and somebody must look at the printer.
const LONGEST: usize = 50;

/// A paper that waits.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Waiting {
    /// Its number in the queue.
    pub number: u32,
    /// What was asked for.
    pub request: PrintRequest,
    /// Where it was to go.
    pub goes_to: PrintPreference,
    /// When it failed.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// Why.
    pub problem: String,
}

impl Waiting {
    pub(super) fn new(
        desk: &Desk<'_>,
        request: PrintRequest,
        goes_to: PrintPreference,
        problem: &Problem,
    ) -> Self {
        Self { number: 0, request, goes_to, at: desk.now, problem: problem.message.clone() }
    }
}

/// Name a waiting paper.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WaitingRequest {
    /// Its number in the queue.
    pub number: u32,
    /// Another printer than the one that failed.
    #[serde(default)]
    #[ts(optional)]
    pub goes_to: Option<PrintPreference>,
}

/// Ask what was given out of a chart.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PrintHistoryRequest {
    /// Whose.
    pub patient: PatientId,
}

/// One paper that was given out.
#[derive(Debug, Serialize, TS)]
pub struct GivenOut {
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
    /// The document's word.
    pub document: String,
    /// `saved` or `printed`.
    pub how: String,
    /// 0 for the first, 1 for the first reprint.
    pub reprint: u32,
}

fn read(desk: &Desk<'_>) -> Result<Vec<Waiting>, Problem> {
    let Some(text) = desk.store().setting(QUEUE)? else { return Ok(Vec::new()) };
    serde_json::from_str(&text)
        .map_err(|_| Problem::new(ProblemCode::Internal, "The list of papers that wait cannot be read."))
}

fn write(desk: &mut Desk<'_>, queue: &[Waiting]) -> Result<(), Problem> {
    let text = serde_json::to_string(queue).map_err(|_| {
        Problem::new(ProblemCode::Internal, "The list of papers that wait could not be written.")
    })?;
    Ok(desk.store_mut().set_setting(QUEUE, &text)?)
}

pub(super) fn keep(desk: &mut Desk<'_>, waiting: Waiting) -> Result<(), Problem> {
    let mut queue = read(desk)?;
    if queue.len() >= LONGEST {
        return Err(Problem::refused(
            "Fifty papers wait for a printer. Look at the queue before printing more.",
        ));
    }
    let number = queue.iter().map(|waiting| waiting.number).max().unwrap_or_default() + 1;
    queue.push(Waiting { number, ..waiting });
    write(desk, &queue)
}

pub(crate) fn list(desk: &mut Desk<'_>, _: Nothing) -> Result<Vec<Waiting>, Problem> {
    read(desk)
}

/// Tries again. The paper leaves the queue only when the printer took it.
pub(crate) fn retry(desk: &mut Desk<'_>, asked: WaitingRequest) -> Result<Vec<Waiting>, Problem> {
    let mut queue = read(desk)?;
    let at = queue.iter().position(|waiting| waiting.number == asked.number);
    let at = at.ok_or_else(|| Problem::not_found("paper"))?;
    let mut waiting = queue[at].clone();
    if let Some(goes_to) = asked.goes_to {
        super::preferences::check(&goes_to)?;
        waiting.goes_to = goes_to;
    }
    desk.concerns(waiting.request.patient);
    let (outcome, said) = hand_over(desk, &waiting.request, &waiting.goes_to);
    match outcome {
        Ok(_) => {
            queue.remove(at);
            write(desk, &queue)?;
            desk.detail(said.unwrap_or_default());
            Ok(queue)
        }
        Err(problem) => {
            queue[at] = Waiting { problem: problem.message.clone(), at: desk.now, ..waiting };
            write(desk, &queue)?;
            Err(problem)
        }
    }
}

pub(crate) fn give_up(desk: &mut Desk<'_>, asked: WaitingRequest) -> Result<Vec<Waiting>, Problem> {
    let mut queue = read(desk)?;
    let before = queue.len();
    queue.retain(|waiting| waiting.number != asked.number);
    if queue.len() == before {
        return Err(Problem::not_found("paper"));
    }
    write(desk, &queue)?;
    Ok(queue)
}

/// What was saved or printed of a chart, newest first; read from the audit, so that it cannot be tidied up.
pub(crate) fn history(desk: &mut Desk<'_>, asked: PrintHistoryRequest) -> Result<Vec<GivenOut>, Problem> {
    // A document's word, its kinds, and the record it was made from.
    let is_paper = |one: &str| {
        let word = one.split(['/', ' ']).next().unwrap_or_default();
        Document::ALL.iter().any(|known| known.word() == word)
    };
    let mut rows = papers_given_out(desk, asked.patient)?;
    rows.retain(|(.., one)| is_paper(one));
    rows.sort_by_key(|(at, ..)| *at);
    let mut given: Vec<GivenOut> = Vec::new();
    for (index, (at, by, act, one)) in rows.iter().enumerate() {
        let before = rows[..index].iter().filter(|(.., other)| other == one).count();
        given.push(GivenOut {
            at: at.with_timezone(&desk.offset()),
            by: by.map(|by| desk.people().name(by)).unwrap_or_default(),
            document: one.split_once(' ').map(|(document, _)| document.to_owned()).unwrap_or_default(),
            how: if act == "prints.save" { "saved" } else { "printed" }.to_owned(),
            reprint: u32::try_from(before).unwrap_or(u32::MAX),
        });
    }
    given.reverse();
    Ok(given)
}
