//! Audit report: who did what, when, to whose chart, the newest first.

use super::common::{footer, free_cell, letterhead, none, pairs, ruled};
use super::parts::{Letterhead, Row, Sheet};
use crate::Setting;
use crate::flow::{Block, Column, PageTemplate, Role, Row as TableRow, Text};
use crate::look::SMALL;
use crate::text::{Rich, field};

/// A stretch of the audit.
#[derive(Clone, Debug)]
pub struct AuditReport {
    /// The practice.
    pub letterhead: Letterhead,
    /// `Audit`.
    pub title: String,
    /// When it was made, as text.
    pub made_on: String,
    /// What was asked for and by whom: `Patient`, `DELACROIX-THOMPSON, Marguerite`.
    pub asked: Vec<Row>,
    /// The acts, newest first; empty prints "None."
    pub acts: Vec<AuditedAct>,
}

/// One act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditedAct {
    /// When, as text.
    pub at: String,
    /// Who, by name.
    pub who: String,
    /// In plain words: `opened the chart`.
    pub what: String,
    /// Whose chart; empty when it was none.
    pub chart: String,
    /// What else was kept; empty leaves it out.
    pub detail: String,
}

pub(crate) fn build(report: &AuditReport, setting: &Setting) -> PageTemplate {
    let mut blocks = letterhead(&report.letterhead, &report.title, &report.made_on, setting);
    if !report.asked.is_empty() {
        blocks.push(Block::Heading("Asked for".to_owned()));
        blocks.push(pairs(&report.asked, 0.355));
    }
    blocks.push(Block::Heading("Acts".to_owned()));
    if report.acts.is_empty() {
        blocks.push(none(setting.locale));
    } else {
        let columns = vec![Column::Part(0.2), Column::Part(0.2), Column::Fit(1.0), Column::Part(0.28)];
        let rows = report.acts.iter().map(act).collect();
        blocks.push(ruled(columns, &["When", "Who", "What", "Whose chart"], rows));
    }
    PageTemplate {
        running_head: (report.letterhead.name.clone(), report.title.clone()),
        blocks,
        footer: footer(None, &Sheet::default(), setting),
        ..PageTemplate::default()
    }
}

fn act(act: &AuditedAct) -> TableRow {
    let mut what = free_cell(&act.what);
    if !act.detail.trim().is_empty() {
        what.blocks.push(Text::new(Role::Cell, SMALL, Rich::new(&field(&act.detail))).into());
    }
    TableRow::new(vec![free_cell(&act.at), free_cell(&act.who), what, free_cell(&act.chart)])
}
