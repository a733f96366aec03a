"""Run by alembic: migrates over the connection it is given, within its transaction."""

from alembic import context

from assistant.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
context.run_migrations()
