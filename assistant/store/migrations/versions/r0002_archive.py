"""A draft can be put away without being deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """When it was put away; nothing for those that are in use."""
    op.add_column("drafts", sa.Column("archived_at", sa.DateTime(), nullable=True))
