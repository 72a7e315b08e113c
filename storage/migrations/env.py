"""Run by Alembic inside the transaction that `storage.schema` has opened."""

from alembic import context

from storage.models import metadata


def _is_ours(name: str | None, kind: str, parents: object) -> bool:  # noqa: ARG001
    # Rasa may keep its conversations in the same database.
    return kind != "table" or name in metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_is_ours,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
