//! What ids stand for in the catalogues of an assessment, and how texts that name them are shown.

use std::collections::HashMap;
use std::sync::Arc;

use assay_catalogue::{
    Catalogue, CatalogueName, Era, Page, PageKind, Pinned, Resolved, ResolvedKind, Resolver, Scheme,
};
use assay_markdown::{RenderContext, Rendered, Target};

use crate::view::{ReferenceLink, SourceText};

/// What belongs to a text beside its words, by the path in the repository.
#[derive(Debug, Default)]
pub(crate) struct Supplies {
    /// Code that it includes.
    pub(super) includes: HashMap<String, String>,
    /// Addresses (`data:`) of the pictures that it shows.
    pub(super) images: HashMap<String, String>,
    /// The version of the copy that the text was taken from, where it is not the pinned catalogue's own.
    pub(super) copy: Option<String>,
}

/// Three pinned catalogues with the pages that their texts refer to.
#[derive(Debug)]
pub(crate) struct Library {
    pub(super) pinned: Arc<Pinned>,
    resolver: Resolver,
    pages: HashMap<String, Page>,
    /// Ids of pages by the paths of their files.
    ids_by_path: HashMap<String, String>,
}

impl Library {
    pub(super) fn new(pinned: Arc<Pinned>, pages: &[Page]) -> Library {
        let resolver = Resolver::new(&pinned, pages);
        let ids_by_path = pages.iter().map(|page| (page.path.clone(), page.id.clone())).collect();
        let pages = pages.iter().map(|page| (page.id.clone(), page.clone())).collect();
        Library { pinned, resolver, pages, ids_by_path }
    }

    pub(super) fn page(&self, id: &str) -> Option<&Page> {
        self.pages.get(id)
    }

    pub(super) fn catalogue(&self, name: CatalogueName) -> &Catalogue {
        match name {
            CatalogueName::Masvs => &self.pinned.masvs,
            CatalogueName::Maswe => &self.pinned.maswe,
            CatalogueName::Mastg => &self.pinned.mastg,
        }
    }

    /// The numbering of weaknesses in the texts of a catalogue.
    pub(super) fn scheme_of_texts(&self, name: CatalogueName) -> Scheme {
        match self.catalogue(name).era {
            Era::MastgTestsBeta | Era::MasweBeta => Scheme::MasweBeta,
            _ => self.pinned.scheme(),
        }
    }

    /// What an id stands for in a numbering, where it is one thing.
    pub(super) fn resolve(&self, scheme: Scheme, id: &str) -> Vec<&Resolved> {
        self.resolver.resolve_in(scheme, id)
    }

    /// An id of the pinned catalogues as a link; one that is not known keeps its id.
    pub(super) fn link(&self, id: &str) -> ReferenceLink {
        match self.resolver.resolve(id) {
            Some(resolved) => link_to(resolved),
            None => ReferenceLink { id: id.to_owned(), kind: kind_of_id(id).to_owned(), title: None },
        }
    }

    /// A user's text, rendered and sanitised.
    pub(super) fn note(&self, markdown: &str) -> String {
        if markdown.is_empty() {
            return String::new();
        }
        let references = |id: &str| self.resolver.resolve(id).map(|it| Target { title: it.title.clone() });
        let context = RenderContext { references: &references, id_prefix: "note-", ..RenderContext::default() };
        assay_markdown::render_note(markdown, &context).html
    }

    /// A text of a standard, rendered and sanitised, with what it refers to.
    pub(super) fn text(
        &self,
        name: CatalogueName,
        path: &str,
        markdown: &str,
        supplies: &Supplies,
    ) -> (SourceText, Vec<ReferenceLink>) {
        let scheme = self.scheme_of_texts(name);
        let references = |id: &str| match self.resolve(scheme, id).as_slice() {
            [] => None,
            [one] => Some(Target { title: one.title.clone() }),
            // A weakness that was split: its former id says more than one of the new titles.
            _ => Some(Target { title: String::new() }),
        };
        let include = |written: &str| supplies.includes.get(&beside(path, written)).cloned();
        let image = |written: &str| supplies.images.get(&assay_markdown::image_path(path, written)?).cloned();
        let file = |written: &str| self.ids_by_path.get(&beside(path, written)).cloned();
        let context = RenderContext {
            references: &references,
            files: Some(&file),
            includes: Some(&include),
            images: Some(&image),
            ..RenderContext::default()
        };
        let Rendered { html, references, .. } = assay_markdown::render(markdown, &context);
        let mut links: Vec<ReferenceLink> = Vec::new();
        for resolved in references.iter().filter(|it| it.known).flat_map(|it| self.resolve(scheme, &it.id)) {
            if !links.iter().any(|link| link.id == resolved.id) {
                links.push(link_to(resolved));
            }
        }
        let catalogue = self.catalogue(name);
        let copy = supplies.copy.as_deref().map(super::texts::copy_note).unwrap_or_default();
        let attribution =
            format!("{} {} {}, {}{copy}", catalogue.publisher, catalogue.name, catalogue.version, catalogue.licence);
        (SourceText { html, attribution, source_url: source_url(catalogue, path) }, links)
    }
}

fn link_to(resolved: &Resolved) -> ReferenceLink {
    ReferenceLink {
        id: resolved.id.clone(),
        kind: kind_word(resolved.kind).to_owned(),
        title: Some(resolved.title.clone()),
    }
}

fn kind_word(kind: ResolvedKind) -> &'static str {
    match kind {
        ResolvedKind::Group => "group",
        ResolvedKind::Control => "control",
        ResolvedKind::Weakness => "weakness",
        ResolvedKind::Test => "test",
        ResolvedKind::Page(kind) => page_word(kind),
    }
}

/// The word for a kind of page.
pub(super) fn page_word(kind: PageKind) -> &'static str {
    match kind {
        PageKind::Technique => "technique",
        PageKind::Tool => "tool",
        PageKind::Knowledge => "knowledge",
        PageKind::BestPractice => "best practice",
        PageKind::App => "app",
        PageKind::Demo => "demo",
        PageKind::Prerequisite => "prerequisite",
        PageKind::Document => "document",
        PageKind::Draft => "draft",
    }
}

/// What an id that nobody knows would be, by its form.
fn kind_of_id(id: &str) -> &'static str {
    if id.starts_with("MASVS-") {
        "control"
    } else if id.starts_with("MASWE-") {
        "weakness"
    } else if id.starts_with("MASTG-TEST-") {
        "test"
    } else {
        "document"
    }
}

/// A path that a text writes, relative to the text's own.
pub(super) fn beside(path: &str, written: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The file at its commit, where the repository is one on the web that shows files.
fn source_url(catalogue: &Catalogue, path: &str) -> Option<String> {
    let base = catalogue.source_url.strip_suffix(".git").unwrap_or(&catalogue.source_url).trim_end_matches('/');
    let shows_files = base.starts_with("https://github.com/") || base.starts_with("https://gitlab.com/");
    if !shows_files || catalogue.commit.is_empty() {
        return base.starts_with("https://").then(|| base.to_owned());
    }
    Some(format!("{base}/blob/{}/{path}", catalogue.commit))
}
