//! What generated patients come for: complaints with the sentences, code and drug that go with each.
//! Plausible in size and wording, so that a file full of them behaves like a real practice's; they teach nothing.

/// A reason for a visit with what a doctor writes about it.
pub(super) struct Complaint {
    pub(super) reason: &'static str,
    pub(super) subjective: &'static [&'static str],
    pub(super) objective: &'static [&'static str],
    pub(super) plan: &'static [&'static str],
    /// The diagnosis in words and its ICD-10-CM code.
    pub(super) diagnosis: (&'static str, &'static str),
    /// A drug that may be taken for it, its RxNorm ingredient, strength, form and instructions.
    pub(super) drug: Drug,
}

pub(super) struct Drug {
    pub(super) name: &'static str,
    pub(super) rxnorm: &'static str,
    pub(super) strength: &'static str,
    pub(super) form: &'static str,
    pub(super) instructions: &'static str,
    pub(super) long_term: bool,
}

/// The place in the table of what children come for.
pub(super) const OF_CHILDREN: usize = 2;

pub(super) const COMPLAINTS: &[Complaint] = &[
    Complaint {
        reason: "Blood pressure review",
        subjective: &[
            "Feels well and has no chest pain, breathlessness or ankle swelling.",
            "Takes the tablets every morning and misses perhaps one dose a month.",
            "Home readings over the last two weeks are mostly in the 130s, a little higher in the evening.",
            "Has cut down on salt and walks to work three days a week.",
        ],
        objective: &[
            "Looks well, pulse regular, heart sounds normal without murmur.",
            "Chest clear, no ankle oedema, feet warm with palpable pulses.",
            "Second reading after five minutes of rest was close to the first.",
        ],
        plan: &[
            "Blood pressure acceptable at home; continue the present dose and keep the diary.",
            "Kidney function and potassium before the next review, lipids once a year.",
            "Talked about weight and alcohol; next review in three months or sooner if readings rise.",
        ],
        diagnosis: ("Hypertension", "I10"),
        drug: Drug {
            name: "Lisinopril",
            rxnorm: "29046",
            strength: "10 mg",
            form: "tablet",
            instructions: "Take 1 tablet by mouth every morning.",
            long_term: true,
        },
    },
    Complaint {
        reason: "Diabetes review",
        subjective: &[
            "No hypos, no thirst, sleeps through without passing urine more than once.",
            "Fasting readings between 110 and 150, highest after weekends.",
            "Feet comfortable, no numbness; saw the eye clinic this year.",
            "Finds breakfast easy and the evening meal hard to keep to.",
        ],
        objective: &[
            "Feet: skin intact, pulses present, feels the monofilament at all ten points.",
            "Weight steady since the last visit, injection sites not applicable.",
            "Heart sounds normal, chest clear.",
        ],
        plan: &[
            "Type 2 diabetes, reasonable control; continue metformin with meals.",
            "HbA1c, urine albumin and kidney function in three months, results by telephone.",
            "Agreed one change: a walk after the evening meal on weekdays.",
        ],
        diagnosis: ("Type 2 diabetes", "E11.9"),
        drug: Drug {
            name: "Metformin",
            rxnorm: "6809",
            strength: "500 mg",
            form: "tablet",
            instructions: "Take 1 tablet by mouth twice daily with meals.",
            long_term: true,
        },
    },
    Complaint {
        reason: "Cough and cold",
        subjective: &[
            "Blocked nose and cough for five days, began with a sore throat.",
            "Brings up a little clear phlegm in the morning, no blood, no wheeze.",
            "Eating and drinking, slept badly for two nights because of the cough.",
            "A child at home had the same last week.",
        ],
        objective: &[
            "Throat a little red without exudate, ears normal, no swollen nodes of note.",
            "Chest clear to the bases, breathing comfortably and speaking in full sentences.",
        ],
        plan: &[
            "Viral upper respiratory infection; explained that an antibiotic would not shorten it.",
            "Fluids, rest and something for the fever; the cough may take three weeks to go.",
            "Come back for breathlessness, fever beyond five days or blood in the phlegm.",
        ],
        diagnosis: ("Upper respiratory infection", "J06.9"),
        drug: Drug {
            name: "Ibuprofen",
            rxnorm: "5640",
            strength: "400 mg",
            form: "tablet",
            instructions: "Take 1 tablet by mouth up to three times daily with food, for up to 5 days.",
            long_term: false,
        },
    },
    Complaint {
        reason: "Low back pain",
        subjective: &[
            "Low back pain for two weeks after moving furniture, worse on sitting, better on walking.",
            "No pain below the knee, no numbness, bladder and bowels as always.",
            "Has kept working with breaks; takes something for it twice a day.",
        ],
        objective: &[
            "Moves freely in the room, bends forward to the knees with discomfort.",
            "Straight leg raise free on both sides, power and reflexes equal, heels and toes fine.",
            "Tender over the lumbar muscles, not over the spine.",
        ],
        plan: &[
            "Mechanical low back pain without warning signs; no picture needed now.",
            "Keep moving, heat, simple exercises shown; most people are better within six weeks.",
            "At once if numb between the legs, if the legs become weak or the bladder fails.",
        ],
        diagnosis: ("Low back pain", "M54.50"),
        drug: Drug {
            name: "Naproxen",
            rxnorm: "7258",
            strength: "250 mg",
            form: "tablet",
            instructions: "Take 1 tablet by mouth twice daily with food, for up to 7 days.",
            long_term: false,
        },
    },
    Complaint {
        reason: "Heartburn",
        subjective: &[
            "Burning behind the breastbone after large meals and at night, about four days a week.",
            "Swallows well, weight steady, stools of normal colour.",
            "Coffee and late dinners make it worse; a spoon of antacid helps for an hour.",
        ],
        objective: &[
            "Abdomen soft, a little tender in the epigastrium, no mass.",
            "Not pale, no nodes above the collarbones.",
        ],
        plan: &[
            "Reflux without warning signs; eat earlier, raise the head of the bed.",
            "Omeprazole for eight weeks, then stop and see whether it is still needed.",
            "Back sooner for trouble swallowing, black stools or loss of weight.",
        ],
        diagnosis: ("Gastro-oesophageal reflux", "K21.9"),
        drug: Drug {
            name: "Omeprazole",
            rxnorm: "7646",
            strength: "20 mg",
            form: "capsule",
            instructions: "Take 1 capsule by mouth every morning before breakfast for 8 weeks.",
            long_term: false,
        },
    },
    Complaint {
        reason: "Low mood",
        subjective: &[
            "Low for two months, little pleasure in things, tired from the morning on.",
            "Sleeps four to five hours and wakes early; eats because it is time to.",
            "No thoughts of ending life, wants to be here for the family; a sister knows.",
            "Still goes to work, finds it hard to concentrate.",
        ],
        objective: &[
            "Well kept, good eye contact, speaks a little slowly, tearful once.",
            "Thinking ordered, no signs of psychosis.",
        ],
        plan: &[
            "Depression of moderate degree; explained what it is and that it gets better.",
            "Sertraline every morning, talking therapy referral sent, a walk each day agreed.",
            "See again in two weeks; crisis numbers given and written down.",
        ],
        diagnosis: ("Depression", "F32.A"),
        drug: Drug {
            name: "Sertraline",
            rxnorm: "36437",
            strength: "50 mg",
            form: "tablet",
            instructions: "Take 1 tablet by mouth every morning.",
            long_term: true,
        },
    },
];
