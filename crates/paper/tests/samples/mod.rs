//! Sample documents for the tests and for `cargo run -p paper --example samples -- DIR`. All people are invented.
//! Long because: one sample of every kind of document, filled to the last field.

use chrono::NaiveDate;
use paper::*;

fn text(words: &str) -> String {
    words.to_owned()
}

fn row(label: &str, value: &str) -> Row {
    Row { label: text(label), value: text(value) }
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn setting(size: PageSize) -> Setting {
    Setting { size, locale: Locale::EnGb, printed_at: text("22 Nov 2026 11:58"), ..Setting::default() }
}

pub(crate) fn practice() -> Letterhead {
    let lines = vec![text("18 Hill Street, Springfield · +1 555 0100 · Fax +1 555 0101")];
    Letterhead { name: text("Hill Street Practice"), lines, ..Letterhead::default() }
}

pub(crate) fn prescriber() -> Letterhead {
    let lines = vec![
        text("Family medicine · Lic. 48-20931 · NPI 1234567893"),
        text("Hill Street Practice, 18 Hill Street, Springfield · +1 555 0100"),
    ];
    Letterhead { name: text("Dr Ada Okafor, MD"), lines, ..Letterhead::default() }
}

pub(crate) fn marguerite() -> PatientBox {
    PatientBox {
        name: text("DELACROIX-THOMPSON, Marguerite"),
        chart_number: text("004 217"),
        sex: text("Female"),
        birth_date: text("14 Mar 1959"),
        age: text("67 y"),
        ..PatientBox::default()
    }
}

pub(crate) fn allergy(substance: &str, reaction: &str) -> Allergy {
    Allergy { substance: text(substance), reaction: text(reaction) }
}

pub(crate) fn allergies() -> Allergies {
    Allergies::Listed(vec![allergy("PENICILLIN", "anaphylaxis"), allergy("SULFONAMIDES", "rash")])
}

fn measurement(label: &str, value: &str, unit: &str, flag: Flag) -> Measurement {
    Measurement { label: text(label), value: text(value), unit: text(unit), flag }
}

pub(crate) fn medicine(
    drug: &str,
    strength: &str,
    grid: [&str; 4],
    purpose: &str,
    change: Change,
) -> Medicine {
    let [morning, noon, evening, night] = grid.map(text);
    let when = When::Grid { morning, noon, evening, night };
    Medicine { drug: text(drug), strength: text(strength), when, purpose: text(purpose), change }
}

pub(crate) fn trend() -> BloodPressureTrend {
    let reading = |day, systolic, diastolic| BloodPressureReading { day, systolic, diastolic };
    BloodPressureTrend {
        readings: vec![
            reading(day(2025, 2, 10), 146.0, 88.0),
            reading(day(2025, 5, 12), 150.0, 90.0),
            reading(day(2025, 8, 11), 142.0, 86.0),
            reading(day(2025, 11, 17), 148.0, 88.0),
            reading(day(2026, 2, 16), 146.0, 88.0),
            reading(day(2026, 6, 8), 146.0, 89.0),
            reading(day(2026, 11, 22), 158.0, 92.0),
        ],
        systolic_goal: Some((120.0, 139.0)),
        drugs: vec![
            DrugBar {
                drug: text("lisinopril"),
                dose: text("10 mg"),
                from: day(2025, 6, 1),
                until: Some(day(2026, 6, 7)),
            },
            DrugBar { drug: text("lisinopril"), dose: text("20 mg"), from: day(2026, 6, 8), until: None },
        ],
        today: day(2026, 11, 22),
    }
}

pub(crate) fn visit_summary() -> VisitSummary {
    let stopped = Change::Stopped { reason: text("raises blood pressure and bleeding risk with warfarin") };
    VisitSummary {
        letterhead: practice(),
        sheet: Sheet { number: text("VS 2026-00412"), seal: text("7K3M-Q2XD"), ..Sheet::default() },
        patient: marguerite(),
        allergies: allergies(),
        visited_on: text("22 November 2026, 11:58"),
        seen_by: text("Dr Ada Okafor"),
        reason: vec![text("Sore throat and sinus pain for 5 days.")],
        measurements: vec![
            measurement("Blood pressure", "158/92", "mmHg", Flag::High),
            measurement("Heart rate", "78", "/min", Flag::Usual),
            measurement("Temperature", "37.9", "°C", Flag::Usual),
            measurement("Oxygen", "97", "%", Flag::Usual),
            measurement("Weight", "81.5", "kg", Flag::Usual),
            measurement("BMI", "28.9", "", Flag::Usual),
        ],
        blood_pressure: Some(trend()),
        findings: vec![text("Tender over the left cheek. Throat red, no exudate. Chest clear.")],
        diagnoses: Some(vec![
            Diagnosis {
                title: text("Acute maxillary sinusitis"),
                status: text("new"),
                code: text("J01.00"),
                ..Diagnosis::default()
            },
            Diagnosis {
                title: text("High blood pressure"),
                detail: text("not controlled, likely from ibuprofen"),
                code: text("I10"),
                ..Diagnosis::default()
            },
        ]),
        assessment: Vec::new(),
        medicines: Some(vec![
            medicine("Doxycycline", "100 mg capsule", ["1", "", "1", ""], "sinusitis, 7 days", Change::New),
            medicine("Warfarin", "5 mg tablet", ["", "", "1", ""], "atrial fibrillation", Change::Same),
            medicine("Metformin", "1 g tablet", ["1", "", "1", ""], "diabetes", Change::Same),
            medicine(
                "Lisinopril",
                "20 mg tablet",
                ["1", "", "", ""],
                "blood pressure",
                Change::Changed { from: text("10 mg in the morning") },
            ),
            medicine("Atorvastatin", "40 mg tablet", ["", "", "", "1"], "cholesterol", Change::Same),
            Medicine {
                drug: text("Paracetamol"),
                strength: text("500 mg tablet"),
                when: When::Sentence(text("1 or 2 when needed, at most 8 a day")),
                purpose: text("pain"),
                change: Change::Same,
            },
            medicine("Ibuprofen", "400 mg tablet", ["", "", "", ""], "", stopped),
        ]),
        tests: None,
        plan: Vec::new(),
        next_steps: Some(vec![
            row("INR blood test", "in 3 to 5 days (the antibiotic can raise it)"),
            row("Blood pressure check", "with the nurse in 1 week"),
            row("Due", "Influenza vaccine, HbA1c"),
        ]),
        come_back_at_once: text(
            "for swelling around the eye, severe headache, stiff neck, black stools or any bleeding that does not stop.",
        ),
        contacts: Vec::new(),
        addenda: Vec::new(),
        signature: Signature {
            name: text("Dr Ada Okafor"),
            standing: Standing::Signed { at: text("22 Nov 2026 11:57") },
            picture: None,
        },
        qr: Some(QrCode {
            payload: b"paperchart:VS-2026-00412:7K3MQ2XD".to_vec(),
            caption: text(
                "This code is the number of this document. Scan it and the practice finds the visit.",
            ),
        }),
    }
}

pub(crate) fn item(
    generic: &str,
    strength: &str,
    form: &str,
    sig: &str,
    quantity: (&str, &str),
    repeats: u32,
) -> PrescribedItem {
    PrescribedItem {
        generic: text(generic),
        strength: text(strength),
        form: text(form),
        sig: text(sig),
        quantity: Quantity { figure: text(quantity.0), unit: text(quantity.1) },
        repeats,
        ..PrescribedItem::default()
    }
}

pub(crate) fn prescription() -> Prescription {
    let doxycycline = "Take 1 capsule by mouth twice daily for 7 days, with a full glass of water.";
    Prescription {
        letterhead: prescriber(),
        sheet: Sheet { number: text("Rx 2026-00871"), seal: text("9TBC-41HN"), ..Sheet::default() },
        patient: PatientBox {
            address: text("4 Elm Row, Springfield 62704"),
            weight: text("81.5 kg"),
            ..marguerite()
        },
        allergies: Allergies::Listed(vec![allergy("PENICILLIN", ""), allergy("SULFONAMIDES", "")]),
        issued_on: text("22 Nov 2026"),
        items: vec![
            PrescribedItem {
                purpose: text("acute maxillary sinusitis"),
                ..item("Doxycycline", "100 mg", "capsule", doxycycline, ("14", "capsules"), 0)
            },
            PrescribedItem {
                purpose: text("hypertension"),
                substitution: Substitution::Permitted,
                ..item(
                    "Lisinopril",
                    "20 mg",
                    "tablet",
                    "Take 1 tablet by mouth every morning.",
                    ("90", "tablets"),
                    3,
                )
            },
        ],
        note_to_pharmacist: String::new(),
        signature: Signature { name: text("Dr Ada Okafor"), standing: Standing::SignByHand, picture: None },
        qr: Some(QrCode { payload: b"paperchart:RX-2026-00871:9TBC41HN".to_vec(), caption: String::new() }),
    }
}

pub(crate) fn recovery_page() -> RecoveryPage {
    let groups = ["7Q2M", "K9XD", "3FHT", "W1BN", "C8RY", "5JVP", "0ZGE", "6SAL"];
    RecoveryPage {
        letterhead: practice(),
        groups: groups.map(text).into(),
        qr: Some(QrCode {
            payload: groups.concat().into_bytes(),
            caption: text("The same code for a camera. It holds the code and nothing else."),
        }),
        made_on: text("22 Nov 2026"),
        made_by: text("Dr Ada Okafor"),
        code_number: text("A7"),
    }
}

pub(crate) fn verify_report() -> VerifyReport {
    VerifyReport {
        letterhead: practice(),
        sheet: Sheet { number: text("VR 2026-0003"), seal: text("1M4Z-8QKA"), ..Sheet::default() },
        title: text("Check of the practice"),
        made_on: text("22 November 2026, 12:10"),
        verdict: text("One thing needs your attention."),
        sound: false,
        rows: vec![
            row("Entries read", "12,402"),
            row("Chain", "unbroken"),
            row("Last backup", "21 Nov 2026 19:02"),
        ],
        findings: vec![
            Finding {
                severity: Severity::Warning,
                text: text("The backup folder holds one copy older than 30 days."),
                advice: text("Plug in the second disk and make a backup today."),
            },
            Finding {
                severity: Severity::Note,
                text: text("3 users, 1 of them not seen for a year."),
                advice: text(""),
            },
        ],
    }
}

/// Names in the scripts that are bundled, each with a dose in the same sentence.
pub(crate) fn foreign_names() -> Vec<(&'static str, &'static str)> {
    vec![
        ("فاطمة الزهراء", "خذ قرص amoxicillin 500 mg مرتين في اليوم لمدة 7 أيام."),
        ("משה כהן", "לקחת טבליה אחת של amoxicillin 500 mg פעמיים ביום."),
        ("प्रिया शर्मा", "अमोक्सिसिलिन 500 mg दिन में दो बार लें।"),
        ("রহিমা বেগম", "দিনে দুইবার 500 mg খান।"),
        ("கவிதா ரமேஷ்", "ஒரு நாளைக்கு இரண்டு முறை 500 mg."),
        ("สมชาย ใจดี", "รับประทานครั้งละ 1 เม็ด 500 mg วันละ 2 ครั้ง"),
        ("Нина Иванова", "Принимать по 1 таблетке 500 mg два раза в день."),
        ("Łukasz Żółć-Ångström", "Take 1 tablet by mouth twice daily."),
    ]
}

pub(crate) fn medication_plan() -> MedicationPlan {
    let planned = |drug: &str, strength: &str, grid: [&str; 4], purpose: &str, note: &str| {
        let [morning, noon, evening, night] = grid.map(text);
        let when = When::Grid { morning, noon, evening, night };
        PlannedMedicine {
            drug: text(drug),
            strength: text(strength),
            when,
            purpose: text(purpose),
            note: text(note),
        }
    };
    MedicationPlan {
        letterhead: practice(),
        sheet: Sheet { number: text("MP 2026-00033"), ..Sheet::default() },
        patient: marguerite(),
        allergies: allergies(),
        made_on: text("22 Nov 2026"),
        made_by: text("Dr Ada Okafor"),
        regular: vec![
            planned("Metformin", "1 g tablet", ["1", "", "1", ""], "diabetes", "with food"),
            planned("Warfarin", "5 mg tablet", ["", "", "1", ""], "atrial fibrillation", ""),
        ],
        when_needed: vec![PlannedMedicine {
            when: When::Sentence(text("Take 1 or 2 tablets when needed, at most 8 a day.")),
            ..planned("Paracetamol", "500 mg tablet", [""; 4], "pain", "")
        }],
        contact: text("Hill Street Practice · +1 555 0100"),
    }
}

pub(crate) fn parts() -> ChartDocument {
    let table = PartTable {
        head: ["Vaccine", "Date"].map(text).to_vec(),
        shares: vec![1.0, 0.2],
        rows: vec![
            vec![PartCell::bold("Influenza"), PartCell::plain("22 Oct 2024")],
            vec![
                PartCell { struck: true, ..PartCell::plain("Influenza") },
                PartCell { alert: true, ..PartCell::plain("never") },
            ],
        ],
        ..PartTable::default()
    };
    let line = TrendLine { name: text(""), points: vec![(day(2025, 1, 6), 7.4), (day(2026, 1, 5), 6.9)] };
    let curve = GrowthCurve { name: text("50"), middle: true, points: vec![(24.0, 12.5), (240.0, 60.0)] };
    let growth = GrowthChart {
        value_name: text("Weight, kg"),
        age_name: text("Age, years"),
        unit: text("kg"),
        ages: (24.0, 240.0),
        age_step: 24.0,
        months_in_unit: 12.0,
        range: (0.0, 90.0),
        value_step: 10.0,
        curves: vec![curve],
        child: vec![(60.0, 18.0), (96.0, 25.4)],
    };
    ChartDocument {
        title: text("Chart"),
        date: text("22 November 2026"),
        letterhead: practice(),
        sheet: Sheet { number: text("CH 1"), ..Sheet::default() },
        patient: Some(marguerite()),
        allergies: Some(allergies()),
        facts: vec![text("No. 004 217")],
        to: vec![text("Springfield Heart Clinic"), text("1 Main Street")],
        parts: vec![
            Part::Contents,
            Part::Heading(text("Vaccines")),
            Part::Table(table),
            Part::Chapter(text("Trends")),
            Part::Subject(text("HbA1c, %")),
            Part::Trend(Trend { lines: vec![line], usual: Some((4.0, 5.6)), ..Trend::default() }),
            Part::Growth(growth),
            Part::Section(text("2026")),
            Part::Strong(text("Entered in error: another patient")),
            Part::Text(text("A first line.\nA second line.")),
            Part::Small(text("A remark.")),
            Part::None,
            Part::Bars(BarCode { value: text("004217-261122"), height_tenths: 80, module_hundredths: 30 }),
        ],
        signature: Some(Signature {
            name: text("Dr Ada Okafor"),
            standing: Standing::SignByHand,
            picture: None,
        }),
        signed_beneath: true,
        ..ChartDocument::default()
    }
}

pub(crate) fn label() -> Label {
    Label {
        title: text("Patient label"),
        name: text("DELACROIX-THOMPSON, Marguerite"),
        lines: vec![text("born 14 Mar 1959 · F · No. 004 217")],
        alert: text("ALLERGIES: PENICILLIN"),
        code: Some(BarCode { value: text("004217"), height_tenths: 45, module_hundredths: 30 }),
    }
}

pub(crate) fn audit_report() -> AuditReport {
    AuditReport {
        letterhead: practice(),
        title: text("Who opened this chart"),
        made_on: text("22 November 2026, 12:10"),
        asked: vec![row("Chart", "004 217"), row("From", "1 Nov 2026")],
        acts: vec![AuditedAct {
            at: text("22 Nov 2026 11:41"),
            who: text("Dr Ada Okafor"),
            what: text("opened the chart"),
            chart: text("DELACROIX-THOMPSON, Marguerite · 004 217"),
            detail: String::new(),
        }],
    }
}

/// A certificate: no allergies, the signature beneath the last word, a duplicate of a paper printed before.
pub(crate) fn certificate() -> ChartDocument {
    let reprint = Reprint { number: 1, on: text("23 Nov 2026"), by: text("Nina Brandt, RN") };
    ChartDocument {
        title: text("Medical certificate"),
        date: text("22 November 2026"),
        letterhead: practice(),
        sheet: Sheet {
            number: text("MC 2026-0007"),
            seal: text("2F7Q-K0AB"),
            reprint: Some(reprint),
            copy: true,
            certificate: true,
        },
        patient: Some(marguerite()),
        facts: vec![text("No. 004 217")],
        parts: vec![Part::Text(text(
            "In my opinion she is not fit for work or school from 22 Nov 2026 until 25 Nov 2026 (4 days).",
        ))],
        signature: Some(Signature {
            name: text("Dr Ada Okafor"),
            standing: Standing::SignByHand,
            picture: Some(mark()),
        }),
        signed_beneath: true,
        ..ChartDocument::default()
    }
}

/// A picture of 24 × 12 pixels: half of it coloured, half of it clear.
pub(crate) fn mark() -> Picture {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 24, 12);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let pixel = |at: usize| if at % 24 < 12 { [15, 92, 110, 255] } else { [0, 0, 0, 0] };
    let pixels: Vec<u8> = (0..24 * 12).flat_map(pixel).collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    Picture::read(&bytes).unwrap()
}

/// Every kind of document there is, from fixed data: its name for the golden files, and the file.
pub(crate) fn every_document() -> Vec<(&'static str, Pdf)> {
    let arabic = |size| Setting { locale: Locale::Ar, ..setting(size) };
    let american = |size| Setting { locale: Locale::EnUs, ..setting(size) };
    let with_logo = Letterhead { logo: Some(mark()), ..practice() };
    let draft = Signature { standing: Standing::Draft, ..visit_summary().signature };
    let draft = VisitSummary {
        letterhead: with_logo,
        signature: draft,
        allergies: Allergies::NeverAsked,
        ..visit_summary()
    };
    let copy = Sheet { copy: true, ..prescription().sheet };
    let copy = Prescription {
        sheet: copy,
        allergies: Allergies::NoneKnown { asked_on: text("3 Mar 2026") },
        ..prescription()
    };
    let mut foreign = visit_summary();
    foreign.reason = foreign_names().into_iter().flat_map(|(name, dose)| [text(name), text(dose)]).collect();
    vec![
        ("visit-summary-a4", visit_summary_of(&visit_summary(), &setting(PageSize::A4))),
        ("visit-summary-draft-letter", visit_summary_of(&draft, &american(PageSize::Letter))),
        ("visit-summary-arabic-a4", visit_summary_of(&visit_summary(), &arabic(PageSize::A4))),
        ("visit-summary-scripts-letter", visit_summary_of(&foreign, &setting(PageSize::Letter))),
        ("prescription-a5", paper::prescription(&prescription(), &setting(PageSize::A5)).unwrap()),
        (
            "prescription-copy-half-letter",
            paper::prescription(&copy, &setting(PageSize::HalfLetter)).unwrap(),
        ),
        ("prescription-a4", paper::prescription(&prescription(), &setting(PageSize::A4)).unwrap()),
        ("prescription-two-up", paper::prescription_two_up(&prescription(), &setting(PageSize::A5)).unwrap()),
        ("medication-plan-a4", paper::medication_plan(&medication_plan(), &setting(PageSize::A4)).unwrap()),
        (
            "medication-plan-arabic-a5",
            paper::medication_plan(&medication_plan(), &arabic(PageSize::A5)).unwrap(),
        ),
        ("certificate-a5", paper::chart_document(&certificate(), &setting(PageSize::A5)).unwrap()),
        ("parts-letter", paper::chart_document(&parts(), &setting(PageSize::Letter)).unwrap()),
        ("label-57x32", paper::label(&label(), &setting(PageSize::Label57x32)).unwrap()),
        ("label-89x36", paper::label(&label(), &setting(PageSize::Label89x36)).unwrap()),
        ("recovery-page-a4", paper::recovery_page(&recovery_page(), &setting(PageSize::A4)).unwrap()),
        ("verify-report-letter", paper::report(&verify_report(), &setting(PageSize::Letter)).unwrap()),
        ("audit-report-a4", paper::audit_report(&audit_report(), &setting(PageSize::A4)).unwrap()),
    ]
}

fn visit_summary_of(summary: &VisitSummary, setting: &Setting) -> Pdf {
    paper::visit_summary(summary, setting).unwrap()
}
