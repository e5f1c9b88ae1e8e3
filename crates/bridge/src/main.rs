//! `assay-bridge`: starts the bridge on the loopback interface and prints where.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use assay_bridge::{Bridge, Token};
use assay_commands::areas::workspaces::WorkspaceOpenInput;
use assay_commands::{CommandError, Session};
use assay_messages::said;
use clap::Parser;

/// The commands of Assay over HTTP on this machine, for tests and development only.
#[derive(Debug, Parser)]
#[command(name = "assay-bridge", version)]
struct Arguments {
    /// The workspace to open first.
    #[arg(long, value_name = "DIR")]
    workspace: Option<PathBuf>,
    /// The folder for identity, keys and settings; by default that of the user.
    #[arg(long, value_name = "DIR")]
    home: Option<PathBuf>,
    /// The port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Writes the token to this file, readable by its owner only.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// The folder of the built user interface.
    #[arg(long, value_name = "DIR")]
    ui: Option<PathBuf>,
    /// Another origin whose pages may call, such as that of a development server.
    #[arg(long, value_name = "ORIGIN")]
    allow_origin: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("assay-bridge: {} {}", error.message, error.next_step);
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), CommandError> {
    let home = arguments.home.map_or_else(assay_commands::default_home, Ok)?;
    let session = Arc::new(Session::new(home));
    if let Some(dir) = arguments.workspace {
        session.call(WorkspaceOpenInput { dir: dir.display().to_string() }).await?;
    }
    let failed = |problem: std::io::Error| {
        CommandError::new(
            "bridge.failed",
            said!("The bridge could not start: {problem}.", problem),
            "Choose another port.",
        )
    };
    let token = Token::random().map_err(failed)?;
    if let Some(file) = arguments.token_file {
        write_private(&file, token.as_str()).map_err(failed)?;
    }
    let listener =
        tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port))).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let bridge = Bridge { session, token, ui: arguments.ui, allowed_origins: arguments.allow_origin, address };
    println!("{}", bridge.url());
    std::io::stdout().flush().map_err(failed)?;
    axum::serve(listener, bridge.router()).await.map_err(failed)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}
