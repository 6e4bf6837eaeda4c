//! What a screen reader reads: headings, paragraphs, tables and figures, in the order in which they were set.
//!
//! ISO 32000-1, 14.7 and 14.8. Every mark of a page is either a part of this tree or an artifact; letterheads are
//! read once, what repeats on each page is not.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::content::Content;
use super::text_string;
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
    id: ObjectId,
    kind: &'static str,
    parent: ObjectId,
    children: Vec<Child>,
    span: u32,
}

/// What an element is made of.
enum Child {
    Element(ObjectId),
    /// A stretch of a page, by its number there.
    Stretch(ObjectId, i64),
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

    fn dictionary(&self, figure_words: &str) -> Dictionary {
        let mut dictionary = Dictionary::new();
        dictionary.set("Type", Object::Name(b"StructElem".to_vec()));
        dictionary.set("S", Object::Name(self.kind.as_bytes().to_vec()));
        dictionary.set("P", Object::Reference(self.parent));
        let page = self.page();
        if let Some(page) = page {
            dictionary.set("Pg", Object::Reference(page));
        }
        let children = self.children.iter().map(|child| match *child {
            Child::Element(id) => Object::Reference(id),
            Child::Stretch(_, number) if page.is_some() => Object::Integer(number),
            Child::Stretch(page, number) => {
                let mut reference = Dictionary::new();
                reference.set("Type", Object::Name(b"MCR".to_vec()));
                reference.set("Pg", Object::Reference(page));
                reference.set("MCID", number);
                Object::Dictionary(reference)
            }
        });
        dictionary.set("K", Object::Array(children.collect()));
        if self.kind == "Figure" {
            dictionary.set("Alt", text_string(figure_words));
        }
        let mut attributes = Dictionary::new();
        if self.kind == "TH" {
            attributes.set("Scope", Object::Name(b"Column".to_vec()));
        }
        if self.span > 1 {
            attributes.set("ColSpan", i64::from(self.span));
        }
        if !attributes.is_empty() {
            attributes.set("O", Object::Name(b"Table".to_vec()));
            dictionary.set("A", Object::Dictionary(attributes));
        }
        dictionary
    }
}

/// The tree in the making.
struct Tree<'a> {
    file: &'a mut Document,
    elements: Vec<Element>,
    by_id: HashMap<ObjectId, usize>,
    /// The elements of tables, rows, cells and paragraphs by their numbers, which are unique among all of them.
    known: HashMap<(u8, u32), ObjectId>,
}

impl Tree<'_> {
    fn element(&mut self, kind: &'static str, parent: ObjectId) -> ObjectId {
        let id = self.file.new_object_id();
        self.by_id.insert(id, self.elements.len());
        self.elements.push(Element { id, kind, parent, children: Vec::new(), span: 0 });
        self.child(parent, Child::Element(id));
        id
    }

    fn child(&mut self, parent: ObjectId, child: Child) {
        if let Some(element) = self.by_id.get(&parent).and_then(|at| self.elements.get_mut(*at)) {
            element.children.push(child);
        }
    }

    /// The element of that number, made when it is first met.
    fn numbered(&mut self, level: u8, number: u32, kind: &'static str, parent: ObjectId) -> ObjectId {
        if let Some(id) = self.known.get(&(level, number)) {
            return *id;
        }
        let id = self.element(kind, parent);
        self.known.insert((level, number), id);
        id
    }
}

/// Hangs the tree into the file. `pages` has the stretches of each page, in order.
pub(crate) fn hang(file: &mut Document, pages: &[Content], figure_words: &str) -> Result<(), PaperError> {
    let page_ids: Vec<ObjectId> = file.page_iter().collect();
    let root = file.new_object_id();
    let document = file.new_object_id();
    let first = Element { id: document, kind: "Document", parent: root, children: Vec::new(), span: 0 };
    let mut tree =
        Tree { file, elements: vec![first], by_id: HashMap::from([(document, 0)]), known: HashMap::new() };
    let mut numbers = Vec::new();
    for (page, content) in pages.iter().enumerate() {
        let Some(page_id) = page_ids.get(page).copied() else { break };
        let mut owners = Vec::with_capacity(content.stretches.len());
        for (mark, stretch) in content.stretches.iter().enumerate() {
            let owner = owner(&mut tree, document, stretch);
            tree.child(owner, Child::Stretch(page_id, mark as i64));
            owners.push(Object::Reference(owner));
        }
        numbers.push(Object::Integer(page as i64));
        numbers.push(Object::Array(owners));
    }
    let Tree { file, elements, .. } = tree;
    for element in elements {
        file.set_object(element.id, element.dictionary(figure_words));
    }
    for (number, page) in page_ids.iter().enumerate() {
        let page = file
            .get_object_mut(*page)
            .and_then(Object::as_dict_mut)
            .map_err(|_| PaperError::Internal { what: "a page of the file" })?;
        page.set("StructParents", number as i64);
        page.set("Tabs", Object::Name(b"S".to_vec()));
    }
    let mut parents = Dictionary::new();
    parents.set("Nums", Object::Array(numbers));
    let parents = file.add_object(parents);
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"StructTreeRoot".to_vec()));
    dictionary.set("K", Object::Reference(document));
    dictionary.set("ParentTree", Object::Reference(parents));
    dictionary.set("ParentTreeNextKey", page_ids.len() as i64);
    file.set_object(root, dictionary);
    let catalog = file.catalog_mut().map_err(|_| PaperError::Internal { what: "the catalog of the file" })?;
    catalog.set("StructTreeRoot", Object::Reference(root));
    let mut marked = Dictionary::new();
    marked.set("Marked", true);
    catalog.set("MarkInfo", Object::Dictionary(marked));
    Ok(())
}

fn owner(tree: &mut Tree<'_>, document: ObjectId, stretch: &Stretch) -> ObjectId {
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
    if let Some(element) = tree.by_id.get(&cell).and_then(|at| tree.elements.get_mut(*at)) {
        element.span = place.span;
    }
    cell
}
