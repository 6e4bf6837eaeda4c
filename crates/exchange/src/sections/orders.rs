//! FHIR R4 ServiceRequest: one for each test of an order, held together by its requisition.

use crate::fhir::Read;
use crate::fhir::file::File;
use crate::fhir::json::{concept, dated, note};
use crate::fhir::parts::{Unfit, concept_at, date_at, first_moment, join, list, notes, text, words_of};
use crate::fhir::write::Frame;
use chart::Statement;
use chart::coding::system::SNOMED;
use chart::sections::orders::{Order, OrderCategory, OrderPriority, OrderStatus, OrderedTest};
use serde_json::{Value, json};

/// Where the records of this program are told apart in a requisition.
const REQUISITIONS: &str = "https://paperchart.invalid/order";

/// The codes of R4's value set servicerequest-category for what we tell apart.
const CATEGORIES: [(OrderCategory, &str, &str); 2] = [
    (OrderCategory::Laboratory, "108252007", "Laboratory procedure"),
    (OrderCategory::Imaging, "363679005", "Imaging"),
];

/// An order of one test. A proposal, a plan and an order not to do something are none.
pub(crate) fn read(resource: &Value, file: &File<'_>) -> Result<Read, Unfit> {
    if resource.get("doNotPerform") == Some(&Value::Bool(true)) {
        return Err(Unfit("says what is not to be done"));
    }
    match text(resource, "intent") {
        Some("order" | "original-order" | "reflex-order" | "filler-order" | "instance-order") => {}
        _ => return Err(Unfit("is no order")),
    }
    let status = match text(resource, "status") {
        Some("draft") => OrderStatus::Draft,
        Some("active") => OrderStatus::Active,
        Some("on-hold") => OrderStatus::OnHold,
        Some("revoked") => OrderStatus::Revoked,
        Some("completed") => OrderStatus::Completed,
        Some("unknown") => OrderStatus::Unknown,
        _ => return Err(Unfit("does not say how far it has come")),
    };
    let performers = list(resource, "performer").filter_map(|who| file.label(who, resource));
    let told = text(resource, "patientInstruction").map(str::to_owned);
    let order = Order {
        category: category(resource),
        tests: vec![OrderedTest {
            test: concept_at(resource, "code").ok_or(Unfit::SUBJECT)?,
            site: words_of(resource, "bodySite"),
            result: None,
        }],
        status,
        priority: match text(resource, "priority") {
            Some("urgent") => OrderPriority::Urgent,
            Some("asap") => OrderPriority::Asap,
            Some("stat") => OrderPriority::Stat,
            _ => OrderPriority::Routine,
        },
        reason: words_of(resource, "reasonCode"),
        instructions: join(told.into_iter().chain(notes(resource)), "\n"),
        performer: join(performers.map(|who| who.text), ", "),
        due: date_at(resource, "occurrenceDateTime")?,
        set: None,
        status_reason: None,
    };
    Ok(Read {
        statement: Statement::Orders(order),
        effective_at: first_moment(resource, &["authoredOn", "occurrenceDateTime"])?,
    })
}

fn category(resource: &Value) -> OrderCategory {
    let codes = || {
        list(resource, "category")
            .flat_map(|kind| list(kind, "coding"))
            .filter_map(|coding| text(coding, "code"))
    };
    CATEGORIES
        .into_iter()
        .find(|(_, code, _)| codes().any(|found| found == *code))
        .map_or(OrderCategory::Other, |(category, ..)| category)
}

/// One test of the order as a ServiceRequest.
pub(crate) fn write(order: &Order, test: &OrderedTest, requisition: &str, frame: &Frame) -> Value {
    let status = match (frame.in_error, &test.result) {
        (true, _) => json!("entered-in-error"),
        (false, Some(_)) => json!(OrderStatus::Completed),
        (false, None) => json!(order.status),
    };
    let category = CATEGORIES.into_iter().find(|(category, ..)| *category == order.category);
    frame.resource(
        "ServiceRequest",
        json!({
            "requisition": { "system": REQUISITIONS, "value": requisition },
            "status": status,
            "intent": "order",
            "category": category.map(|(_, code, display)| vec![json!({
                "coding": [{ "system": SNOMED, "code": code, "display": display }]
            })]),
            "priority": order.priority,
            "code": concept(&test.test),
            "subject": frame.subject,
            "encounter": frame.encounter,
            "occurrenceDateTime": dated(order.due),
            "authoredOn": frame.effective_at.to_rfc3339(),
            "requester": frame.author,
            "performer": order.performer.as_ref().map(|performer| vec![json!({ "display": performer })]),
            "reasonCode": order.reason.as_ref().map(|reason| vec![json!({ "text": reason })]),
            "bodySite": test.site.as_ref().map(|site| vec![json!({ "text": site })]),
            "note": note(order.instructions.as_deref()),
        }),
    )
}
