"""Alembic's entry: run inside the connection that the program gives."""

from alembic import context

from mttq_desktop.records.base import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
