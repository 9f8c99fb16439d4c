//! Which page is for whom: one table, asked by every page of the staff before anything else.
//! What has no row is for nobody. A test writes the table out as the committed matrix.

use domain::Role;

#[cfg(test)]
mod tests;

/// A page of the staff.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Method.
    pub method: &'static str,
    /// Path, with its parts in braces.
    pub pattern: &'static str,
    /// Who may have it.
    pub who: &'static [Role],
}

const fn get(pattern: &'static str, who: &'static [Role]) -> Row {
    Row { method: "GET", pattern, who }
}

const fn post(pattern: &'static str, who: &'static [Role]) -> Row {
    Row { method: "POST", pattern, who }
}

const OFFICE: &[Role] = &[Role::Officer, Role::Supervisor];
const FIGURES: &[Role] = &[Role::Analyst, Role::Supervisor];
const ADMIN: &[Role] = &[Role::Administrator];
const STAFF: &[Role] = &[Role::Officer, Role::Supervisor, Role::Analyst, Role::Administrator];

/// Every page that asks who is there.
pub const ROWS: &[Row] = &[
    get("/desk", OFFICE),
    get("/desk/search", OFFICE),
    get("/desk/cases/{reference}", OFFICE),
    post("/desk/cases/{reference}/steps/{target}/{step}", OFFICE),
    get("/desk/cases/{reference}/documents/{document}", OFFICE),
    post("/desk/cases/{reference}/documents", OFFICE),
    post("/desk/cases/{reference}/person", OFFICE),
    get("/desk/cases/{reference}/preview/{recourse}", OFFICE),
    get("/desk/cases/{reference}/letters/{outbox}", OFFICE),
    get("/desk/file", OFFICE),
    post("/desk/file", OFFICE),
    get("/desk/tasks", OFFICE),
    get("/desk/failed-mail", OFFICE),
    get("/desk/post", OFFICE),
    post("/desk/post", OFFICE),
    post("/desk/sign-out", STAFF),
    get("/insight", FIGURES),
    get("/insight/{page}", FIGURES),
    get("/admin", ADMIN),
];

/// Whether somebody in these roles may have a page.
pub fn allows(method: &str, pattern: &str, roles: &[Role]) -> bool {
    let method = if method == "HEAD" { "GET" } else { method };
    ROWS.iter()
        .filter(|row| row.method == method && row.pattern == pattern)
        .any(|row| row.who.iter().any(|role| roles.contains(role)))
}

/// Where somebody in these roles begins.
pub fn home(roles: &[Role]) -> &'static str {
    let is = |role| roles.contains(&role);
    if is(Role::Officer) || is(Role::Supervisor) {
        "/desk"
    } else if is(Role::Analyst) {
        "/insight"
    } else {
        "/admin"
    }
}
