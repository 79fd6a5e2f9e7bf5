"""Alembic's entry: run inside the connection that the program gives."""

from typing import Any, Literal

from alembic import context

from mttq_desktop.records.base import Base, Thousandths


def _plain_types(kind: str, thing: Any, autogenerate: Any) -> str | Literal[False]:
    """Migrations name SQL types only: a class of ours may change later, a migration never."""
    return "sa.BigInteger()" if kind == "type" and isinstance(thing, Thousandths) else False


context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True,
    render_item=_plain_types,
)  # fmt: skip
with context.begin_transaction():
    context.run_migrations()
