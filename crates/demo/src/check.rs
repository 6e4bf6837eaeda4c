//! What no type can check in the data: every name is in the catalogue, and what is referred to was said before.

use crate::DemoError;
use crate::codes::Codes;
use crate::data::{DemoStaff, PatientFile};
use crate::statements;

impl PatientFile {
    /// Refuses data that contradict themselves.
    pub(crate) fn check(&self, codes: &Codes, staff: &[DemoStaff]) -> Result<(), DemoError> {
        let wrong = |reason: String| DemoError::Incoherent { patient: self.key.clone(), reason };
        let mut keys: Vec<&str> = Vec::new();
        for event in &self.timeline {
            for problem in event.problems.iter().filter(|problem| !problem.uncoded) {
                if !codes.knows_condition(&problem.is) {
                    return Err(wrong(format!("no code for the condition {}", problem.is)));
                }
            }
            let drugs = event.medications.iter().map(|medication| &medication.drug);
            if let Some(drug) = drugs
                .chain(event.prescribe.iter().map(|item| &item.drug))
                .find(|drug| !codes.knows_drug(drug))
            {
                return Err(wrong(format!("no code for the drug {drug}")));
            }
            if let Some(given) = event.immunizations.iter().find(|given| !codes.knows_vaccine(&given.vaccine))
            {
                return Err(wrong(format!("no code for the vaccine {}", given.vaccine)));
            }
            for report in &event.results {
                if let Some((test, _)) = report.values.iter().find(|(test, _)| !codes.knows_test(test)) {
                    return Err(wrong(format!("no code for the test {test}")));
                }
            }
            for goal in &event.goals {
                let known = goal.what == "Blood pressure" || codes.knows_test(&goal.what);
                if !known || statements::goal(goal, codes).is_err() {
                    return Err(wrong(format!("the goal {} {} is none", goal.what, goal.wanted)));
                }
            }
            if let Some(vitals) = &event.vitals
                && vitals.bp.is_some()
                && vitals.pressure().is_none()
            {
                return Err(wrong("a blood pressure is written 146/86".to_owned()));
            }
            if let Some(by) = event.by.as_deref()
                && !staff.iter().any(|member| member.key == by)
            {
                return Err(wrong(format!("{by} does not work here")));
            }
            let referred = event.corrects.iter().chain(event.addendum.as_ref().map(|addendum| &addendum.to));
            for key in referred {
                if !keys.contains(&key.as_str()) {
                    return Err(wrong(format!("no earlier event has the key {key}")));
                }
            }
            keys.extend(event.key.as_deref());
        }
        Ok(())
    }
}
