//! Verify report: what a check of the chart found, on paper.

use super::common::{cell, footer, letterhead, none, pairs, ruled};
use super::parts::{Letterhead, Row, Sheet};
use crate::Setting;
use crate::flow::{Block, Column, PageTemplate, Role, Row as TableRow, Text};
use crate::look::{BODY, DANGER, DRUG, GOOD, INK, SMALL, Style, WARNING, mm};
use crate::text::{Rich, field};

/// A report of labelled facts and findings. Also serves other short reports of the same shape.
#[derive(Clone, Debug)]
pub struct VerifyReport {
    /// The practice.
    pub letterhead: Letterhead,
    /// Document number and seal.
    pub sheet: Sheet,
    /// `Check of the practice`.
    pub title: String,
    /// When it was made, as text.
    pub made_on: String,
    /// One sentence that says the result: `Nothing was changed behind the program's back.`
    pub verdict: String,
    /// True when there is nothing to act on; colours the verdict.
    pub sound: bool,
    /// Facts: `Entries read`, `12,402`.
    pub rows: Vec<Row>,
    /// What was found, worst first; empty prints "None."
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave.
    pub severity: Severity,
    /// What was found, in a sentence.
    pub text: String,
    /// What to do; empty leaves it out.
    pub advice: String,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something to know.
    Note,
    /// Something to look after.
    Warning,
    /// The chart cannot be trusted until this is settled.
    Danger,
}

pub(crate) fn build(report: &VerifyReport, setting: &Setting) -> PageTemplate {
    let mut blocks = letterhead(&report.letterhead, &report.title, &report.made_on, setting);
    let style = Style { color: if report.sound { GOOD } else { DANGER }, ..DRUG };
    blocks.push(Text::new(Role::Body, style, Rich::new(&report.verdict)).before(mm(5.0)).into());
    if !report.rows.is_empty() {
        blocks.push(Block::Heading("Checked".to_owned()));
        blocks.push(pairs(&report.rows, 0.355));
    }
    blocks.push(Block::Heading("Found".to_owned()));
    if report.findings.is_empty() {
        blocks.push(none(setting.locale));
    } else {
        let rows = report.findings.iter().map(finding).collect();
        blocks.push(ruled(vec![Column::Fit(0.0), Column::Fit(1.0)], &[], rows));
    }
    PageTemplate {
        running_head: (report.letterhead.name.clone(), report.title.clone()),
        blocks,
        footer: footer(None, &report.sheet, setting),
        ..PageTemplate::default()
    }
}

fn finding(finding: &Finding) -> TableRow {
    let (word, color) = match finding.severity {
        Severity::Note => ("NOTE", INK),
        Severity::Warning => ("WARNING", WARNING),
        Severity::Danger => ("DANGER", DANGER),
    };
    let mut said = cell(Rich::new(&field(&finding.text)));
    if !finding.advice.trim().is_empty() {
        said.blocks.push(Text::new(Role::Cell, SMALL, Rich::new(&field(&finding.advice))).into());
    }
    let severity = Text::new(Role::Cell, Style { color, ..BODY }, Rich::default().bold(word));
    TableRow::new(vec![crate::flow::Cell::text(severity), said])
}
