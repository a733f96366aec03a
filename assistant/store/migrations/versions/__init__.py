"""One file, one revision. A test for each older one is `tests/store/revisions/<revision>.sql`."""
