//! The archived form, checked by ourselves where no validator of PDF/A-2u (ISO 19005-2) can be had: every kind of
//! document, object by object. The numbers in brackets are those of ISO 19005-2:2011; what it allows and paper does
//! not use, such as transparency, is refused here too.
//! Long because: one rule after the other, each in a few lines, and the test that each is noticed when broken.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

#[allow(dead_code, reason = "each test takes the samples it needs")]
mod samples;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use samples::every_document;

/// What is wrong with a file, in words.
struct Found(Vec<String>);

impl Found {
    fn unless(&mut self, fine: bool, what: impl Into<String>) {
        if !fine {
            self.0.push(what.into());
        }
    }
}

/// What a reference leads to, or the thing itself.
fn seen<'a>(file: &'a Document, object: &'a Object) -> &'a Object {
    file.dereference(object).map_or(object, |(_, object)| object)
}

fn entry<'a>(file: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok().map(|object| seen(file, object))
}

fn dictionary<'a>(file: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    match entry(file, of, key)? {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

fn name<'a>(file: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    entry(file, of, key).and_then(|object| object.as_name().ok())
}

/// Everything this file lacks or must not have.
fn faults(bytes: &[u8]) -> Vec<String> {
    let mut found = Found(Vec::new());
    // [6.1.2] The head, then a comment that says the file is binary.
    found.unless(bytes.starts_with(b"%PDF-1.7\n"), "it is no PDF 1.7");
    let second: Vec<u8> = bytes.split(|byte| *byte == b'\n').nth(1).unwrap_or_default().to_vec();
    let binary = second.first() == Some(&b'%')
        && second.iter().skip(1).take(4).filter(|byte| **byte > 127).count() == 4;
    found.unless(binary, "its second line is no comment of four bytes above 127");
    let file = match Document::load_mem(bytes) {
        Ok(file) => file,
        Err(error) => return vec![format!("it cannot be read: {error}")],
    };
    // [6.1.3] An identifier, and nothing is encrypted.
    found.unless(file.trailer.get(b"Encrypt").is_err(), "it is encrypted");
    let id = file.trailer.get(b"ID").and_then(Object::as_array).map_or(0, Vec::len);
    found.unless(id == 2, "it has no identifier");
    let catalog = file.catalog().expect("a catalog");
    whole_file(&file, catalog, &mut found);
    metadata(&file, catalog, &mut found);
    let marks: Vec<HashSet<i64>> =
        file.page_iter().enumerate().map(|(at, page)| content(&file, page, at + 1, &mut found)).collect();
    tree(&file, catalog, &marks, &mut found);
    found.0
}

/// What no object may hold: actions, scripts, attached files, foreign filters, transparency.
fn whole_file(file: &Document, catalog: &Dictionary, found: &mut Found) {
    for key in ["OpenAction", "AA", "AcroForm", "Names", "Requirements", "OCProperties", "Collection"] {
        found.unless(catalog.get(key.as_bytes()).is_err(), format!("the catalog has {key}"));
    }
    for (id, object) in &file.objects {
        let (of, is_stream) = match object {
            Object::Dictionary(of) => (of, false),
            Object::Stream(stream) => (&stream.dict, true),
            _ => continue,
        };
        let mut say = |fine: bool, what: String| found.unless(fine, format!("object {} {what}", id.0));
        // [6.5.1] Actions.
        for key in ["JS", "AA", "A"] {
            let is_attribute = key == "A" && name(file, of, b"Type") == Some(b"StructElem");
            say(of.get(key.as_bytes()).is_err() || is_attribute, format!("has an action ({key})"));
        }
        let kind = name(file, of, b"S").unwrap_or_default();
        let actions: [&[u8]; 8] = [
            b"JavaScript",
            b"Launch",
            b"URI",
            b"SubmitForm",
            b"ImportData",
            b"GoToR",
            b"Rendition",
            b"Named",
        ];
        say(!actions.contains(&kind), format!("is an action: {}", String::from_utf8_lossy(kind)));
        // [6.8] Embedded files; [6.1.7] streams of other files, and the filters that are allowed.
        say(of.get(b"EF").is_err(), "holds a file".to_owned());
        if is_stream {
            say(of.get(b"F").is_err() && of.get(b"FFilter").is_err(), "is a stream elsewhere".to_owned());
            let filters: Vec<&[u8]> = match entry(file, of, b"Filter") {
                Some(Object::Name(one)) => vec![one.as_slice()],
                Some(Object::Array(several)) => several.iter().filter_map(|one| one.as_name().ok()).collect(),
                _ => Vec::new(),
            };
            let known: [&[u8]; 2] = [b"FlateDecode", b"DCTDecode"];
            say(
                filters.iter().all(|filter| known.contains(filter)),
                "has another filter than Flate and DCT".to_owned(),
            );
        }
        // [6.2.10] and our own rule: nothing is seen through anything.
        say(
            entry(file, of, b"SMask").is_none_or(|mask| mask.as_name().is_ok_and(|none| none == b"None")),
            "has a mask".to_owned(),
        );
        for key in [&b"ca"[..], b"CA"] {
            let full =
                entry(file, of, key).is_none_or(|value| value.as_float().is_ok_and(|value| value >= 1.0));
            say(full, "is transparent".to_owned());
        }
        say(name(file, of, b"BM").is_none_or(|mode| mode == b"Normal"), "blends".to_owned());
        let is_page = name(file, of, b"Type") == Some(b"Page");
        say(!is_page || of.get(b"Group").is_err(), "is a page with a transparency group".to_owned());
        // [6.2.8] Pictures.
        if name(file, of, b"Subtype") == Some(b"Image") {
            let smooth = entry(file, of, b"Interpolate").is_some_and(|value| value.as_bool().unwrap_or(true));
            say(
                !smooth && of.get(b"Alternates").is_err() && of.get(b"OPI").is_err(),
                "is a picture with extras".to_owned(),
            );
            say(
                name(file, of, b"ColorSpace") == Some(b"DeviceRGB"),
                "is a picture of other colours".to_owned(),
            );
        }
    }
}

/// [6.6] Metadata, [6.2.3] the output intent, and what a reader needs: language, title, marks.
fn metadata(file: &Document, catalog: &Dictionary, found: &mut Found) {
    let stream = entry(file, catalog, b"Metadata").and_then(|object| object.as_stream().ok());
    let packet = stream.filter(|stream| stream.dict.get(b"Filter").is_err());
    let packet = packet.map_or(String::new(), |stream| String::from_utf8_lossy(&stream.content).into_owned());
    for words in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>U</pdfaid:conformance>",
        "<dc:title>",
        "<?xpacket end=",
    ] {
        found.unless(packet.contains(words), format!("the metadata lack {words}"));
    }
    let info =
        file.trailer.get(b"Info").and_then(Object::as_reference).and_then(|id| file.get_dictionary(id));
    found.unless(info.is_ok_and(|info| info.get(b"Title").is_ok()), "it has no title");
    let intents = entry(file, catalog, b"OutputIntents").and_then(|object| object.as_array().ok());
    let intent = intents.and_then(|all| seen(file, all.first()?).as_dict().ok());
    found.unless(
        intent.is_some_and(|one| name(file, one, b"S") == Some(b"GTS_PDFA1")),
        "it has no output intent",
    );
    let profile = intent.and_then(|one| entry(file, one, b"DestOutputProfile")?.as_stream().ok());
    let profile = profile.and_then(|stream| {
        let colours = stream.dict.get(b"N").and_then(Object::as_i64).ok()?;
        Some((colours, stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())))
    });
    let fine = profile.is_some_and(|(colours, icc)| {
        let length = icc.get(..4).map(|four| u32::from_be_bytes(four.try_into().unwrap()) as usize);
        colours == 3
            && length == Some(icc.len())
            && icc.get(16..20) == Some(b"RGB ")
            && icc.get(36..40) == Some(b"acsp")
    });
    found.unless(fine, "the profile of the output intent is no profile of red, green and blue");
    let language = entry(file, catalog, b"Lang").and_then(|object| object.as_str().ok()).unwrap_or_default();
    found.unless(!language.is_empty(), "it has no language");
    let marked = dictionary(file, catalog, b"MarkInfo").is_some_and(|of| {
        entry(file, of, b"Marked").is_some_and(|value| value.as_bool().unwrap_or_default())
    });
    found.unless(marked, "it is not marked");
}

/// What each code of a font stands for.
type Meaning = HashMap<u16, String>;

/// One page's fonts and content: embedded, meant, allowed, and inside the tree. Gives the numbers of its marks.
fn content(file: &Document, page: ObjectId, number: usize, found: &mut Found) -> HashSet<i64> {
    let mut say = |fine: bool, what: String| found.unless(fine, format!("page {number}: {what}"));
    let fonts: BTreeMap<Vec<u8>, &Dictionary> = file.get_page_fonts(page).unwrap();
    let mut meanings: HashMap<Vec<u8>, Meaning> = HashMap::new();
    for (key, font) in &fonts {
        match meaning_of(file, font) {
            Ok(meaning) => drop(meanings.insert(key.clone(), meaning)),
            Err(why) => say(false, format!("font {}: {why}", String::from_utf8_lossy(key))),
        }
    }
    let operations =
        Content::decode(&file.get_page_content(page)).expect("content that can be read").operations;
    let (mut open, mut marks, mut saved, mut font) = (Vec::new(), HashSet::new(), 0_i32, Vec::new());
    for operation in &operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "q" => saved += 1,
            "Q" => saved -= 1,
            "Tf" => font = operands[0].as_name().unwrap().to_vec(),
            "BMC" => open.push(None),
            "BDC" => {
                let mark = operands.get(1).and_then(|of| of.as_dict().ok());
                let mark = mark.and_then(|of| of.get(b"MCID").and_then(Object::as_i64).ok());
                if let Some(mark) = mark {
                    say(marks.insert(mark), format!("mark {mark} stands twice"));
                    say(open.iter().all(Option::is_none), format!("mark {mark} is inside another"));
                }
                let is_artifact = operands[0].as_name().is_ok_and(|tag| tag == b"Artifact");
                let is_span = operands[0].as_name().is_ok_and(|tag| tag == b"Span");
                say(
                    mark.is_some() || is_artifact || is_span,
                    "a stretch is neither in the tree nor an artifact".to_owned(),
                );
                open.push(mark);
            }
            "EMC" => say(open.pop().is_some(), "a stretch is closed twice".to_owned()),
            "Tj" | "TJ" | "'" | "\"" => {
                say(!open.is_empty(), "text outside of the tree".to_owned());
                let Some(meaning) = meanings.get(&font) else {
                    say(
                        false,
                        format!(
                            "text in the font {} that the page does not have",
                            String::from_utf8_lossy(&font)
                        ),
                    );
                    continue;
                };
                for code in codes(operands) {
                    let text = meaning.get(&code).map(String::as_str).unwrap_or_default();
                    let forbidden = text.is_empty() || text.contains(['\0', '\u{feff}', '\u{fffe}']);
                    say(
                        !forbidden,
                        format!("glyph {code} of {} has no meaning", String::from_utf8_lossy(&font)),
                    );
                    say(code != 0, "a missing glyph is drawn".to_owned());
                }
            }
            "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" | "Do" | "sh" => {
                say(!open.is_empty(), "a drawing outside of the tree".to_owned());
            }
            // [6.2.4.3] The output intent is red, green and blue: no other colours but grey.
            "k" | "K" => say(false, "colours of a press".to_owned()),
            _ => {}
        }
    }
    say(open.is_empty() && saved == 0, "something is not closed".to_owned());
    marks
}

/// The codes of two bytes in the strings of an operation.
fn codes(operands: &[Object]) -> Vec<u16> {
    let strings = operands.iter().flat_map(|operand| match operand {
        Object::Array(parts) => parts.iter().collect::<Vec<_>>(),
        other => vec![other],
    });
    let bytes = strings.filter_map(|one| one.as_str().ok());
    bytes
        .flat_map(|bytes| {
            bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect::<Vec<_>>()
        })
        .collect()
}

/// [6.2.11] A font is embedded and reduced, its codes are its glyphs, and it says what each stands for.
fn meaning_of(file: &Document, font: &Dictionary) -> Result<Meaning, String> {
    let fail = |fine: bool, what: &str| if fine { Ok(()) } else { Err(what.to_owned()) };
    fail(name(file, font, b"Subtype") == Some(b"Type0"), "is no composite font")?;
    fail(name(file, font, b"Encoding") == Some(b"Identity-H"), "has another encoding")?;
    let base = name(file, font, b"BaseFont").unwrap_or_default();
    fail(
        base.get(6) == Some(&b'+') && base[..6].iter().all(u8::is_ascii_uppercase),
        "is not marked as reduced",
    )?;
    let below = entry(file, font, b"DescendantFonts").and_then(|object| object.as_array().ok());
    let below = below.and_then(|all| seen(file, all.first()?).as_dict().ok()).ok_or("has no descendant")?;
    let is_true_type = name(file, below, b"Subtype") == Some(b"CIDFontType2");
    fail(!is_true_type || below.get(b"CIDToGIDMap").is_ok(), "does not say which glyph a code is")?;
    fail(below.get(b"W").is_ok(), "has no widths")?;
    let about = dictionary(file, below, b"FontDescriptor").ok_or("has no descriptor")?;
    let program = [&b"FontFile2"[..], b"FontFile3"].into_iter().find_map(|key| entry(file, about, key));
    let program = program.and_then(|object| object.as_stream().ok()).ok_or("is not embedded")?;
    let program = program.decompressed_content().unwrap_or_else(|_| program.content.clone());
    fail(program.len() > 100, "is embedded empty")?;
    let unicode = entry(file, font, b"ToUnicode").and_then(|object| object.as_stream().ok());
    let unicode = unicode.ok_or("does not say what its glyphs stand for")?;
    let map = unicode.decompressed_content().unwrap_or_else(|_| unicode.content.clone());
    Ok(to_unicode(&String::from_utf8_lossy(&map)))
}

/// `<0003> <0041>` of bfchar, `<0003> <0005> <0041>` and `<0003> <0005> [<0041> …]` of bfrange.
fn to_unicode(map: &str) -> Meaning {
    let words = |hex: &str| -> Vec<u16> {
        let hex = hex.trim_matches(['<', '>']);
        (0..hex.len() / 4).filter_map(|at| u16::from_str_radix(&hex[at * 4..at * 4 + 4], 16).ok()).collect()
    };
    let spaced = map.replace('<', " <").replace('>', "> ").replace('[', " [ ").replace(']', " ] ");
    let mut tokens = spaced.split_whitespace();
    let mut meaning = Meaning::new();
    let mut kind = "";
    while let Some(token) = tokens.next() {
        match token {
            "beginbfchar" | "beginbfrange" => kind = token,
            "endbfchar" | "endbfrange" => kind = "",
            _ if kind == "beginbfchar" => {
                let text = String::from_utf16_lossy(&words(tokens.next().unwrap_or_default()));
                meaning.insert(words(token)[0], text);
            }
            _ if kind == "beginbfrange" => {
                let last = words(tokens.next().unwrap_or_default())[0];
                let mut to = tokens.next().unwrap_or_default();
                let is_list = to == "[";
                for (step, code) in (words(token)[0]..=last).enumerate() {
                    if is_list {
                        to = tokens.next().unwrap_or_default();
                    }
                    let mut text = words(to);
                    if let Some(end) = text.last_mut().filter(|_| !is_list) {
                        *end += u16::try_from(step).unwrap();
                    }
                    meaning.insert(code, String::from_utf16_lossy(&text));
                }
            }
            _ => {}
        }
    }
    meaning
}

/// [ISO 32000-1, 14.7] Each mark of each page hangs in the tree, by the way down from the root and by the way up from
/// the page, and the tree holds no other.
fn tree(file: &Document, catalog: &Dictionary, marks: &[HashSet<i64>], found: &mut Found) {
    let Some(root) = dictionary(file, catalog, b"StructTreeRoot") else {
        return found.unless(false, "it has no tree");
    };
    let pages: HashMap<ObjectId, usize> = file.page_iter().enumerate().map(|(at, id)| (id, at)).collect();
    // The way down: each element once, and what it holds.
    let mut owners: HashMap<(usize, i64), ObjectId> = HashMap::new();
    let mut elements: BTreeSet<ObjectId> = BTreeSet::new();
    let mut waiting: Vec<ObjectId> = root.get(b"K").and_then(Object::as_reference).into_iter().collect();
    while let Some(id) = waiting.pop() {
        found.unless(elements.insert(id), format!("element {} hangs in two places", id.0));
        let element = file.get_dictionary(id).unwrap();
        found.unless(
            name(file, element, b"Type") == Some(b"StructElem"),
            format!("object {} is no element", id.0),
        );
        let parent = element.get(b"P").and_then(Object::as_reference);
        found.unless(parent.is_ok(), format!("element {} has no parent", id.0));
        if name(file, element, b"S") == Some(b"Figure") {
            found.unless(element.get(b"Alt").is_ok(), format!("figure {} has no words", id.0));
        }
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let children = match entry(file, element, b"K") {
            Some(Object::Array(children)) => children.clone(),
            Some(one) => vec![one.clone()],
            None => Vec::new(),
        };
        for child in &children {
            let (page, mark) = match child {
                Object::Reference(below) => {
                    let up = file
                        .get_dictionary(*below)
                        .and_then(|of| of.get(b"P"))
                        .and_then(Object::as_reference);
                    found.unless(
                        up.is_ok_and(|up| up == id),
                        format!("element {} does not know its parent", below.0),
                    );
                    waiting.push(*below);
                    continue;
                }
                Object::Integer(mark) => (page, *mark),
                Object::Dictionary(of) => (
                    of.get(b"Pg").and_then(Object::as_reference).ok(),
                    of.get(b"MCID").and_then(Object::as_i64).unwrap(),
                ),
                other => return found.unless(false, format!("element {} holds {other:?}", id.0)),
            };
            let at = page.and_then(|page| pages.get(&page)).copied();
            found.unless(at.is_some(), format!("mark {mark} of element {} stands on no page", id.0));
            if let Some(at) = at {
                found.unless(
                    owners.insert((at, mark), id).is_none(),
                    format!("page {}: mark {mark} has two owners", at + 1),
                );
            }
        }
    }
    // The way up: the page's number in the tree of parents, and there the element of each of its marks.
    let parents = dictionary(file, root, b"ParentTree").and_then(|of| entry(file, of, b"Nums"));
    let parents = parents.and_then(|nums| nums.as_array().ok()).cloned().unwrap_or_default();
    let lists: HashMap<i64, &Vec<Object>> = parents
        .chunks_exact(2)
        .filter_map(|pair| Some((pair[0].as_i64().ok()?, seen(file, &pair[1]).as_array().ok()?)))
        .collect();
    for (id, at) in &pages {
        let number = file.get_dictionary(*id).unwrap().get(b"StructParents").and_then(Object::as_i64);
        let list = number.ok().and_then(|number| lists.get(&number));
        for mark in &marks[*at] {
            let up = list.and_then(|list| list.get(usize::try_from(*mark).ok()?)?.as_reference().ok());
            let down = owners.remove(&(*at, *mark));
            found.unless(
                down.is_some() && up == down,
                format!("page {}: mark {mark} hangs {up:?} upwards, {down:?} downwards", at + 1),
            );
        }
    }
    found.unless(owners.is_empty(), format!("marks that no page has: {owners:?}"));
}

#[test]
fn every_document_is_fit_for_an_archive() {
    for (name, pdf) in every_document() {
        let faults = faults(&pdf.bytes);
        assert!(faults.is_empty(), "{name}:\n{}", faults.join("\n"));
    }
}

#[test]
fn each_fault_is_found() {
    let pdf = paper::chart_document(&samples::parts(), &samples::setting(paper::PageSize::A4)).unwrap();
    let broken = |change: &dyn Fn(&mut Document)| {
        let mut file = Document::load_mem(&pdf.bytes).unwrap();
        change(&mut file);
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).unwrap();
        faults(&bytes).join("\n")
    };
    assert_eq!(broken(&|_| {}), "", "reading and writing alone breaks nothing");
    let of_kind = |file: &Document, key: &[u8], kind: &[u8]| -> ObjectId {
        let is = |object: &Object| {
            let of = object.as_dict().ok().or_else(|| object.as_stream().ok().map(|stream| &stream.dict));
            of.is_some_and(|of| of.get(key).and_then(Object::as_name).is_ok_and(|name| name == kind))
        };
        *file.objects.iter().find(|(_, object)| is(object)).expect("there is one").0
    };
    let without = |key: &'static [u8], kind: &'static [u8], gone: &'static [u8]| {
        broken(&move |file: &mut Document| {
            let id = of_kind(file, key, kind);
            file.get_object_mut(id).unwrap().as_dict_mut().unwrap().remove(gone);
        })
    };
    assert!(without(b"Type", b"Catalog", b"Lang").contains("no language"));
    assert!(without(b"Type", b"Catalog", b"MarkInfo").contains("not marked"));
    assert!(without(b"Type", b"Catalog", b"OutputIntents").contains("no output intent"));
    assert!(without(b"Type", b"Catalog", b"StructTreeRoot").contains("no tree"));
    assert!(without(b"Type", b"Catalog", b"Metadata").contains("the metadata lack"));
    assert!(without(b"Subtype", b"Type0", b"ToUnicode").contains("does not say what its glyphs stand for"));
    assert!(
        without(b"Type", b"FontDescriptor", b"FontFile3").contains("not embedded")
            || without(b"Type", b"FontDescriptor", b"FontFile2").contains("not embedded")
    );
    assert!(without(b"Type", b"Page", b"StructParents").contains("upwards"));
    let silent = broken(&|file| {
        let id = of_kind(file, b"Subtype", b"Type0");
        let map = file.get_dictionary(id).unwrap().get(b"ToUnicode").and_then(Object::as_reference).unwrap();
        file.set_object(map, lopdf::Stream::new(Dictionary::new(), Vec::new()));
    });
    assert!(silent.contains("has no meaning"), "{silent}");
    let script = broken(&|file| {
        let action =
            lopdf::dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
        let id = file.add_object(action);
        file.catalog_mut().unwrap().set("OpenAction", Object::Reference(id));
    });
    assert!(script.contains("OpenAction") && script.contains("is an action: JavaScript"), "{script}");
    let pale = broken(&|file| {
        let id = file.add_object(lopdf::dictionary! { "Type" => "ExtGState", "ca" => Object::Real(0.5) });
        file.catalog_mut().unwrap().set("Kept", Object::Reference(id));
    });
    assert!(pale.contains("is transparent"), "{pale}");
}
