//! Reading the tables of `assets/reference/rules`, each cell held against what its heading promises.

use super::Tier;
use super::doses::Unit;
use super::rulebook::{
    AgeRow, Bound, Cross, Duplicate, Group, Interaction, KidneyRow, Most, Period, ProblemRow, Quiet,
    ResultRow, Rulebook, Said, State, Tiers,
};
use super::selector::{Class, Classes, Selector, Set};
use super::substances::{Sub, Substances};
use super::values::Analyte;
use crate::Fault;
use crate::formulary::Formulary;
use crate::table::{list, rows};
use std::collections::HashMap;

macro_rules! table {
    ($name:literal) => {
        include_str!(concat!("../../../../assets/reference/rules/", $name))
    };
}

/// All tables, ready.
pub(super) fn rulebook(formulary: &Formulary, as_of: &'static str) -> Result<Rulebook, Fault> {
    let mut substances = Substances::read(formulary)?;
    let classes = classes(&mut substances)?;
    let mut reader = Reader { table: "", classes, substances: &mut substances };
    let interactions = interactions(&mut reader)?;
    let quiet = quiet(&mut reader)?;
    let (groups, group_names) = groups(&mut reader)?;
    let cross = cross(&mut reader, &groups)?;
    let duplicates = duplicates(&mut reader)?;
    let states = states(&mut reader)?;
    let kidneys = kidneys(&mut reader)?;
    let ages = ages(&mut reader)?;
    let results = results(&mut reader)?;
    let problems = problems(&mut reader)?;
    let most = most(&mut reader)?;
    let acts = super::acts::read(&mut reader)?;
    let classes = reader.classes;
    Ok(Rulebook {
        as_of,
        substances,
        classes,
        interactions,
        quiet,
        groups,
        group_names,
        cross,
        duplicates,
        states,
        kidneys,
        ages,
        results,
        problems,
        most,
        acts,
    })
}

pub(super) struct Reader<'f> {
    pub(super) table: &'static str,
    classes: Classes,
    substances: &'f mut Substances,
}

impl Reader<'_> {
    pub(super) fn select(&mut self, line: usize, cell: &'static str) -> Result<Selector, Fault> {
        Selector::read(self.table, line, cell, &self.classes, self.substances)
    }

    pub(super) fn fault(&self, line: usize, what: impl Into<String>) -> Fault {
        Fault::Line { table: self.table, line, what: what.into() }
    }

    fn tier(&self, line: usize, cell: &'static str) -> Result<Option<Tier>, Fault> {
        match cell {
            "contraindicated" => Ok(Some(Tier::Contraindicated)),
            "warning" => Ok(Some(Tier::Warning)),
            "note" => Ok(Some(Tier::Note)),
            "silent" => Ok(None),
            other => Err(self.fault(line, format!("{other} is no tier"))),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the cells that every row ends with")]
    fn said(
        &self,
        line: usize,
        id: &'static str,
        tier: &'static str,
        effect: &'static str,
        action: &'static str,
        source: &'static str,
        reviewed: &'static str,
    ) -> Result<Said, Fault> {
        if source.is_empty() || id.is_empty() {
            return Err(self.fault(line, "a row without a name or a source does not ship"));
        }
        let reviewed = match reviewed {
            "yes" => true,
            "no" => false,
            other => return Err(self.fault(line, format!("reviewed is yes or no, not {other}"))),
        };
        let tier = self.tier(line, tier)?.unwrap_or(Tier::Note);
        Ok(Said { id, tier, effect, action, source, reviewed })
    }

    fn number(&self, line: usize, cell: &'static str) -> Result<f64, Fault> {
        cell.parse().map_err(|_| self.fault(line, format!("{cell} is no number")))
    }

    fn maybe(&self, line: usize, cell: &'static str) -> Result<Option<f64>, Fault> {
        if cell.is_empty() { Ok(None) } else { self.number(line, cell).map(Some) }
    }

    fn bound(&self, line: usize, analyte: &str, when: &str, limit: &'static str) -> Result<Bound, Fault> {
        let above = match when {
            "above" => true,
            "below" => false,
            other => return Err(self.fault(line, format!("{other} is neither above nor below"))),
        };
        Ok(Bound { analyte: self.analyte(line, analyte)?, above, limit: self.number(line, limit)? })
    }

    fn analyte(&self, line: usize, word: &str) -> Result<Analyte, Fault> {
        let found = Analyte::ALL.into_iter().find(|analyte| analyte.word() == word);
        found.ok_or_else(|| self.fault(line, format!("{word} is no result")))
    }

    /// `simvastatin 20 mg`.
    fn amount(&mut self, line: usize, cell: &'static str) -> Result<(Sub, f64, Unit), Fault> {
        let wrong = || Fault::Line { table: "interactions.tsv", line, what: format!("{cell} is no amount") };
        let (rest, unit) = cell.rsplit_once(' ').ok_or_else(wrong)?;
        let (name, figure) = rest.rsplit_once(' ').ok_or_else(wrong)?;
        let (factor, unit) = Unit::read(unit).ok_or_else(wrong)?;
        let value: f64 = figure.parse().map_err(|_| wrong())?;
        Ok((self.substances.of(name), value * factor, unit))
    }
}

fn classes(substances: &mut Substances) -> Result<Classes, Fault> {
    let mut classes = Classes::new();
    for (line, [name, title, members, source]) in rows("classes.tsv", table!("classes.tsv"))? {
        let named: Vec<Sub> = list(members).map(|member| substances.of(member)).collect();
        if named.is_empty() || source.is_empty() {
            return Err(Fault::Line {
                table: "classes.tsv",
                line,
                what: "a class has members and a source".to_owned(),
            });
        }
        let mut set = Set::default();
        named.iter().for_each(|sub| set.insert(*sub));
        classes.insert(name, Class { title, members: set });
    }
    Ok(classes)
}

fn interactions(reader: &mut Reader<'_>) -> Result<Vec<Interaction>, Fault> {
    reader.table = "interactions.tsv";
    let mut all = Vec::new();
    for (line, [id, tier, a, b, effect, action, values, limit, graver, on_list, source, reviewed]) in
        rows("interactions.tsv", table!("interactions.tsv"))?
    {
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        let a = reader.select(line, a)?;
        let b = b.split(" + ").map(|cell| reader.select(line, cell)).collect::<Result<_, _>>()?;
        let values = list(values).map(|word| reader.analyte(line, word)).collect::<Result<_, _>>()?;
        let limits = list(limit).map(|cell| reader.amount(line, cell)).collect::<Result<_, _>>()?;
        let graver = match graver.split(' ').collect::<Vec<_>>()[..] {
            [""] => None,
            [analyte, when, limit] => Some(reader.bound(line, analyte, when, limit)?),
            _ => return Err(reader.fault(line, format!("{graver} is no result past a limit"))),
        };
        all.push(Interaction { said, a, b, values, limits, graver, always: on_list.starts_with("onc-high") });
    }
    Ok(all)
}

fn quiet(reader: &mut Reader<'_>) -> Result<Vec<Quiet>, Fault> {
    reader.table = "quiet.tsv";
    let mut all = Vec::new();
    for (line, [id, a, b, effect, source, reviewed]) in rows("quiet.tsv", table!("quiet.tsv"))? {
        let said =
            reader.said(line, id, "note", effect, "Nothing has to be changed for it.", source, reviewed)?;
        all.push(Quiet { said, a: reader.select(line, a)?, b: reader.select(line, b)? });
    }
    Ok(all)
}

fn groups(reader: &mut Reader<'_>) -> Result<(Vec<Group>, HashMap<String, usize>), Fault> {
    reader.table = "allergy_groups.tsv";
    let (mut all, mut names) = (Vec::new(), HashMap::new());
    for (line, [id, title, said_as, members, tier, severe, side_effect, action, source, reviewed]) in
        rows("allergy_groups.tsv", table!("allergy_groups.tsv"))?
    {
        let mut set = Set::default();
        list(members).for_each(|member| set.insert(reader.substances.of(member)));
        for name in list(said_as).chain([title]) {
            names.insert(crate::words::plain(name), all.len());
        }
        let tiers = Tiers {
            plain: reader.tier(line, tier)?,
            severe: reader.tier(line, severe)?,
            side_effect: reader.tier(line, side_effect)?,
        };
        let said = reader.said(line, id, tier, "the same group", action, source, reviewed)?;
        all.push(Group { said, title, members: set, tiers });
    }
    Ok((all, names))
}

fn cross(reader: &mut Reader<'_>, groups: &[Group]) -> Result<Vec<Cross>, Fault> {
    reader.table = "allergy_cross.tsv";
    // The groups of allergies stand beside the classes of medicines here, and before them.
    let mut classes = reader.classes.clone();
    for group in groups {
        classes.insert(group.said.id, Class { title: group.title, members: group.members.clone() });
    }
    let mut all = Vec::new();
    for (line, [id, from, to, tier, severe, effect, action, source, reviewed]) in
        rows("allergy_cross.tsv", table!("allergy_cross.tsv"))?
    {
        let (mut set, mut from_groups) = (Set::default(), Vec::new());
        for item in list(from) {
            match item.strip_prefix('@') {
                Some(name) => {
                    let place = groups.iter().position(|group| group.said.id == name);
                    let place = place.ok_or_else(|| reader.fault(line, format!("{name} is no group")))?;
                    groups[place].members.members().for_each(|sub| set.insert(sub));
                    from_groups.push(place);
                }
                None => set.insert(reader.substances.of(item)),
            }
        }
        let (plain, severe) = (reader.tier(line, tier)?, reader.tier(line, severe)?);
        let side_effect = plain.map(|_| Tier::Note).filter(|_| plain != Some(Tier::Note));
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        let to = Selector::read(reader.table, line, to, &classes, reader.substances)?;
        all.push(Cross { said, from: set, from_groups, to, tiers: Tiers { plain, severe, side_effect } });
    }
    Ok(all)
}

fn duplicates(reader: &mut Reader<'_>) -> Result<Vec<Duplicate>, Fault> {
    reader.table = "duplicates.tsv";
    let mut all = Vec::new();
    for (line, [class, tier, except, action, source, reviewed]) in
        rows("duplicates.tsv", table!("duplicates.tsv"))?
    {
        let said = reader.said(line, class, tier, "two of one class", action, source, reviewed)?;
        let titles: Vec<&str> = list(class)
            .map(|item| {
                let name = item.trim_start_matches('@').trim_end_matches('*');
                reader.classes.get(name).map_or(name, |class| class.title)
            })
            .collect();
        let title = titles.join(" or ");
        all.push(Duplicate {
            said,
            title,
            members: reader.select(line, class)?,
            except: reader.select(line, except)?,
        });
    }
    Ok(all)
}

fn states(reader: &mut Reader<'_>) -> Result<Vec<State>, Fault> {
    reader.table = "pregnancy.tsv";
    let mut all = Vec::new();
    for (line, [id, who, state, tier, weeks, exclude, effect, action, source, reviewed]) in
        rows("pregnancy.tsv", table!("pregnancy.tsv"))?
    {
        let pregnancy = match state {
            "pregnancy" => true,
            "breast-feeding" => false,
            other => return Err(reader.fault(line, format!("{other} is no state"))),
        };
        let wrong = || Fault::Line { table: "pregnancy.tsv", line, what: format!("{weeks} are no weeks") };
        let weeks = match weeks.split_once('-') {
            Some((from, to)) => Some((from.parse().map_err(|_| wrong())?, to.parse().map_err(|_| wrong())?)),
            None if weeks.is_empty() => None,
            None => return Err(wrong()),
        };
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        all.push(State { said, who: reader.select(line, who)?, pregnancy, weeks, exclude: exclude == "yes" });
    }
    Ok(all)
}

fn kidneys(reader: &mut Reader<'_>) -> Result<Vec<KidneyRow>, Fault> {
    reader.table = "renal.tsv";
    let mut all = Vec::new();
    for (line, [id, who, measure, below, tier, effect, action, source, reviewed]) in
        rows("renal.tsv", table!("renal.tsv"))?
    {
        let clearance = match measure {
            "CrCl" => true,
            "eGFR" => false,
            other => return Err(reader.fault(line, format!("{other} is no measure"))),
        };
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        let below = reader.number(line, below)?;
        all.push(KidneyRow { said, who: reader.select(line, who)?, clearance, below });
    }
    Ok(all)
}

fn ages(reader: &mut Reader<'_>) -> Result<Vec<AgeRow>, Fault> {
    reader.table = "age.tsv";
    let mut all = Vec::new();
    for (line, [id, who, from, under, tier, effect, action, source, reviewed]) in
        rows("age.tsv", table!("age.tsv"))?
    {
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        let (from, under) = (reader.maybe(line, from)?, reader.maybe(line, under)?);
        if from.is_none() && under.is_none() {
            return Err(reader.fault(line, "an age has a beginning or an end"));
        }
        all.push(AgeRow { said, who: reader.select(line, who)?, from, under });
    }
    Ok(all)
}

fn results(reader: &mut Reader<'_>) -> Result<Vec<ResultRow>, Fault> {
    reader.table = "values.tsv";
    let mut all = Vec::new();
    for (line, [id, who, value, when, limit, _, tier, effect, action, source, reviewed]) in
        rows("values.tsv", table!("values.tsv"))?
    {
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        let bound = reader.bound(line, value, when, limit)?;
        all.push(ResultRow { said, who: reader.select(line, who)?, bound });
    }
    Ok(all)
}

fn problems(reader: &mut Reader<'_>) -> Result<Vec<ProblemRow>, Fault> {
    reader.table = "conditions.tsv";
    let mut all = Vec::new();
    for (line, [id, who, icd, words, tier, effect, action, source, reviewed]) in
        rows("conditions.tsv", table!("conditions.tsv"))?
    {
        let said = reader.said(line, id, tier, effect, action, source, reviewed)?;
        let who = reader.select(line, who)?;
        all.push(ProblemRow { said, who, icd: list(icd).collect(), words: list(words).collect() });
    }
    Ok(all)
}

fn most(reader: &mut Reader<'_>) -> Result<Vec<Most>, Fault> {
    reader.table = "max_dose.tsv";
    let mut all = Vec::new();
    for (line, [ingredient, per, amount, source, reviewed]) in rows("max_dose.tsv", table!("max_dose.tsv"))? {
        let wrong =
            || Fault::Line { table: "max_dose.tsv", line, what: format!("{per} {amount} is no most") };
        let (period, unit) = match per {
            "day" => (Period::Day, None),
            "week" => (Period::Week, None),
            "month" => (Period::Month, None),
            "times-a-week" => (Period::NotDaily, Some((1.0, Unit::Milligram))),
            _ => return Err(wrong()),
        };
        let (figure, word) = amount.split_once(' ').unwrap_or((amount, ""));
        let (factor, unit) = unit.or_else(|| Unit::read(word)).ok_or_else(wrong)?;
        let value: f64 = figure.parse().map_err(|_| wrong())?;
        let said = reader.said(line, ingredient, "warning", "", "", source, reviewed)?;
        let of = reader.substances.of(ingredient);
        all.push(Most { of, period, amount: value * factor, unit, source, reviewed: said.reviewed });
    }
    Ok(all)
}
