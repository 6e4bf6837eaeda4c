//! Tests that were ordered: FHIR R4 ServiceRequest. Laboratory and imaging tests, one by one or as a set.
//!
//! An order is one request with one or several tests, as it goes out on one paper. Each test is done when a result
//! names it, and the order is completed when its last test is. Deliberately not here: what a test should have found
//! (`results`), and what it costs.

use crate::coding::Concept;
use crate::dates::PartialDate;
use crate::fold::{Chart, Stated};
use crate::ids::RecordId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One request for one or several tests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Laboratory, imaging or something else that is asked of somebody else.
    pub category: OrderCategory,
    /// Each test. Never empty.
    pub tests: Vec<OrderedTest>,
    /// How far the whole order has come.
    pub status: OrderStatus,
    /// How soon.
    pub priority: OrderPriority,
    /// Why it is asked: the question, or the diagnosis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    /// What whoever does it has to know: `fasting`, `on warfarin`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub instructions: Option<String>,
    /// Who shall do it, as it stands on the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub performer: Option<String>,
    /// When it is to be done, where it is not at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due: Option<PartialDate>,
    /// The set the tests were chosen by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub set: Option<String>,
    /// Why it was held or revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub status_reason: Option<String>,
}

/// One test of an order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OrderedTest {
    /// What is asked for, with its LOINC code where known: `HbA1c`.
    pub test: Concept,
    /// Where on the body, and on which side, for imaging: `left knee`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub site: Option<String>,
    /// The result report that answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub result: Option<RecordId>,
}

/// What kind of thing is ordered. FHIR R4 ServiceRequest.category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum OrderCategory {
    Laboratory,
    Imaging,
    Other,
}

/// FHIR R4 request-status, without entered-in-error, which is an entry of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum OrderStatus {
    Draft,
    Active,
    OnHold,
    Revoked,
    Completed,
    Unknown,
}

/// FHIR R4 request-priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "FHIR R4's own words")]
pub enum OrderPriority {
    #[default]
    Routine,
    Urgent,
    Asap,
    Stat,
}

impl Order {
    /// Something of it is still waited for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status, OrderStatus::Draft | OrderStatus::Active | OrderStatus::OnHold)
    }

    /// `HbA1c, creatinine`.
    #[must_use]
    pub fn short(&self) -> String {
        self.tests.iter().map(OrderedTest::words).collect::<Vec<_>>().join(", ")
    }

    /// The same order after a result answered some of its tests. Completed when none is left.
    #[must_use]
    pub fn answered(&self, tests: &[usize], result: RecordId) -> Self {
        let mut order = self.clone();
        for (index, test) in order.tests.iter_mut().enumerate() {
            if tests.contains(&index) && test.result.is_none() {
                test.result = Some(result);
            }
        }
        if order.tests.iter().all(|test| test.result.is_some()) {
            order.status = OrderStatus::Completed;
        }
        order
    }

    /// The same order after a result turned out to be an error: what it answered is open again.
    #[must_use]
    pub fn without_result(&self, result: RecordId) -> Self {
        let mut order = self.clone();
        for test in order.tests.iter_mut().filter(|test| test.result == Some(result)) {
            test.result = None;
        }
        if order.status == OrderStatus::Completed && order.tests.iter().any(|test| test.result.is_none()) {
            order.status = OrderStatus::Active;
        }
        order
    }
}

impl OrderedTest {
    /// `X-ray, left knee`.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.site {
            Some(site) => format!("{}, {site}", self.test.text),
            None => self.test.text.clone(),
        }
    }

    /// It asks for the same test: by LOINC where both have one, else by the words.
    #[must_use]
    pub fn is_answered_by(&self, test: &Concept) -> bool {
        same_test(&self.test, test)
    }
}

/// Two names of one test: the same LOINC code where both have one, else the same words but for capitals.
#[must_use]
pub fn same_test(one: &Concept, other: &Concept) -> bool {
    use crate::coding::system::LOINC;
    match (one.code_in(LOINC), other.code_in(LOINC)) {
        (Some(one), Some(other)) => one == other,
        _ => one.text.trim().to_lowercase() == other.text.trim().to_lowercase(),
    }
}

impl Stated for Order {
    fn caution(&self) -> u8 {
        u8::from(self.is_open())
    }
}

impl Chart {
    /// The open orders that ask for one of these tests: record and the places of the tests in it, oldest first.
    #[must_use]
    pub fn orders_waiting_for(&self, tests: &[&Concept]) -> Vec<(RecordId, Vec<usize>)> {
        let mut waiting: Vec<_> = self
            .orders
            .readings()
            .filter(|(_, _, order)| matches!(order.status, OrderStatus::Active | OrderStatus::OnHold))
            .filter_map(|(record, version, order)| {
                let places: Vec<usize> = (0..order.tests.len())
                    .filter(|place| order.tests[*place].result.is_none())
                    .filter(|place| tests.iter().any(|test| order.tests[*place].is_answered_by(test)))
                    .collect();
                (!places.is_empty()).then_some((version.effective_at, record.id, places))
            })
            .collect();
        waiting.sort();
        waiting.into_iter().map(|(_, record, places)| (record, places)).collect()
    }
}
