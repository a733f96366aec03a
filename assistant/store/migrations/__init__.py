"""Alembic's revisions of the drafts' database; `database.migrate` runs them."""
