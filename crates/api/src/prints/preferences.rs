//! Where each document went last time, and how far each printer sets a page off.

use super::Document;
use super::pack::PrintPreference;
use crate::desk::Desk;
use crate::problem::Problem;
use crate::view::Nothing;
use paper::{ChartDocument, Part, Row};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

const PREFERENCES: &str = "prints.preferences";
const SHIFTS: &str = "prints.shifts";

/// How far a printer sets a page off, in tenths of a millimetre to the right and down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// To the right.
    pub right: i16,
    /// Down.
    pub down: i16,
}

/// What is remembered about printing.
#[derive(Debug, Serialize, TS)]
pub struct PreferencesView {
    /// By the document's word.
    pub documents: BTreeMap<String, PrintPreference>,
    /// By the printer's name.
    pub shifts: BTreeMap<String, Shift>,
}

/// Remember where a document goes.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetPreference {
    /// Which document.
    pub document: Document,
    /// Where to.
    pub goes_to: PrintPreference,
}

/// Say how far a printer sets a page off, as measured on the calibration page.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetShift {
    /// Which printer.
    pub printer: String,
    /// How far; both zero forgets it.
    pub shift: Shift,
}

/// Show, save or print the calibration page.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Calibrate {
    /// Print it on this queue; a picture when absent.
    #[serde(default)]
    #[ts(optional)]
    pub printer: Option<String>,
}

fn read<T: serde::de::DeserializeOwned + Default>(desk: &Desk<'_>, name: &str) -> Result<T, Problem> {
    let kept = desk.store().setting(name)?;
    // A setting of a newer program is not worth a refusal: nothing is lost but a convenience.
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn write<T: Serialize>(desk: &mut Desk<'_>, name: &str, value: &T) -> Result<(), Problem> {
    let text = serde_json::to_string(value).map_err(|_| {
        Problem::new(crate::problem::ProblemCode::Internal, "The setting could not be written.")
    })?;
    Ok(desk.store_mut().set_setting(name, &text)?)
}

pub(super) fn of(desk: &Desk<'_>, document: Document) -> Result<Option<PrintPreference>, Problem> {
    let all: BTreeMap<String, PrintPreference> = read(desk, PREFERENCES)?;
    Ok(all.get(document.word()).cloned())
}

pub(super) fn check(preference: &PrintPreference) -> Result<(), Problem> {
    if !(1..=20).contains(&preference.copies) {
        return Err(Problem::invalid("copies", "Print between 1 and 20 copies."));
    }
    Ok(())
}

pub(super) fn remember(
    desk: &mut Desk<'_>,
    document: Document,
    preference: &PrintPreference,
) -> Result<(), Problem> {
    let mut all: BTreeMap<String, PrintPreference> = read(desk, PREFERENCES)?;
    all.insert(document.word().to_owned(), preference.clone());
    write(desk, PREFERENCES, &all)
}

/// How far the pages that follow are moved. Kept on the desk for one command.
pub(super) fn shifted<T>(
    desk: &mut Desk<'_>,
    printer: &str,
    work: impl FnOnce(&mut Desk<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let all: BTreeMap<String, Shift> = read(desk, SHIFTS)?;
    desk.page_shift = all.get(printer).map(|shift| (shift.right, shift.down)).unwrap_or_default();
    let outcome = work(desk);
    desk.page_shift = (0, 0);
    outcome
}

pub(crate) fn view(desk: &mut Desk<'_>, _: Nothing) -> Result<PreferencesView, Problem> {
    Ok(PreferencesView { documents: read(desk, PREFERENCES)?, shifts: read(desk, SHIFTS)? })
}

pub(crate) fn set(desk: &mut Desk<'_>, request: SetPreference) -> Result<PreferencesView, Problem> {
    check(&request.goes_to)?;
    remember(desk, request.document, &request.goes_to)?;
    view(desk, Nothing {})
}

pub(crate) fn set_shift(desk: &mut Desk<'_>, request: SetShift) -> Result<PreferencesView, Problem> {
    let Shift { right, down } = request.shift;
    if !(-200..=200).contains(&right) || !(-200..=200).contains(&down) {
        return Err(Problem::invalid("shift", "A printer is off by 20 mm at most."));
    }
    let mut all: BTreeMap<String, Shift> = read(desk, SHIFTS)?;
    if request.shift == Shift::default() {
        all.remove(&request.printer);
    } else {
        all.insert(request.printer, request.shift);
    }
    write(desk, SHIFTS, &all)?;
    view(desk, Nothing {})
}

pub(crate) fn calibrate(
    desk: &mut Desk<'_>,
    request: Calibrate,
) -> Result<crate::audits::ReportView, Problem> {
    let document = ChartDocument {
        title: "Calibration page".to_owned(),
        date: paper::dates::short(desk.today()),
        letterhead: super::letterhead(desk.people().practice())?,
        parts: vec![
            Part::Text(
                "Print this page at its real size. Lay a ruler on the scales: 100 mm must be 100 mm, and the squares \
                 20 mm and 50 mm wide. Then measure from the left and the upper edge of the sheet to the two zero \
                 lines, and write down by how much that is more than the page says."
                    .to_owned(),
            ),
            Part::Pairs(vec![
                Row { label: "Left edge to the zero line".to_owned(), value: "should be 26 mm".to_owned() },
                Row { label: "Printer".to_owned(), value: request.printer.clone().unwrap_or_default() },
            ]),
            Part::Ruler,
        ],
        ..ChartDocument::default()
    };
    let setting = paper::Setting { margins: None, ..super::setting(desk, None) };
    let pdf = paper::chart_document(&document, &setting)?;
    let page = super::Page { title: "Calibration page".to_owned(), pdf };
    super::give_out(desk, page, None, request.printer)
}
