//! How a statement gets from its file into the program: embedded, and prefixed with the module
//! and name, so that it names itself in the database's own statistics.

/// Embeds `sql/<name>.sql` of the calling module's folder.
macro_rules! sql {
    ($name:literal) => {
        concat!(
            "-- ",
            module_path!(),
            "::",
            $name,
            "\n",
            include_str!(concat!("sql/", $name, ".sql"))
        )
    };
}
pub(crate) use sql;
