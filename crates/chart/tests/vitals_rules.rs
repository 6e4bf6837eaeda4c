//! Ranges by age against the tables they come from, derived numbers against published examples, and conversions.

use chart::PartialDate;
use chart::dates::Age;
use chart::sections::patients::Sex;
use chart::sections::vitals::convert::{Unit, convert, convert_back};
use chart::sections::vitals::derived::{bmi, bsa, creatinine_mg_dl, egfr, map};
use chart::sections::vitals::ranges::{Assessment, Flag, assess, plausible};
use chart::sections::vitals::{Measurement, VitalCode, VitalsSet, derived};
use proptest::prelude::*;

fn aged(years: i32, months: i32, days: i64) -> Option<Age> {
    Some(Age { months: years * 12 + months, days: Some(days) })
}

fn flag(code: VitalCode, value: f64, age: Option<Age>) -> Flag {
    assess(code, value, age).flag
}

#[test]
fn adults_by_news2_and_acc_aha_2017() {
    use Flag::{CriticalHigh, CriticalLow, High, Low, Normal};
    use VitalCode::{
        BpDiastolic, BpSystolic, Glucose, HeartRate, OxygenSaturation, Pain, RespiratoryRate, Temperature,
    };
    let adult = aged(67, 0, 24_500);
    for (code, value, expected) in [
        (BpSystolic, 90.0, CriticalLow),
        (BpSystolic, 91.0, Low),
        (BpSystolic, 101.0, Normal),
        (BpSystolic, 119.0, Normal),
        (BpSystolic, 129.0, Normal),
        (BpSystolic, 130.0, High),
        (BpSystolic, 180.0, High),
        (BpSystolic, 181.0, CriticalHigh),
        (BpDiastolic, 79.0, Normal),
        (BpDiastolic, 80.0, High),
        (BpDiastolic, 120.0, High),
        (BpDiastolic, 121.0, CriticalHigh),
        (HeartRate, 40.0, CriticalLow),
        (HeartRate, 49.0, Low),
        (HeartRate, 50.0, Normal),
        (HeartRate, 100.0, Normal),
        (HeartRate, 101.0, High),
        (HeartRate, 130.0, High),
        (HeartRate, 131.0, CriticalHigh),
        (RespiratoryRate, 8.0, CriticalLow),
        (RespiratoryRate, 9.0, Low),
        (RespiratoryRate, 12.0, Normal),
        (RespiratoryRate, 20.0, Normal),
        (RespiratoryRate, 21.0, High),
        (RespiratoryRate, 25.0, CriticalHigh),
        (OxygenSaturation, 91.0, CriticalLow),
        (OxygenSaturation, 92.0, Low),
        (OxygenSaturation, 95.0, Low),
        (OxygenSaturation, 96.0, Normal),
        (Temperature, 35.0, CriticalLow),
        (Temperature, 35.1, Low),
        (Temperature, 36.1, Normal),
        (Temperature, 38.0, Normal),
        (Temperature, 38.04, Normal),
        (Temperature, 38.1, High),
        (Temperature, 39.5, High),
        (Glucose, 53.0, CriticalLow),
        (Glucose, 69.0, Low),
        (Glucose, 148.0, Normal),
        (Glucose, 200.0, High),
        (Pain, 0.0, Normal),
        (Pain, 4.0, Normal),
        (Pain, 5.0, High),
    ] {
        assert_eq!(flag(code, value, adult), expected, "{code:?} {value}");
    }
}

/// Both numbers are flagged alike; the higher category is the one that counts.
#[test]
fn a_blood_pressure_in_two_categories_is_called_by_the_higher() {
    let adult = aged(67, 0, 24_500);
    for (systolic, diastolic, expected) in [
        (146.0, 86.0, "stage 2"),
        (134.0, 92.0, "stage 2"),
        (134.0, 86.0, "stage 1"),
        (124.0, 76.0, "elevated"),
        (118.0, 76.0, "below"),
        (150.0, 121.0, "crisis"),
    ] {
        let both = [
            assess(VitalCode::BpSystolic, systolic, adult),
            assess(VitalCode::BpDiastolic, diastolic, adult),
        ];
        let text = Assessment::gravest(both).unwrap().text;
        assert!(text.contains(expected), "{systolic}/{diastolic}: {text}");
    }
}

#[test]
fn children_by_pals_2020_and_what_else_is_sourced() {
    use Flag::{CriticalHigh, CriticalLow, High, Low, Normal, NotAssessed};
    use VitalCode::{
        BpDiastolic, BpSystolic, Glucose, HeartRate, OxygenSaturation, RespiratoryRate, Temperature, Weight,
    };
    let newborn = aged(0, 0, 12);
    let infant = aged(0, 7, 220);
    let toddler = aged(2, 0, 740);
    let five = aged(5, 0, 1_830);
    let eight = aged(8, 0, 2_930);
    let fourteen = aged(14, 0, 5_120);
    for (code, value, age, expected) in [
        (HeartRate, 99.0, newborn, Low),
        (HeartRate, 205.0, newborn, Normal),
        (HeartRate, 190.0, infant, High),
        (HeartRate, 98.0, toddler, Normal),
        (HeartRate, 121.0, five, High),
        (HeartRate, 74.0, eight, Low),
        (HeartRate, 101.0, fourteen, High),
        (RespiratoryRate, 53.0, infant, Normal),
        (RespiratoryRate, 38.0, toddler, High),
        (RespiratoryRate, 19.0, five, Low),
        (RespiratoryRate, 25.0, eight, Normal),
        (BpSystolic, 59.0, newborn, CriticalLow),
        (BpSystolic, 69.0, infant, CriticalLow),
        (BpSystolic, 79.0, five, CriticalLow),
        (BpSystolic, 80.0, five, NotAssessed),
        (BpSystolic, 140.0, eight, NotAssessed),
        (BpSystolic, 130.0, fourteen, High),
        (BpDiastolic, 95.0, eight, NotAssessed),
        (BpDiastolic, 95.0, fourteen, High),
        (OxygenSaturation, 94.0, five, Normal),
        (OxygenSaturation, 93.0, five, Low),
        (OxygenSaturation, 89.0, five, CriticalLow),
        (Temperature, 38.0, newborn, CriticalHigh),
        (Temperature, 36.4, newborn, Low),
        (Temperature, 35.9, newborn, CriticalLow),
        (Temperature, 38.0, infant, High),
        (Temperature, 37.9, five, Normal),
        (Glucose, 60.0, newborn, NotAssessed),
        (Glucose, 60.0, five, Low),
        (Weight, 18.0, five, NotAssessed),
    ] {
        assert_eq!(flag(code, value, age), expected, "{code:?} {value} {age:?}");
    }
}

#[test]
fn an_age_that_is_not_known_is_not_taken_for_an_adult() {
    assert_eq!(flag(VitalCode::HeartRate, 150.0, None), Flag::NotAssessed);
    assert_eq!(flag(VitalCode::HeartRate, 780.0, None), Flag::Implausible, "a slip is one at any age");
}

#[test]
fn every_judgement_says_its_source_or_why_there_is_none() {
    let born: PartialDate = "2019-03-14".parse().unwrap();
    let child = Age::on(born, "2026-11-22".parse().unwrap());
    for age in [None, child, aged(40, 0, 14_600)] {
        for code in VitalCode::ALL {
            let (min, max) = plausible(code);
            for step in 0..=40 {
                let value = min + (max - min) * f64::from(step) / 40.0;
                let said = assess(code, value, age);
                assert!(!said.text.is_empty());
                assert_eq!(
                    said.source.is_empty(),
                    said.flag == Flag::NotAssessed,
                    "{code:?} {value} {said:?}"
                );
                assert_ne!(said.flag, Flag::Implausible, "{code:?} {value}");
            }
            assert_eq!(flag(code, max + 1.0, age), Flag::Implausible);
            assert_eq!(flag(code, f64::NAN, age), Flag::Implausible);
        }
    }
}

#[test]
fn derived_numbers_show_formula_and_source() {
    let number = bmi(81.5, 168.0).unwrap();
    assert_eq!((number.text().as_str(), number.value), ("28.9 kg/m²", 28.9));
    assert_eq!(number.formula(), "weight ÷ height² = 81.5 kg ÷ (1.68 m)²");
    assert!(number.source.contains("WHO"));
    assert_eq!(bsa(70.0, 170.0).unwrap().text(), "1.82 m²");
    assert_eq!(bsa(80.0, 180.0).unwrap().value, 2.0, "80 kg × 180 cm ÷ 3600 = 4");
    assert_eq!(map(120.0, 80.0).unwrap().text(), "93 mmHg");
    assert_eq!(map(80.0, 120.0), None);
    let tie = bmi(101.0, 200.0).unwrap();
    assert_eq!((tie.text().as_str(), tie.value), ("25.3 kg/m²", 25.3), "25.25: shown and compared alike");
    assert_eq!(bmi(81.5, 0.0), None);
    assert_eq!(bmi(f64::NAN, 168.0), None);
}

/// The equation has two slopes that meet at κ; there the power terms are 1 and the numbers can be done by hand.
#[test]
fn egfr_is_ckd_epi_2021() {
    let value = |creatinine, age, sex| egfr(creatinine, age, sex).unwrap().value;
    // 142 × 0.9938^50 = 142 × 0.73276 = 104.05
    assert_eq!(value(0.9, 50, Sex::Male), 104.0);
    // 142 × 0.9938^50 × 1.012 = 105.30
    assert_eq!(value(0.7, 50, Sex::Female), 105.0);
    // 142 × 2^−1.2 × 0.9938^50 = 104.05 × 0.43528 = 45.29
    assert_eq!(value(1.8, 50, Sex::Male), 45.0);
    // 105.30 × 2^−1.2 = 45.84
    assert_eq!(value(1.4, 50, Sex::Female), 46.0);
    // 142 × 0.5^−0.302 × 0.9938^50 = 104.05 × 1.23285 = 128.28
    assert_eq!(value(0.45, 50, Sex::Male), 128.0);
    // 105.30 × 0.5^−0.241 = 124.45
    assert_eq!(value(0.35, 50, Sex::Female), 124.0);
    let shown = egfr(1.4, 40, Sex::Female).unwrap().formula();
    assert!(shown.starts_with("142 × min(Scr ÷ 0.7, 1)^−0.241 × max(Scr ÷ 0.7, 1)^−1.200 ×"), "{shown}");
    assert_eq!(egfr(1.0, 17, Sex::Male), None, "made for adults");
    assert_eq!(egfr(1.0, 50, Sex::Unknown), None, "no coefficients");
    assert_eq!(egfr(0.0, 50, Sex::Male), None);
    assert!((creatinine_mg_dl(88.4) - 1.0).abs() < 1e-12);
}

#[test]
fn a_set_gives_what_its_numbers_allow() {
    let one = |code, value| Measurement { code, value, as_typed: None };
    let set = VitalsSet {
        measurements: vec![
            one(VitalCode::BpSystolic, 158.0),
            one(VitalCode::BpDiastolic, 92.0),
            one(VitalCode::Weight, 81.5),
        ],
        comment: None,
    };
    let labels = |height| derived::of(&set, height).iter().map(|number| number.label).collect::<Vec<_>>();
    assert_eq!(labels(Some(168.0)), ["BMI", "BSA", "MAP"]);
    assert_eq!(labels(None), ["MAP"]);
}

#[test]
fn known_conversions() {
    assert_eq!(convert(VitalCode::Temperature, 98.6, Unit::Fahrenheit), Some(37.0));
    assert_eq!(convert(VitalCode::Weight, 220.0, Unit::Pound), Some(99.79));
    assert_eq!(convert(VitalCode::Height, 72.0, Unit::Inch), Some(182.88));
    assert_eq!(convert(VitalCode::Glucose, 10.0, Unit::MillimolePerLitre), Some(180.16));
    assert_eq!(convert(VitalCode::Weight, 37.0, Unit::Celsius), None);
    assert_eq!(convert_back(VitalCode::Temperature, 37.0, Unit::Fahrenheit), Some(98.6));
}

proptest! {
    #[test]
    fn conversions_come_back_within_their_rounding(value in 1.0_f64..400.0) {
        for (code, unit, slack) in [
            (VitalCode::Temperature, Unit::Fahrenheit, 0.02),
            (VitalCode::Weight, Unit::Pound, 0.03),
            (VitalCode::Height, Unit::Inch, 0.01),
            (VitalCode::Glucose, Unit::MillimolePerLitre, 0.01),
        ] {
            let there = convert(code, value, unit).unwrap();
            let back = convert_back(code, there, unit).unwrap();
            prop_assert!((back - value).abs() <= slack, "{:?} {} → {} → {}", code, value, there, back);
        }
    }

    #[test]
    fn more_weight_is_more_bmi_and_more_creatinine_is_less_egfr(
        weight in 30.0_f64..150.0, more in 1.0_f64..50.0, height in 120.0_f64..210.0,
        creatinine in 0.3_f64..8.0, worse in 0.1_f64..4.0, age in 18_i32..99,
    ) {
        prop_assert!(bmi(weight + more, height).unwrap().value >= bmi(weight, height).unwrap().value);
        prop_assert!(bsa(weight + more, height).unwrap().value >= bsa(weight, height).unwrap().value);
        for sex in [Sex::Female, Sex::Male] {
            let before = egfr(creatinine, age, sex).unwrap().value;
            prop_assert!(egfr(creatinine + worse, age, sex).unwrap().value <= before);
            prop_assert!(egfr(creatinine, age + 1, sex).unwrap().value <= before);
        }
    }

    #[test]
    fn a_higher_value_is_never_flagged_lower(low in 0.0_f64..300.0, more in 0.0_f64..300.0, years in 0_i32..100) {
        let side = |flag| match flag {
            Flag::CriticalLow => -2,
            Flag::Low => -1,
            Flag::Normal | Flag::NotAssessed => 0,
            Flag::High => 1,
            Flag::CriticalHigh => 2,
            Flag::Implausible => 9,
        };
        let age = aged(years, 0, i64::from(years) * 365 + 30);
        for code in VitalCode::ALL {
            let (first, second) = (side(flag(code, low, age)), side(flag(code, low + more, age)));
            if first != 9 && second != 9 {
                prop_assert!(first <= second, "{:?} {} and {}", code, low, low + more);
            }
        }
    }
}
