//! The same report as HTML, for the peers: the same words, tables and pictures in the same order, from the same data, with
//! the same fonts, paper and sizes of letters. Contents, links, repeated heads of tables, alternative texts, running head
//! and foot are asked for in CSS; what a peer does not know of it, it leaves out and need not do.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::html_pieces::{bar, blocks, counts, escaped, exact, list, said, stamp, word};

/// Writes the page; pictures are named by where they lie.
pub(crate) fn page(data: &Value, pictures: &HashMap<String, std::path::PathBuf>) -> String {
    let mut page = Page { out: String::with_capacity(1 << 20), data, pictures, entries: Vec::new() };
    page.parts();
    let (body, entries) = (page.out, page.entries);
    let mut contents = String::new();
    for (level, anchor, title) in &entries {
        let _ = write!(contents, "<li class=l{level}><a href='#{anchor}'>{title}</a></li>");
    }
    let body = body.replacen("<!--contents-->", &contents, 1);
    let cover = &data["cover"];
    let head = escaped(&format!("{} {}", said(&cover["app"]), said(&cover["release"])));
    let foot = escaped(&format!("Report {} · Internal to the laboratory", said(&data["document"]["number"])));
    let profile = escaped(&format!("Profile {}", said(&cover["profile"])));
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{}</title><style>{}</style></head><body>{body}</body></html>",
        escaped(said(&data["document"]["title"])),
        style(&head, &profile, &foot)
    )
}

/// A page of one word: what starting a program costs.
pub(crate) fn one_word() -> String {
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Word</title></head><body><p>Word</p></body></html>"
        .to_owned()
}

fn style(head: &str, profile: &str, foot: &str) -> String {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/fonts");
    let face = |family: &str, file: &str, weight: u32| {
        let path = fonts.join(file).canonicalize().unwrap_or_default();
        format!("@font-face{{font-family:'{family}';font-weight:{weight};src:url('file://{}')}}", path.display())
    };
    format!(
        "{}{}{}@page{{size:A4;margin:27mm 22mm 24mm 25mm;\
         @top-left{{content:\"{head}\";font:7.8pt Words;color:#4e5d67}}\
         @top-right{{content:\"{profile}\";font:7.8pt Words;color:#4e5d67}}\
         @bottom-left{{content:\"{foot}\";font:7.8pt Words;color:#4e5d67}}\
         @bottom-right{{content:\"Page \" counter(page) \" of \" counter(pages);font:7.8pt Words;color:#4e5d67}}}}\
         body{{font:9.5pt/1.4 Words;color:#16212a;margin:0}}\
         h1{{font-size:17pt;break-before:page;color:#0b5c63;margin:0 0 7mm}}h2{{font-size:12.5pt;color:#0b5c63;margin:9mm 0 4mm}}\
         h3{{font-size:10.2pt;margin:6.5mm 0 2.6mm}}h1,h2,h3{{font-weight:600;break-after:avoid}}a{{color:#0b5c63;text-decoration:none}}\
         table{{border-collapse:collapse;width:100%;font-size:8.5pt;line-height:1.25;margin:3mm 0}}th,td{{text-align:left;vertical-align:top;\
         padding:1.7mm 2mm;border-bottom:.4pt solid #cdd7db}}th{{color:#0b5c63;font-size:8pt;border-bottom:.8pt solid #0b5c63}}\
         code,pre,.exact{{font-family:Fixed;font-size:7.8pt;overflow-wrap:anywhere}}pre{{background:#f4f7f8;padding:2.5mm;white-space:pre-wrap}}\
         .note{{font-size:8pt;color:#4e5d67}}.row{{display:flex;gap:3mm;margin:2.6mm 0}}.row>span{{flex:0 0 25mm;color:#4e5d67;font-size:8.5pt}}\
         .row>div{{flex:1}}p{{margin:0 0 2.6mm}}figure{{margin:3mm 0;break-inside:avoid}}img{{max-width:126mm;max-height:100mm;border:.5pt solid #cdd7db}}\
         .contents{{list-style:none;padding:0}}.contents a::after{{content:leader('.') target-counter(attr(href), page)}}a.page::after{{content:target-counter(attr(href), page)}}.l2{{margin-left:6mm}}\
         .bar{{display:flex;height:4.2mm}}.bar>i{{display:block}}.pass{{background:#3f9a6b}}.fail{{background:#ab1f18}}.inconclusive{{background:#e3b04b}}\
         .not_applicable{{background:#c2ccd1}}.untested,.stale{{background:#fff}}.disputed{{background:#8f7fc0}}.out_of_scope{{background:#eef1f3}}\
         section.unit{{border-bottom:.4pt solid #cdd7db;padding-bottom:1mm}}",
        face("Words", "NotoSans-Regular.ttf", 400),
        face("Words", "NotoSans-SemiBold.ttf", 600),
        face("Fixed", "NotoSansMono-Regular.ttf", 400),
    )
}

struct Page<'a> {
    out: String,
    data: &'a Value,
    pictures: &'a HashMap<String, std::path::PathBuf>,
    entries: Vec<(u8, String, String)>,
}

impl Page<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn heading(&mut self, level: u8, anchor: &str, title: &str) {
        let title = escaped(title);
        let anchor = if anchor.is_empty() { format!("h{}", self.out.len()) } else { anchor.to_owned() };
        if level < 3 {
            self.entries.push((level, anchor.clone(), title.clone()));
        }
        let _ = write!(self.out, "<h{level} id='{anchor}'>{title}</h{level}>");
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            let _ = write!(self.out, "<p>{}</p>", escaped(text));
        }
    }

    fn table(&mut self, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.put("<table><thead><tr>");
        for cell in head {
            let _ = write!(self.out, "<th>{cell}</th>");
        }
        self.put("</tr></thead><tbody>");
        for row in rows {
            self.put("<tr>");
            for cell in row {
                let _ = write!(self.out, "<td>{cell}</td>");
            }
            self.put("</tr>");
        }
        self.put("</tbody></table>");
    }

    fn row(&mut self, title: &str, body: &str) {
        let _ = write!(self.out, "<div class=row><span>{title}</span><div>{body}</div></div>");
    }

    fn build(&self, anchor: &Value) -> String {
        let found = list(&self.data["builds"]).find(|it| it["anchor"] == *anchor);
        escaped(found.map_or_else(|| said(anchor), |it| said(&it["short"])))
    }

    fn parts(&mut self) {
        let data = self.data;
        let cover = &data["cover"];
        let _ = write!(
            self.out,
            "<div style='height:240mm'><h3>Assessment report</h3><p style='font-size:32pt'>{}</p><p style='font-size:18pt'>Release {}</p><p>{}</p>",
            escaped(said(&cover["app"])),
            escaped(said(&cover["release"])),
            escaped(said(&cover["title"]))
        );
        for (title, value) in [
            ("Number", &data["document"]["number"]),
            ("Profile", &cover["profile_title"]),
            ("Id", &data["document"]["id"]),
        ] {
            self.row(title, &escaped(said(value)));
        }
        self.put("</div><h1>Contents</h1><ul class=contents><!--contents--></ul>");
        self.summary();
        self.scope();
        self.method();
        self.verdicts();
        self.heading(1, "", "Findings");
        self.paragraph("No finding, waiver or sign-off is on record.");
        self.tests();
        self.manifest();
        self.heading(1, "", "Standards");
        for sentence in list(&data["attribution"]) {
            self.paragraph(said(sentence));
        }
        for it in list(&data["catalogues"]) {
            self.heading(3, "", &format!("{} {}", said(&it["name"]), said(&it["version"])));
            for key in ["title", "publisher", "licence", "source_url", "commit", "digest"] {
                self.row(key, &format!("<span class=exact>{}</span>", escaped(said(&it[key]))));
            }
        }
        self.heading(1, "", "Record");
        self.row("Checkpoint", &exact(&data["ledger"]["checkpoint"]["root"]));
        self.row("Workspace", &exact(&data["ledger"]["workspace"]));
        for head in list(&data["ledger"]["checkpoint"]["devices"]) {
            self.row("Public key", &exact(&head["device"]));
            self.row("Root", &exact(&head["root"]));
        }
        let _ = write!(self.out, "<p>End of report {}</p>", escaped(said(&data["document"]["number"])));
    }

    fn summary(&mut self) {
        let it = &self.data["summary"];
        self.heading(1, "", "Summary");
        for sentence in list(&it["sentences"]) {
            self.paragraph(said(sentence));
        }
        for build in list(&it["builds"]) {
            let name = self.build(&build["build"]);
            let (verdicts, required) = (counts(&build["verdicts"]), counts(&build["required"]));
            let _ = write!(
                self.out,
                "<h3>{name}</h3><p>Control verdicts: {verdicts}</p><p>Required units: {required}</p>{}",
                bar(&build["required"])
            );
        }
        self.heading(2, "", "Release gate");
        self.paragraph(said(&self.data["readiness"]["sentence"]));
        let parts = list(&self.data["readiness"]["reasons"]).flat_map(|reason| {
            list(&reason["parts"]).map(|part| {
                let labels: Vec<&str> = list(&part["labels"]).map(said).take(12).collect();
                vec![
                    escaped(said(&reason["words"])),
                    escaped(said(&part["platform"])),
                    part["count"].to_string(),
                    escaped(&labels.join(", ")),
                ]
            })
        });
        self.table(&["Reason", "Platform", "Count", "Which"], parts);
        self.heading(2, "", "What needs attention");
        let rows: Vec<Vec<String>> = list(&it["attention"])
            .map(|one| {
                let controls: Vec<&str> = list(&one["controls"]).map(said).collect();
                let unit = said(&one["unit"]);
                vec![
                    word(&one["state"]),
                    format!(
                        "<a href='#{unit}'><b>{}</b></a><br>{}",
                        escaped(said(&one["label"])),
                        escaped(said(&one["title"]))
                    ),
                    self.build(&one["build"]),
                    escaped(&controls.join(", ")),
                    format!("<a class=page href='#{unit}'></a>"),
                ]
            })
            .collect();
        self.table(&["Result", "Test or assessment", "Build", "Control", "Page"], rows.into_iter());
        self.heading(2, "", "By group");
        let builds: Vec<&Value> = list(&it["builds"]).collect();
        let groups = builds.first().map_or(0, |build| list(&build["groups"]).count());
        let mut head = vec!["Group".to_owned()];
        head.extend(builds.iter().map(|build| self.build(&build["build"])));
        let rows = (0..groups).map(|index| {
            let mut row = vec![escaped(said(&builds[0]["groups"][index]["title"]))];
            row.extend(builds.iter().map(|build| {
                let counted = &build["groups"][index]["required"];
                format!("{}{}", bar(counted), counts(counted))
            }));
            row
        });
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let rows: Vec<Vec<String>> = rows.collect();
        self.table(&head, rows.into_iter());
    }

    fn scope(&mut self) {
        self.heading(1, "", "Scope");
        self.heading(2, "", "Builds");
        for build in list(&self.data["builds"]) {
            self.heading(3, said(&build["anchor"]), said(&build["short"]));
            for key in [
                "platform_name",
                "version_name",
                "version_code",
                "package_id",
                "variant_name",
                "signing_certificate",
                "commit",
            ] {
                self.row(key, &escaped(build[key].as_str().unwrap_or("not recorded")));
            }
        }
        self.heading(2, "", "Engagement");
        for key in ["customer", "laboratory", "place", "authorised_by", "received", "access"] {
            self.row(
                key,
                &escaped(self.data["engagement"][key].as_str().filter(|it| !it.is_empty()).unwrap_or("not recorded")),
            );
        }
    }

    fn method(&mut self) {
        let it = &self.data["method"];
        self.heading(1, "", "Method and limits");
        for level in list(&it["levels"]) {
            self.paragraph(&format!("{}: {}", said(&level["id"]), said(&level["title"])));
        }
        self.paragraph(said(&it["link_table"]["source"]));
        for sentence in list(&it["limits"]["sentences"]) {
            self.paragraph(said(sentence));
        }
        for key in ["placeholder", "deprecated", "unlinked"] {
            self.heading(3, "", key);
            let rows = list(&it["limits"][key]).map(|one| {
                vec![escaped(said(&one["id"])), escaped(said(&one["title"])), escaped(said(&one["platform"]))]
            });
            self.table(&["Test", "Title", "Platform"], rows);
        }
    }

    fn verdicts(&mut self) {
        self.heading(1, "", "Verdicts");
        let controls: Vec<&Value> = list(&self.data["groups"]).flat_map(|group| list(&group["controls"])).collect();
        let builds: Vec<&Value> = list(&self.data["builds"]).collect();
        for chunk in builds.chunks(4) {
            let mut head = vec!["Control".to_owned()];
            head.extend(chunk.iter().map(|build| escaped(said(&build["short"]))));
            let head: Vec<&str> = head.iter().map(String::as_str).collect();
            let rows = controls.iter().map(|control| {
                let mut row = vec![format!(
                    "<a href='#{}'><b>{}</b></a><br>{}",
                    said(&control["anchor"]),
                    escaped(said(&control["id"])),
                    escaped(said(&control["summary"]))
                )];
                row.extend(chunk.iter().map(|build| {
                    let found = list(&control["verdicts"]).find(|it| it["build"] == build["anchor"]);
                    found.map_or_else(|| "–".to_owned(), |it| word(&it["verdict"]))
                }));
                row
            });
            self.table(&head, rows);
        }
        for group in list(&self.data["groups"]) {
            self.heading(2, "", said(&group["title"]));
            for control in list(&group["controls"]) {
                self.heading(3, said(&control["anchor"]), said(&control["id"]));
                self.paragraph(said(&control["summary"]));
                // What holds for several builds is said once.
                let mut limits_said: Vec<&Value> = Vec::new();
                for it in list(&control["verdicts"]) {
                    let name = self.build(&it["build"]);
                    let _ = write!(
                        self.out,
                        "<p><b>{name}</b> {} <span class=note>row {} of the rule</span></p>",
                        word(&it["verdict"]),
                        it["row"]
                    );
                    self.paragraph(said(&it["explanation"]));
                    for weakness in list(&it["weaknesses"]) {
                        let _ = write!(
                            self.out,
                            "<p class=note>{} · {} · {}, row {}</p>",
                            escaped(said(&weakness["id"])),
                            escaped(said(&weakness["title"])),
                            word(&weakness["verdict"]),
                            weakness["row"]
                        );
                        for part in list(&weakness["units"]) {
                            let words = format!(
                                "<a href='#{}'><b>{}</b> {}</a> <span class=note>{}</span>",
                                said(&part["unit"]),
                                escaped(said(&part["label"])),
                                escaped(said(&part["title"])),
                                escaped(said(&part["remark"]))
                            );
                            self.row(&word(&part["state"]), &words);
                        }
                    }
                    if !limits_said.contains(&&it["limits"]) {
                        let limits: Vec<&str> = list(&it["limits"]).map(said).collect();
                        let _ = write!(self.out, "<p class=note>{}</p>", escaped(&limits.join(" ")));
                        limits_said.push(&it["limits"]);
                    }
                }
            }
        }
    }

    fn tests(&mut self) {
        self.heading(1, "", "Tests and direct assessments");
        for group in list(&self.data["groups"]) {
            self.heading(2, "", said(&group["title"]));
            for unit in list(&self.data["units"]).filter(|unit| unit["group"] == group["id"]) {
                self.put("<section class=unit>");
                self.heading(3, said(&unit["anchor"]), &format!("{} {}", said(&unit["label"]), said(&unit["title"])));
                let controls: Vec<&str> = list(&unit["controls"]).map(said).collect();
                let weaknesses: Vec<String> = list(&unit["weaknesses"])
                    .map(|it| format!("{} of {}, {}", said(&it["id"]), said(&it["scheme"]), said(&it["title"])))
                    .collect();
                let types: Vec<&str> = list(&unit["types"]).map(said).collect();
                let kind = match types.as_slice() {
                    [] => "Direct assessment".to_owned(),
                    types => format!("Test ({})", types.join(", ")),
                };
                let needed = if unit["required"] == true { "required" } else { "optional" };
                let _ = write!(
                    self.out,
                    "<p class=note>{kind} · {needed} · {} · {}</p>",
                    controls.join(", "),
                    escaped(&weaknesses.join(" · "))
                );
                for reason in list(&unit["because"]) {
                    let _ = write!(self.out, "<p class=note>{}</p>", escaped(said(reason)));
                }
                self.paragraph(said(&unit["summary"]));
                for answer in list(&unit["answers"]) {
                    self.answer(answer);
                }
                self.put("</section>");
            }
        }
    }

    fn answer(&mut self, answer: &Value) {
        let name = self.build(&answer["build"]);
        let stated = list(&answer["statements"]).map(|it| stamp(&it["stated"])).collect::<Vec<_>>().join(", ");
        self.row(&format!("<b>{name}</b>"), &format!("{} <span class=note>{stated}</span>", word(&answer["state"])));
        for statement in list(&answer["statements"]) {
            let note = blocks(&statement["note"]["blocks"]);
            if !note.is_empty() {
                self.row("Note", &note);
            }
        }
        if !said(&answer["review"]["state"]).is_empty() {
            self.row("Review", "not handed to a second person");
        }
        let mut pieces = String::new();
        for number in list(&answer["evidence"]).filter_map(Value::as_u64) {
            let Some(piece) = list(&self.data["evidence"]).find(|it| it["number"] == number) else { continue };
            pieces.push_str(&self.piece(piece));
        }
        if !pieces.is_empty() {
            self.row("Evidence", &pieces);
        }
    }

    fn piece(&self, piece: &Value) -> String {
        let (content, number) = (&piece["content"], &piece["number"]);
        let name = content["name"].as_str().unwrap_or("Note");
        let mut out = format!(
            "<p><a href='#{}'><b>E-{number}</b> {}</a> · {}</p>",
            said(&piece["anchor"]),
            escaped(name),
            escaped(said(&piece["caption"]))
        );
        out.push_str(&blocks(&content["text"]["blocks"]));
        if let Some(path) = content["sha256"].as_str().and_then(|digest| self.pictures.get(digest)) {
            let _ = write!(
                out,
                "<figure><img src='file://{}' alt='{}'><figcaption class=note>E-{number} · {} · {}</figcaption></figure>",
                path.display(),
                escaped(said(&content["figure"]["alternative"])),
                escaped(name),
                escaped(said(&piece["caption"]))
            );
        }
        out
    }

    fn manifest(&mut self) {
        self.heading(1, "", "Evidence");
        let rows: Vec<Vec<String>> = list(&self.data["evidence"])
            .map(|piece| {
                let content = &piece["content"];
                let used: Vec<String> = list(&piece["used"])
                    .map(|it| {
                        format!(
                            "<a href='#{}'>{}</a><br><span class=note>{}</span>",
                            said(&it["unit"]),
                            escaped(said(&it["label"])),
                            self.build(&it["build"])
                        )
                    })
                    .collect();
                let more = match content["size"].as_u64() {
                    None => "printed where it is used".to_owned(),
                    Some(size) => format!(
                        "{}<br>{} · {size} bytes<br><span class=exact>{}</span>",
                        escaped(said(&piece["caption"])),
                        said(&content["media_type"]),
                        said(&content["sha256"])
                    ),
                };
                vec![
                    format!("E-{}", piece["number"]),
                    format!(
                        "<b id='{}'>{}</b><br>{more}",
                        said(&piece["anchor"]),
                        escaped(content["name"].as_str().unwrap_or("Note")),
                    ),
                    stamp(&piece["added"]),
                    used.concat(),
                ]
            })
            .collect();
        self.table(&["No.", "Evidence", "Added", "Used in"], rows.into_iter());
    }
}
