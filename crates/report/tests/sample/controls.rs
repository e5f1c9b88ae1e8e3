//! Names for the sample. The summaries are our own.

/// Group ids and titles.
pub(super) const GROUPS: [(&str, &str); 8] = [
    ("MASVS-STORAGE", "Storage"),
    ("MASVS-CRYPTO", "Cryptography"),
    ("MASVS-AUTH", "Authentication and authorisation"),
    ("MASVS-NETWORK", "Network communication"),
    ("MASVS-PLATFORM", "Platform interaction"),
    ("MASVS-CODE", "Code quality"),
    ("MASVS-RESILIENCE", "Resilience"),
    ("MASVS-PRIVACY", "Privacy"),
];

/// Control ids and summaries.
pub(super) const CONTROLS: [(&str, &str); 24] = [
    ("MASVS-STORAGE-1", "What the app keeps on the device is protected according to how sensitive it is."),
    ("MASVS-STORAGE-2", "Sensitive data does not slip out of the app by accident."),
    ("MASVS-CRYPTO-1", "Cryptography in use is current and used as its designers intend."),
    ("MASVS-CRYPTO-2", "Keys are made, kept and retired with care."),
    ("MASVS-AUTH-1", "Signing in and authorisation to remote services follow sound protocols."),
    ("MASVS-AUTH-2", "Local authentication relies on what the platform offers for it."),
    ("MASVS-AUTH-3", "Sensitive operations ask for further authentication."),
    ("MASVS-NETWORK-1", "All traffic is protected by current means."),
    ("MASVS-NETWORK-2", "The app accepts its own end points only by an identity that it knows."),
    ("MASVS-PLATFORM-1", "Interfaces between processes are used safely."),
    ("MASVS-PLATFORM-2", "Web views are used safely."),
    ("MASVS-PLATFORM-3", "The user interface gives nothing away."),
    ("MASVS-CODE-1", "The app requires a system version that still receives fixes."),
    ("MASVS-CODE-2", "There is a way to make users update."),
    ("MASVS-CODE-3", "Components in use have no known weaknesses."),
    ("MASVS-CODE-4", "Input from outside is checked before it is used."),
    ("MASVS-RESILIENCE-1", "The app checks that the platform is intact."),
    ("MASVS-RESILIENCE-2", "The app notices when it was changed."),
    ("MASVS-RESILIENCE-3", "Static analysis of the app is hard."),
    ("MASVS-RESILIENCE-4", "Dynamic analysis of the app is hard."),
    ("MASVS-PRIVACY-1", "The app asks for no more data and permissions than it needs."),
    ("MASVS-PRIVACY-2", "Users cannot be identified more than needed."),
    ("MASVS-PRIVACY-3", "The app is open about what it collects and why."),
    ("MASVS-PRIVACY-4", "Users keep control over their data."),
];

/// Titles for tests.
pub(super) const TESTS: [&str; 7] = [
    "Files written to storage that other apps can read",
    "Run-time use of interfaces that write sensitive data to logs, including those of embedded third-party components",
    "Backups that include sensitive data",
    "Insufficient key sizes",
    "Connections that accept any certificate",
    "Local authentication without a key behind it",
    "Screenshots in the list of recent apps",
];
