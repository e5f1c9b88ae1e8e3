//! The verbs, a file a family.

pub(crate) mod app;
pub(crate) mod asks;
pub(crate) mod assessment;
pub(crate) mod board;
pub(crate) mod build;
pub(crate) mod comment;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod crosswalk;
pub(crate) mod decide;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod engagement;
pub(crate) mod evidence;
pub(crate) mod export;
pub(crate) mod finding;
pub(crate) mod identity;
pub(crate) mod init;
pub(crate) mod ledger;
pub(crate) mod migrate;
pub(crate) mod profile;
pub(crate) mod reconfirm;
pub(crate) mod release;
pub(crate) mod report;
pub(crate) mod result;
pub(crate) mod review;
pub(crate) mod search;
pub(crate) mod several;
pub(crate) mod sign;
pub(crate) mod sign_off;
pub(crate) mod standards;
pub(crate) mod verdict;
pub(crate) mod verify;
pub(crate) mod waiver;

use crate::arguments::Verb;
use crate::host::{Answer, Host};

/// Carries out a verb.
pub(crate) async fn carry_out(host: &Host, verb: Verb) -> Answer {
    match verb {
        Verb::Init(verb) => init::carry_out(host, verb).await,
        Verb::Identity(verb) => identity::carry_out(host, verb).await,
        Verb::Standards(verb) => standards::carry_out(host, verb).await,
        Verb::Profile(verb) => profile::carry_out(host, verb).await,
        Verb::App(verb) => app::carry_out(host, verb).await,
        Verb::Board(verb) => board::carry_out(host, verb).await,
        Verb::Release(verb) => release::carry_out(host, verb).await,
        Verb::Build(verb) => build::carry_out(host, verb).await,
        Verb::Assessment(verb) => assessment::carry_out(host, verb).await,
        Verb::Migrate(verb) => migrate::carry_out(host, verb).await,
        Verb::Engagement(verb) => engagement::carry_out(host, verb).await,
        Verb::Result(verb) => result::carry_out(host, verb).await,
        Verb::Verdict(verb) => verdict::carry_out(host, verb).await,
        Verb::Finding(verb) => finding::carry_out(host, verb).await,
        Verb::Waiver(verb) => waiver::carry_out(host, verb).await,
        Verb::Evidence(verb) => evidence::carry_out(host, verb).await,
        Verb::Export(verb) => export::carry_out(host, verb).await,
        Verb::Crosswalk(verb) => crosswalk::carry_out(host, verb).await,
        Verb::Search(verb) => search::carry_out(host, verb).await,
        Verb::Review(verb) => review::carry_out(host, verb).await,
        Verb::SignOff(verb) => sign_off::carry_out(host, verb).await,
        Verb::Comment(verb) => comment::carry_out(host, verb).await,
        Verb::Report(verb) => report::carry_out(host, verb).await,
        Verb::Sign(verb) => sign::carry_out(host, verb).await,
        Verb::Verify(verb) => verify::carry_out(host, verb).await,
        Verb::Ledger(verb) => ledger::carry_out(host, verb).await,
        Verb::Demo(verb) => demo::carry_out(host, verb).await,
        Verb::Completions(verb) => Ok(completions::carry_out(&verb)),
    }
}
