//! Whether somebody is on a security list can be seen nowhere. Two worlds differ in nothing else, and every
//! published cell, mail, letter, status and search result is the same in both, byte for byte.

use std::collections::BTreeSet;

use super::seen::{self, Seen};
use super::world::World;

/// Kinds of view; each must be there, and each must be able to differ.
const KINDS: [&str; 5] = ["figure", "letter", "mail", "search", "status"];

fn kinds(names: impl Iterator<Item = String>) -> BTreeSet<String> {
    names.filter_map(|name| Some(name.split_once(':')?.0.to_owned())).collect()
}

fn look(world: &mut World) -> Seen {
    let measures = seen::measures(&world.house.client());
    assert!(measures.len() > 20, "{measures:?}");
    seen::all(world, &measures)
}

#[test]
fn swapping_the_listed_flag_changes_nothing_that_can_be_seen() {
    let tell = |name: &'static str, turned| {
        move || {
            let mut world = World::tell(name, turned);
            let seen = look(&mut world);
            (world, seen)
        }
    };
    let (one, other) = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(tell("listed", 0)), scope.spawn(tell("unlisted", 1)));
        (one.join().unwrap(), other.join().unwrap())
    });
    let ((_house, one), (mut world, other)) = (one, other);
    assert_eq!(kinds(one.keys().cloned()), KINDS.map(str::to_owned).into());
    let told = one.iter().filter(|(name, _)| name.starts_with("figure"));
    let told = told.filter(|(_, view)| view.contains("\"numerator\":16")).count();
    assert!(told > 20, "only {told} figures tell a number");
    let differing = seen::differences(&one, &other);
    assert!(differing.is_empty(), "{} differ:\n{}", differing.len(), differing.join("\n"));
    // What does make a difference is seen in each kind of view.
    world.house.minutes(10);
    world.again(1);
    let differing = seen::differences(&one, &look(&mut world));
    assert_eq!(kinds(differing.into_iter()), KINDS.map(str::to_owned).into());
}
