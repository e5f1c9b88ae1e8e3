//! What was acknowledged stays, whatever happens: kills at every system call, the order of syncs, several processes,
//! full and read-only disks, and leaving while threads still work. The program runs itself as the child that is killed
//! or that meets the disk.
//!
//! Needs `strace` for the first two and the right to mount (root, or user namespaces) for the last; without them it
//! prints `skipped: ...`.

mod child;
mod disks;
mod kills;
mod leaving;
mod place;
mod processes;
mod syncs;
mod trace;

fn main() {
    if let Ok(mode) = std::env::var(child::MODE) {
        child::run(&mode);
        return;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let listing = arguments.iter().any(|argument| argument == "--list");
    let filters: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let tests: [(&str, fn()); 7] = [
        ("several_processes_write_in_turn", processes::several_processes_write_in_turn),
        ("an_append_costs_the_sync_of_one_commit", syncs::an_append_costs_the_sync_of_one_commit),
        ("a_process_ends_while_threads_still_work", leaving::a_process_ends_while_threads_still_work),
        ("evidence_is_durable_before_its_statement", syncs::evidence_is_durable_before_its_statement),
        ("full_and_read_only_disks", disks::full_and_read_only_disks),
        ("kills_at_every_system_call", kills::at_every_system_call),
        ("two_hundred_random_kills", kills::two_hundred_random),
    ];
    for (name, test) in tests {
        if listing {
            println!("{name}: test");
        } else if filters.is_empty() || filters.iter().any(|filter| name.contains(filter.as_str())) {
            println!("test {name} ...");
            test();
            println!("test {name} ... ok");
        }
    }
}
