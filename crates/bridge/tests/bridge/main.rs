//! The bridge from outside: who may call, what is served, how commands travel.

mod client;

use client::{Bridge, Request};
use serde_json::json;

fn status(bridge: &Bridge) -> Request {
    Request::post("/api/status").header("x-assay-token", &bridge.token).body(b"{}")
}

#[test]
fn only_who_knows_the_token_may_call() {
    let bridge = Bridge::start(&[]);
    assert_eq!(bridge.send(Request::post("/api/status").body(b"{}")).status, 403);
    let wrong = "0".repeat(bridge.token.len());
    assert_eq!(bridge.send(Request::post("/api/status").header("x-assay-token", &wrong)).status, 403);
    let right = bridge.send(status(&bridge));
    assert_eq!(right.status, 200);
    assert!(right.text().contains("\"version\""), "{}", right.text());
}

#[test]
fn only_pages_of_this_host_under_its_own_name_may_call() {
    let bridge = Bridge::start(&["--allow-origin", "http://localhost:5173"]);
    let own = format!("http://127.0.0.1:{}", bridge.port);
    for (origin, expected) in [
        (own.as_str(), 200),
        ("http://localhost:5173", 200),
        ("http://localhost:5174", 403),
        ("https://evil.example", 403),
        ("null", 403),
    ] {
        assert_eq!(bridge.send(status(&bridge).header("origin", origin)).status, expected, "{origin}");
    }
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1"] {
        assert_eq!(bridge.send(status(&bridge).header("host", host)).status, 403, "{host}");
    }
    assert_eq!(bridge.send(status(&bridge).header("host", &format!("localhost:{}", bridge.port))).status, 200);
}

#[test]
fn the_page_gets_the_token_only_where_its_address_carried_it() {
    let ui = tempfile::tempdir().unwrap();
    std::fs::write(ui.path().join("index.html"), "<!doctype html><html><head><title>A</title></head></html>").unwrap();
    std::fs::write(ui.path().join("app.js"), "export {};").unwrap();
    std::fs::write(ui.path().parent().unwrap().join("assay-outside.txt"), "outside").unwrap();
    let bridge = Bridge::start(&["--ui", ui.path().to_str().unwrap()]);

    let stranger = bridge.send(Request::get("/"));
    assert_eq!(stranger.status, 403);
    assert!(!stranger.text().contains(&bridge.token));

    let page = bridge.send(Request::get(&format!("/?token={}", bridge.token)));
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&format!("<meta name=\"assay-token\" content=\"{}\">", bridge.token)));
    let cookie = page.header("set-cookie").unwrap();
    assert!(cookie.contains("httponly") && cookie.contains("samesite=strict"), "{cookie}");
    // A reload of a place within the page comes without the token in its address.
    let cookie = format!("assay-bridge={}", bridge.token);
    assert_eq!(bridge.send(Request::get("/checklist").header("cookie", &cookie)).status, 200);

    let script = bridge.send(Request::get("/app.js"));
    assert_eq!((script.status, script.text().as_str()), (200, "export {};"));
    assert!(script.header("content-type").unwrap().starts_with("text/javascript"));
    for answer in [&page, &script, &stranger] {
        assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    for path in ["/../assay-outside.txt", "/%2e%2e/assay-outside.txt", "/.//../assay-outside.txt", "/missing.js"] {
        let answer = bridge.send(Request::get(path));
        assert!(answer.status == 404 || answer.status == 403, "{path}: {}", answer.text());
    }
}

#[test]
fn errors_come_as_a_line_with_their_code() {
    let bridge = Bridge::start(&[]);
    let code = |command: &str, input: serde_json::Value| {
        bridge.call(command, &input)["error"]["code"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(code("no_such_command", json!({})), "commands.unknown");
    assert_eq!(code("app_add", json!({ "nam": "x" })), "commands.bad_input");
    assert_eq!(code("apps_list", json!({})), "workspace.none_open");
    assert_eq!(code("evidence_read", json!({ "sha256": "no" })), "digest.malformed");
    let request = Request::post("/api/status").header("x-assay-token", &bridge.token).body(b"{");
    assert!(bridge.send(request).text().contains("commands.bad_input"));
}

#[test]
fn pictures_travel_as_bytes_both_ways() {
    let bridge = Bridge::start(&[]);
    let dir = bridge.folder.path().join("workspace");
    bridge.result("identity_set", &json!({ "name": "Ada Example", "email": "ada@example.org" }));
    bridge.result("workspace_create", &json!({ "dir": dir, "name": "Review" }));
    let app = bridge.result("app_add", &json!({ "name": "Wallet" }));
    let release = bridge.result("release_add", &json!({ "app": app["id"], "name": "1.0" }));
    let build = json!({ "release": release["id"], "platform": "android", "version_name": "1.0", "version_code": "1",
        "variant": "release" });
    let build = bridge.result("build_add", &build);
    let assessment = bridge.result("assessment_open", &json!({ "release": release["id"], "profile": "L1" }));
    let on = json!({ "assessment": assessment["id"], "build": build["id"] });
    let checklist = bridge.result("checklist_show", &on);

    let mut meta = on.clone();
    meta["unit"] = checklist["rows"][0]["unit"].clone();
    meta["name"] = "Größe.png".into();
    let encoded = meta.to_string().bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
    let request = Request::post("/api/evidence_add_bytes")
        .header("x-assay-token", &bridge.token)
        .header("x-assay-input", &encoded);
    let added = bridge.send(request.body(PNG)).text();
    let added: serde_json::Value = serde_json::from_str(added.trim()).unwrap();
    let content = &added["result"]["evidence"][0]["content"];
    assert_eq!(content["name"], "Größe.png", "{added}");
    assert_eq!(content["media_type"], "image/png");

    let request = Request::post("/api/evidence_read").header("x-assay-token", &bridge.token);
    let read = bridge.send(request.body(json!({ "sha256": content["sha256"] }).to_string().as_bytes()));
    assert_eq!(read.header("content-type"), Some("image/png"));
    assert_eq!(read.body, PNG);
}

#[test]
fn long_work_reports_progress_before_its_result() {
    let bridge = Bridge::start(&[]);
    let dir = bridge.folder.path().join("example");
    bridge.result("identity_set", &json!({ "name": "Ada Example", "email": "ada@example.org" }));
    let lines = bridge.lines("demo_create", &json!({ "dir": dir }));
    let (last, before) = lines.split_last().unwrap();
    assert!(last["result"]["id"].is_string(), "{last}");
    assert!(!before.is_empty() && before.iter().all(|line| line["progress"]["stage"].is_string()), "{before:?}");
}

/// A picture of one grey pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
