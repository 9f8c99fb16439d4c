//! The matrix of pages and roles, as it is meant: a change here is a change of who sees what.

use super::*;

const ROLES: [Role; 8] = [
    Role::Traveller,
    Role::Representative,
    Role::Client,
    Role::System,
    Role::Officer,
    Role::Supervisor,
    Role::Analyst,
    Role::Administrator,
];

/// One line a page: method, path, then officer, supervisor, analyst, administrator.
const MATRIX: &str = "\
GET /desk o s . .
GET /desk/search o s . .
GET /desk/cases/{reference} o s . .
POST /desk/cases/{reference}/steps/{target}/{step} o s . .
GET /desk/cases/{reference}/documents/{document} o s . .
POST /desk/cases/{reference}/documents o s . .
POST /desk/cases/{reference}/person o s . .
GET /desk/cases/{reference}/preview/{recourse} o s . .
GET /desk/cases/{reference}/letters/{outbox} o s . .
GET /desk/file o s . .
POST /desk/file o s . .
GET /desk/tasks o s . .
GET /desk/failed-mail o s . .
GET /desk/post o s . .
POST /desk/post o s . .
POST /desk/sign-out o s a d
GET /insight . s a .
GET /insight/{page} . s a .
GET /admin . . . d
";

#[test]
fn every_page_is_for_whom_it_is_meant() {
    let mut found = String::new();
    for row in ROWS {
        let mark = |role: Role, mark: char| {
            if allows(row.method, row.pattern, &[role]) { mark } else { '.' }
        };
        let marks = [
            mark(Role::Officer, 'o'),
            mark(Role::Supervisor, 's'),
            mark(Role::Analyst, 'a'),
            mark(Role::Administrator, 'd'),
        ];
        let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
        found.push_str(&[row.method, row.pattern, &marks.join(" ")].join(" "));
        found.push('\n');
    }
    assert_eq!(found, MATRIX);
}

#[test]
fn nobody_from_outside_has_a_page_of_the_staff() {
    for row in ROWS {
        for role in &ROLES[..4] {
            assert!(!allows(row.method, row.pattern, &[*role]), "{row:?} {role:?}");
        }
        assert!(!allows(row.method, row.pattern, &[]), "{row:?}");
    }
}

#[test]
fn what_has_no_row_is_for_nobody() {
    for (method, pattern) in
        [("GET", "/desk/other"), ("DELETE", "/desk"), ("POST", "/desk"), ("GET", "")]
    {
        assert!(!allows(method, pattern, &ROLES));
    }
    assert!(allows("HEAD", "/desk", &[Role::Officer]));
}

#[test]
fn everybody_begins_on_a_page_that_is_theirs() {
    for role in &ROLES[4..] {
        assert!(allows("GET", home(&[*role]), &[*role]), "{role:?}");
    }
}
