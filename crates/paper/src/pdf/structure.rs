//! What a screen reader reads: headings, paragraphs, tables and figures, in the order in which they were set.
//!
//! ISO 32000-1, 14.7 and 14.8. Every mark of a page is either a part of this tree or an artifact; letterheads are
//! read once, what repeats on each page is not.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::{Content, hexadecimal, utf_16};
use crate::error::PaperError;
use crate::flow::{Place, Role};

/// A stretch of one page's content that belongs to the tree. Its index in the page's list is its number there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) role: Role,
    pub(crate) place: Place,
    pub(crate) figure: bool,
}

impl Stretch {
    /// The standard structure type of a stretch that stands in no table.
    fn kind(&self) -> &'static str {
        if self.figure {
            return "Figure";
        }
        match self.role {
            Role::Title => "H1",
            Role::Heading => "H2",
            _ => "P",
        }
    }

    /// The tag in the page's content.
    pub(crate) fn tag(&self) -> &'static str {
        match (self.place.table, self.place.head) {
            (0, _) => self.kind(),
            (_, true) => "TH",
            (_, false) => "TD",
        }
    }
}

/// An element in the making.
struct Element {
    kind: &'static str,
    parent: u32,
    children: Vec<Child>,
    span: u32,
}

/// What an element is made of.
enum Child {
    Element(u32),
    /// A stretch of a page, by its number there.
    Stretch(ObjectId, usize),
}

impl Element {
    /// The page of all its stretches, where they are of one.
    fn page(&self) -> Option<ObjectId> {
        let mut pages = self.children.iter().map(|child| match child {
            Child::Stretch(page, _) => Some(*page),
            Child::Element(_) => None,
        });
        let first = pages.next()??;
        pages.all(|page| page == Some(first)).then_some(first)
    }

    /// The element as it stands in the file.
    fn written(&self, figure_words: &str) -> String {
        let mut text = format!("<</Type/StructElem/S/{}/P {} 0 R", self.kind, self.parent);
        let page = self.page();
        if let Some((page, _)) = page {
            text.push_str(&format!("/Pg {page} 0 R"));
        }
        text.push_str("/K[");
        for child in &self.children {
            text.push_str(&match child {
                Child::Element(id) => format!("{id} 0 R "),
                Child::Stretch(_, number) if page.is_some() => format!("{number} "),
                Child::Stretch((page, _), number) => format!("<</Type/MCR/Pg {page} 0 R/MCID {number}>>"),
            });
        }
        text.push(']');
        if self.kind == "Figure" {
            text.push_str(&format!("/Alt<{}>", hexadecimal(utf_16(figure_words))));
        }
        let scope = if self.kind == "TH" { "/Scope/Column" } else { "" };
        let span = if self.span > 1 { format!("/ColSpan {}", self.span) } else { String::new() };
        if !scope.is_empty() || !span.is_empty() {
            text.push_str(&format!("/A<</O/Table{scope}{span}>>"));
        }
        text.push_str(">>");
        text
    }
}

/// The tree in the making. Its elements are numbered as they are made.
struct Tree {
    first: u32,
    elements: Vec<Element>,
    /// The elements of tables, rows, cells and paragraphs by their numbers, which are unique among all of them.
    known: HashMap<(u8, u32), u32>,
}

impl Tree {
    fn element(&mut self, kind: &'static str, parent: u32) -> u32 {
        let id = self.first + self.elements.len() as u32;
        self.elements.push(Element { kind, parent, children: Vec::new(), span: 0 });
        self.child(parent, Child::Element(id));
        id
    }

    fn get(&mut self, id: u32) -> Option<&mut Element> {
        self.elements.get_mut(id.checked_sub(self.first)? as usize)
    }

    fn child(&mut self, parent: u32, child: Child) {
        if let Some(element) = self.get(parent) {
            element.children.push(child);
        }
    }

    /// The element of that number, made when it is first met.
    fn numbered(&mut self, level: u8, number: u32, kind: &'static str, parent: u32) -> u32 {
        if let Some(id) = self.known.get(&(level, number)) {
            return *id;
        }
        let id = self.element(kind, parent);
        self.known.insert((level, number), id);
        id
    }
}

/// What the tree is made of, an object each, as text, to be appended to the file: of a long chart it is ten times as many
/// objects as all the others, and the library needs a kilobyte and three writings for each.
pub(crate) struct Objects {
    /// The number of the first of them; the file keeps them free.
    pub(crate) first: u32,
    pub(crate) objects: Vec<String>,
}

/// Hangs the tree into the file.
pub(crate) fn hang(
    file: &mut Document,
    pages: &[Content],
    figure_words: &str,
) -> Result<Objects, PaperError> {
    let page_ids: Vec<ObjectId> = file.page_iter().collect();
    let root = file.max_id + 1;
    let (parents, document) = (root + 1, root + 2);
    let first = Element { kind: "Document", parent: root, children: Vec::new(), span: 0 };
    let mut tree = Tree { first: document, elements: vec![first], known: HashMap::new() };
    let mut numbers = String::from("<</Nums[");
    for (number, (page, content)) in page_ids.iter().zip(pages).enumerate() {
        numbers.push_str(&format!("{number}["));
        for (mark, stretch) in content.stretches.iter().enumerate() {
            let owner = owner(&mut tree, document, stretch);
            tree.child(owner, Child::Stretch(*page, mark));
            numbers.push_str(&format!("{owner} 0 R "));
        }
        numbers.push(']');
        let page = file
            .get_object_mut(*page)
            .and_then(Object::as_dict_mut)
            .map_err(|_| PaperError::Internal { what: "a page of the file" })?;
        page.set("StructParents", number as i64);
        page.set("Tabs", Object::Name(b"S".to_vec()));
    }
    numbers.push_str("]>>");
    let catalog = file.catalog_mut().map_err(|_| PaperError::Internal { what: "the catalog of the file" })?;
    catalog.set("StructTreeRoot", Object::Reference((root, 0)));
    let mut marked = Dictionary::new();
    marked.set("Marked", true);
    catalog.set("MarkInfo", Object::Dictionary(marked));
    let tree_root = format!(
        "<</Type/StructTreeRoot/K {document} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {}>>",
        page_ids.len()
    );
    let elements = tree.elements.into_iter().map(|element| element.written(figure_words));
    let objects: Vec<String> = [tree_root, numbers].into_iter().chain(elements).collect();
    file.max_id += objects.len() as u32;
    Ok(Objects { first: root, objects })
}

fn owner(tree: &mut Tree, document: u32, stretch: &Stretch) -> u32 {
    let place = stretch.place;
    if stretch.figure {
        return tree.element("Figure", document);
    }
    if place.table == 0 || place.cell == 0 {
        return tree.numbered(0, place.paragraph, stretch.kind(), document);
    }
    let table = tree.numbered(1, place.table, "Table", document);
    let row = tree.numbered(2, place.row, "TR", table);
    let cell = tree.numbered(3, place.cell, stretch.tag(), row);
    if let Some(element) = tree.get(cell) {
        element.span = place.span;
    }
    cell
}
