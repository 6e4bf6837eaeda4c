//! Reading, changing and trying out templates.

use super::{BUILT_IN, Filling, Template, built_in, placeholders};
use crate::desk::{Desk, required};
use crate::prints::common::open;
use crate::prints::{Document, PrintRequest};
use crate::problem::Problem;
use crate::view::Nothing;
use chart::sections::staff::{LetterTemplate, StaffStatement};
use chart::{EntryId, PatientId, RecordId, Statement};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Every template and every placeholder.
#[derive(Debug, Serialize, TS)]
pub struct TemplatesView {
    /// The templates, the program's own first.
    pub templates: Vec<TemplateView>,
    /// What can stand between `{{` and `}}`.
    pub placeholders: Vec<PlaceholderView>,
}

/// One template.
#[derive(Debug, Serialize, TS)]
pub struct TemplateView {
    /// Its word: `referral`.
    pub key: String,
    /// What stands at the top of the page.
    pub title: String,
    /// The whole text with its head.
    pub text: String,
    /// The practice has a version of its own.
    pub own: bool,
    /// The program brings one of this name.
    pub built_in: bool,
    /// The versions a change has to name; none where the practice has none.
    pub heads: Vec<EntryId>,
}

/// One placeholder.
#[derive(Debug, Serialize, TS)]
pub struct PlaceholderView {
    /// `patient.name`.
    pub name: String,
    /// What it is.
    pub about: String,
}

/// Keep a template.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTemplate {
    /// Its word: letters, digits and hyphens.
    pub key: String,
    /// The whole text with its head.
    pub text: String,
    /// The versions on screen; none for a new one.
    #[serde(default)]
    pub heads: Vec<EntryId>,
}

/// Give up the practice's version; the program's own holds again where there is one.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemoveTemplate {
    /// Which.
    pub key: String,
    /// The versions on screen.
    pub heads: Vec<EntryId>,
}

/// Fill a template from a chart: to try it out, or to edit the letter before it is printed.
#[derive(Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FillTemplate {
    /// Whose chart.
    pub patient: PatientId,
    /// The visit; the newest when absent.
    #[serde(default)]
    #[ts(optional)]
    pub encounter: Option<RecordId>,
    /// A template that is kept.
    #[serde(default)]
    #[ts(optional)]
    pub key: Option<String>,
    /// Or the text of one that is being written.
    #[serde(default)]
    #[ts(optional)]
    pub text: Option<String>,
    /// The first day of a certificate.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    #[ts(optional)]
    pub until: Option<NaiveDate>,
}

/// A filled template.
#[derive(Debug, Serialize, TS)]
pub struct FilledView {
    /// What stands at the top of the page.
    pub title: String,
    /// The text, ready to be edited.
    pub text: String,
}

pub(crate) fn list(desk: &mut Desk<'_>, _: Nothing) -> Result<TemplatesView, Problem> {
    let own: Vec<(LetterTemplate, Vec<EntryId>)> =
        desk.people().templates().map(|(_, template, heads)| (template.clone(), heads.to_vec())).collect();
    let title =
        |text: &str, key: &str| Template::read(text).map_or_else(|_| key.to_owned(), |read| read.title);
    let mut templates: Vec<TemplateView> = BUILT_IN
        .iter()
        .map(|(key, text)| {
            let mine = own.iter().find(|(template, _)| template.key == *key);
            let text = mine.map_or(*text, |(template, _)| template.text.as_str());
            TemplateView {
                key: (*key).to_owned(),
                title: title(text, key),
                text: text.to_owned(),
                own: mine.is_some(),
                built_in: true,
                heads: mine.map(|(_, heads)| heads.clone()).unwrap_or_default(),
            }
        })
        .collect();
    for (template, heads) in own {
        if built_in(&template.key).is_none() {
            templates.push(TemplateView {
                title: title(&template.text, &template.key),
                key: template.key,
                text: template.text,
                own: true,
                built_in: false,
                heads,
            });
        }
    }
    let placeholders = placeholders::ALL
        .iter()
        .map(|known| PlaceholderView { name: known.name.to_owned(), about: known.about.to_owned() })
        .collect();
    Ok(TemplatesView { templates, placeholders })
}

pub(crate) fn save(desk: &mut Desk<'_>, request: SaveTemplate) -> Result<TemplatesView, Problem> {
    let key = required("key", &request.key, "The template needs a name.")?;
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if key.len() > 40 || !key.chars().all(fits) {
        return Err(Problem::invalid(
            "key",
            "A template's name has small letters, digits and hyphens only, 40 at most.",
        ));
    }
    Template::read(&request.text)?;
    let statement =
        Statement::Staff(StaffStatement::Template(LetterTemplate { key: key.clone(), text: request.text }));
    let known = desk.people().templates().find(|(_, template, _)| template.key == key);
    let known = known.map(|(record, _, heads)| (record, heads.to_vec()));
    match known {
        Some((record, heads)) => {
            if heads != request.heads {
                return Err(Problem::conflict());
            }
            crate::sections::staff::supersede(desk, record, statement)?;
        }
        None => {
            desk.write(|pen| pen.say(PatientId::PRACTICE, None, statement))?;
        }
    }
    list(desk, Nothing {})
}

pub(crate) fn remove(desk: &mut Desk<'_>, request: RemoveTemplate) -> Result<TemplatesView, Problem> {
    let known = desk.people().templates().find(|(_, template, _)| template.key == request.key);
    let (record, heads) = known
        .map(|(record, _, heads)| (record, heads.to_vec()))
        .ok_or_else(|| Problem::not_found("template"))?;
    if heads != request.heads {
        return Err(Problem::conflict());
    }
    let gone = Statement::EnteredInError { section: "staff".to_owned() };
    crate::sections::staff::supersede(desk, record, gone)?;
    list(desk, Nothing {})
}

pub(crate) fn fill_out(desk: &mut Desk<'_>, request: FillTemplate) -> Result<FilledView, Problem> {
    let print = PrintRequest::new(request.patient, Document::Referral);
    let opened = open(desk, &print)?;
    let text = match (request.text, request.key) {
        (Some(text), _) => text,
        (None, Some(key)) => text_of(desk, &key)?,
        (None, None) => return Err(Problem::invalid("key", "Say which template.")),
    };
    let template = Template::read(&text)?;
    let filling = Filling::of(desk, &opened, request.encounter, (request.from, request.until))?;
    Ok(FilledView { title: template.title.clone(), text: template.fill(&filling)? })
}

/// The practice's version of a template, or the program's own.
pub(crate) fn text_of(desk: &Desk<'_>, key: &str) -> Result<String, Problem> {
    let own = desk.people().templates().find(|(_, template, _)| template.key == key);
    own.map(|(_, template, _)| template.text.clone())
        .or_else(|| built_in(key).map(str::to_owned))
        .ok_or_else(|| Problem::not_found("template"))
}
