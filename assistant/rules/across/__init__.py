"""Rules between declarations: one unit's of one year, and one project's of several years."""
