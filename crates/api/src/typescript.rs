//! The TypeScript client, written from the command table by builds for development; two megabytes less in what ships.

use crate::problem::Problem;
use crate::table::COMMANDS;
use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

/// A command's request and view in TypeScript, with every type they need.
#[derive(Debug)]
pub struct Signature {
    /// The request type.
    pub request: String,
    /// The view type.
    pub view: String,
    /// Declarations by name.
    pub types: BTreeMap<String, String>,
}

impl Signature {
    /// The signature of a command.
    #[must_use]
    pub fn of<Request: TS + 'static + ?Sized, View: TS + 'static + ?Sized>() -> Self {
        let config = config();
        let mut types = Types { config: &config, found: BTreeMap::new(), visited: HashSet::new() };
        types.visit::<Request>();
        types.visit::<View>();
        let found = types.found;
        Self { request: Request::name(&config), view: View::name(&config), types: found }
    }
}

fn config() -> Config {
    Config::new().with_large_int("number")
}

struct Types<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
    visited: HashSet<TypeId>,
}

impl TypeVisitor for Types<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.visited.insert(TypeId::of::<T>()) {
            return;
        }
        // Only declared types have a path of their own; arrays, options and primitives are written in place.
        if T::output_path().is_some() {
            self.found.entry(T::ident(self.config)).or_insert_with(|| declaration::<T>(self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn declaration<T: TS + 'static + ?Sized>(config: &Config) -> String {
    let docs = T::docs().map(|docs| format!("{}\n", docs.trim_end())).unwrap_or_default();
    format!("{docs}export {}\n", T::decl(config))
}

const HEAD: &str = "// Written by `cargo xtask gen` from the command table in crates/api. Do not edit.\n\n";

/// The file `types.ts`.
#[must_use]
pub fn types_file() -> String {
    let mut all = Signature::of::<Problem, crate::host::Changed>().types;
    for row in COMMANDS {
        all.extend((row.signature)().types);
    }
    let mut text = HEAD.to_owned();
    for declaration in all.values() {
        text.push_str(declaration);
        text.push('\n');
    }
    text
}

/// The file `client.ts`: one function a command, grouped by section, over one way of calling.
#[must_use]
pub fn client_file() -> String {
    let mut sections: BTreeMap<&str, Vec<(&str, &str, Signature)>> = BTreeMap::new();
    for row in COMMANDS {
        let (section, verb) = row.name.split_once('.').unwrap_or(("", row.name));
        sections.entry(section).or_default().push((verb, row.name, (row.signature)()));
    }
    let mut text = format!("{HEAD}import type * as T from \"./types\";\n\n");
    text.push_str(
        "/** What a command answers: its view, and what has to be read again. */\n\
         export type Answer<View> = { view: View; changed: T.Changed[] };\n\n\
         /** The one way out of the window. Throws a `Problem`. */\n\
         export type Call = <View>(command: string, request: unknown) => Promise<Answer<View>>;\n\n\
         /** Every command, by section. */\n\
         export function client(call: Call) {\n  return {\n",
    );
    for (section, commands) in &sections {
        push(&mut text, format_args!("    {section}: {{\n"));
        for (verb, name, signature) in commands {
            let (request, view) =
                (qualified(&signature.request, signature), qualified(&signature.view, signature));
            if signature.request == "Nothing" {
                push(&mut text, format_args!("      {verb}: () => call<{view}>(\"{name}\", {{}}),\n"));
            } else {
                push(
                    &mut text,
                    format_args!(
                        "      {verb}: (request: {request}) => call<{view}>(\"{name}\", request),\n"
                    ),
                );
            }
        }
        text.push_str("    },\n");
    }
    text.push_str("  };\n}\n\n/** The client's type. */\nexport type Api = ReturnType<typeof client>;\n");
    text
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail; `write_fmt` says otherwise only for writers that can.
    if text.write_fmt(arguments).is_err() {
        text.clear();
    }
}

/// Puts `T.` before each declared name of a type expression.
fn qualified(expression: &str, signature: &Signature) -> String {
    let mut text = String::new();
    let mut word = String::new();
    let flush = |word: &mut String, text: &mut String| {
        let declared =
            signature.types.keys().any(|name| name == word || name.split('<').next() == Some(word));
        if declared {
            text.push_str("T.");
        }
        text.push_str(word);
        word.clear();
    };
    for letter in expression.chars() {
        if letter.is_alphanumeric() || letter == '_' {
            word.push(letter);
        } else {
            flush(&mut word, &mut text);
            text.push(letter);
        }
    }
    flush(&mut word, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_one_type() {
        let mut all = Signature::of::<Problem, crate::host::Changed>().types;
        for row in COMMANDS {
            for (name, declaration) in (row.signature)().types {
                let first = all.entry(name.clone()).or_insert_with(|| declaration.clone());
                assert_eq!(
                    *first, declaration,
                    "two Rust types are called {name}: rename one with #[ts(rename)]"
                );
            }
        }
    }
}
