//! Orders: laboratory and imaging tests and sets, chosen with the last value in sight, held, revoked, completed.
//!
//! A result closes what it answers by itself (see `results`). Deliberately not here: what a test costs, and whether it
//! is due.

use crate::desk::{Desk, optional, required, to_correct};
use crate::pack;
use crate::problem::Problem;
use crate::sections::results;
use crate::view::RecordView;
use chart::coding::system;
use chart::sections::orders::{Order, OrderCategory, OrderPriority, OrderStatus, OrderedTest};
use chart::{Chart, Coding, Concept, EntryId, PartialDate, PatientId, RecordId, Statement};
use chrono::NaiveDate;
use reference::orderable::Found;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An order as it is read now.
pub type OrderView = RecordView<Order>;

/// One test that is ordered.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TestFields {
    /// In words.
    pub test: String,
    /// LOINC code, where one is known.
    #[serde(default)]
    #[ts(optional)]
    pub loinc: Option<String>,
    /// Where on the body, for imaging.
    #[serde(default)]
    #[ts(optional)]
    pub site: Option<String>,
}

/// An order as it is written down.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrderFields {
    /// Laboratory, imaging, other.
    pub category: OrderCategory,
    /// Each test.
    pub tests: Vec<TestFields>,
    /// How soon; routine when absent.
    #[serde(default)]
    #[ts(optional)]
    pub priority: Option<OrderPriority>,
    /// Why it is asked.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// What whoever does it has to know.
    #[serde(default)]
    #[ts(optional)]
    pub instructions: Option<String>,
    /// Who shall do it.
    #[serde(default)]
    #[ts(optional)]
    pub performer: Option<String>,
    /// When it is to be done, FHIR date.
    #[serde(default)]
    #[ts(optional)]
    pub due: Option<PartialDate>,
    /// The set the tests were chosen by.
    #[serde(default)]
    #[ts(optional)]
    pub set: Option<String>,
}

/// Order tests.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddOrder {
    /// Whose.
    pub patient: PatientId,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// What.
    pub order: OrderFields,
}

/// Correct an order.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectOrder {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// What it should say.
    pub order: OrderFields,
    /// Why.
    pub why: String,
}

/// Hold an order, take it up again, revoke it, or say that it is done without a result here.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetOrderStatus {
    /// Whose.
    pub patient: PatientId,
    /// Which.
    pub record: RecordId,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
    /// During which visit.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// `active`, `on-hold`, `revoked` or `completed`.
    pub status: OrderStatus,
    /// Why; needed to hold and to revoke.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Suggest tests while they are typed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestTests {
    /// Whose last values are shown.
    pub patient: PatientId,
    /// As far as it is typed.
    pub text: String,
}

/// A test or a set that can be meant.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct TestSuggestion {
    /// `HbA1c`, `Lipids`.
    pub name: String,
    /// What kind of order it makes.
    pub category: OrderCategory,
    /// Several tests under one name.
    pub is_set: bool,
    /// The tests, one for a test.
    pub tests: Vec<SuggestedTest>,
    /// What is known of it: the last value and its date; for a set its tests.
    pub facts: String,
}

/// One test of a suggestion.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct SuggestedTest {
    /// In words.
    pub test: String,
    /// LOINC, where known.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loinc: Option<String>,
    /// The usual unit, UCUM.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// `7.4 %, 3 weeks ago`; `ordered 18 Nov 2026, still waited for`; empty when there is neither.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
}

/// More is a list to read.
const MOST_SUGGESTED: usize = 10;

pub(crate) fn suggest(desk: &mut Desk<'_>, request: SuggestTests) -> Result<Vec<TestSuggestion>, Problem> {
    let chart = desk.chart(request.patient)?;
    let known = pack::orderable()?;
    let today = desk.today();
    let test = |test: &reference::orderable::Test| SuggestedTest {
        test: test.name.to_owned(),
        loinc: test.loinc.map(str::to_owned),
        unit: (!test.unit.is_empty()).then(|| test.unit.to_owned()),
        facts: facts(&chart, test, today),
    };
    Ok(known
        .search(&request.text, MOST_SUGGESTED)
        .into_iter()
        .map(|found| match found {
            Found::Test(one) => {
                let one_test = test(one);
                TestSuggestion {
                    name: one.name.to_owned(),
                    category: category(one.category),
                    is_set: false,
                    facts: one_test.facts.clone().unwrap_or_default(),
                    tests: vec![one_test],
                }
            }
            Found::Set(set) => {
                let tests: Vec<SuggestedTest> =
                    set.tests.iter().filter_map(|place| known.tests.get(*place)).map(test).collect();
                TestSuggestion {
                    name: set.name.to_owned(),
                    category: OrderCategory::Laboratory,
                    is_set: true,
                    facts: tests.iter().map(|test| test.test.as_str()).collect::<Vec<_>>().join(", "),
                    tests,
                }
            }
        })
        .collect())
}

fn category(word: &str) -> OrderCategory {
    match word {
        "laboratory" => OrderCategory::Laboratory,
        "imaging" => OrderCategory::Imaging,
        _ => OrderCategory::Other,
    }
}

/// The last value with its date, and an order that is still open: what a doctor asks before ordering again.
fn facts(chart: &Chart, test: &reference::orderable::Test, today: NaiveDate) -> Option<String> {
    let concept = match test.loinc {
        Some(loinc) => Concept::coded(test.name, system::LOINC, loinc),
        None => Concept::text(test.name),
    };
    let last = results::last_of(chart, &concept, today);
    let waiting = chart.orders_waiting_for(&[&concept]);
    let ordered =
        waiting.last().and_then(|(record, _)| chart.orders.get(*record)?.reading()).map(|(version, _)| {
            let day = paper::dates::short(version.effective_at.date_naive());
            format!("ordered {day}, still waited for")
        });
    let parts: Vec<String> = last.into_iter().chain(ordered).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

pub(crate) fn add(desk: &mut Desk<'_>, request: AddOrder) -> Result<OrderView, Problem> {
    let order = written(request.order)?;
    desk.chart(request.patient)?;
    let record = desk.write(|pen| pen.say(request.patient, request.encounter, Statement::Orders(order)))?;
    now(desk, request.patient, record)
}

pub(crate) fn correct(desk: &mut Desk<'_>, request: CorrectOrder) -> Result<OrderView, Problem> {
    let why = required("why", &request.why, "Say why it is corrected; the old version stays readable.")?;
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.orders, request.record, &request.heads, "order")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    let mut order = Order {
        status: before.status,
        status_reason: before.status_reason.clone(),
        ..written(request.order)?
    };
    // A test that was answered stays answered under its corrected name.
    for (place, answered) in before.tests.iter().enumerate().filter(|(_, test)| test.result.is_some()) {
        let same = order.tests.iter().position(|test| test.is_answered_by(&answered.test)).unwrap_or(place);
        match order.tests.get_mut(same) {
            Some(test) => test.result = answered.result,
            None => {
                return Err(Problem::refused(
                    "A result has answered this test already. Mark the result first, or leave the test.",
                ));
            }
        }
    }
    desk.write(|pen| pen.say_anew(request.patient, record, Statement::Orders(order), Some(why)))?;
    now(desk, request.patient, request.record)
}

pub(crate) fn set_status(desk: &mut Desk<'_>, request: SetOrderStatus) -> Result<OrderView, Problem> {
    let chart = desk.chart(request.patient)?;
    let record = to_correct(&chart.orders, request.record, &request.heads, "order")?;
    let (_, before) = record.reading().ok_or_else(in_error)?;
    let reason = optional(request.reason.as_deref());
    let needs_reason = matches!(request.status, OrderStatus::OnHold | OrderStatus::Revoked);
    if needs_reason && reason.is_none() {
        return Err(Problem::invalid("reason", "Say why; it stands with the order."));
    }
    if matches!(request.status, OrderStatus::Draft | OrderStatus::Unknown) {
        return Err(Problem::invalid("status", "An order is active, on hold, revoked or completed."));
    }
    if request.status == before.status {
        return Err(Problem::refused("The order has this status already."));
    }
    let order = Order { status: request.status, status_reason: reason, ..before.clone() };
    desk.write(|pen| {
        pen.say_change(request.patient, request.encounter, record, Statement::Orders(order), None)
    })?;
    now(desk, request.patient, request.record)
}

fn now(desk: &mut Desk<'_>, patient: PatientId, record: RecordId) -> Result<OrderView, Problem> {
    let chart = desk.chart(patient)?;
    let record = chart.orders.get(record).ok_or_else(|| Problem::not_found("order"))?;
    RecordView::of(record, desk.people(), desk.offset()).ok_or_else(|| Problem::not_found("order"))
}

fn written(fields: OrderFields) -> Result<Order, Problem> {
    let tests = fields
        .tests
        .iter()
        .map(|test| {
            let text = required("tests", &test.test, "Say which test it is.")?;
            Ok(OrderedTest {
                test: Concept { text, codings: loinc(test.loinc.as_deref())?.into_iter().collect() },
                site: optional(test.site.as_deref()),
                result: None,
            })
        })
        .collect::<Result<Vec<_>, Problem>>()?;
    if tests.is_empty() {
        return Err(Problem::invalid("tests", "An order asks for at least one test."));
    }
    for (place, test) in tests.iter().enumerate() {
        let twice = |other: &OrderedTest| other.is_answered_by(&test.test) && other.site == test.site;
        if tests[..place].iter().any(twice) {
            return Err(Problem::invalid("tests", format!("{} stands in the order twice.", test.test.text)));
        }
    }
    Ok(Order {
        category: fields.category,
        tests,
        status: OrderStatus::Active,
        priority: fields.priority.unwrap_or_default(),
        reason: optional(fields.reason.as_deref()),
        instructions: optional(fields.instructions.as_deref()),
        performer: optional(fields.performer.as_deref()),
        due: fields.due,
        set: optional(fields.set.as_deref()),
        status_reason: None,
    })
}

/// A LOINC code as a coding, once it has the shape of one: figures, a hyphen, a check digit.
/// Source: LOINC Users' Guide, "LOINC codes": up to seven digits, a hyphen and a mod-10 check digit.
pub(crate) fn loinc(code: Option<&str>) -> Result<Option<Coding>, Problem> {
    let Some(code) = optional(code) else { return Ok(None) };
    let fits = code.split_once('-').is_some_and(|(number, check)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        number.len() <= 7 && check.len() == 1 && digits(number) && digits(check)
    });
    if !fits {
        return Err(Problem::invalid(
            "loinc",
            "A LOINC code is figures, a hyphen and one figure, such as 4548-4.",
        ));
    }
    Ok(Some(Coding { system: system::LOINC.to_owned(), code, display: None }))
}

fn in_error() -> Problem {
    Problem::refused("This order was entered in error.")
}
