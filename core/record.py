"""What every stored record carries: identity, owner, version, author and time.

Records are append-only. A change is a new version of the same id; an earlier
version is never overwritten, so "the formulation as of session 5" stays readable.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import InvalidEntry

if TYPE_CHECKING:
    from core.access.audit import Actor

Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]
ZeroToTen = Annotated[int, Field(ge=0, le=10)]
YesNo = Literal["yes", "no", "unknown", "not_asked", "declined"]

Recheck = Callable[["Actor", UUID], None]
"""What a service calls after a save, so that hypotheses resting on the data are tested again."""


def no_recheck(actor: Actor, client_id: UUID) -> None:
    """Test nothing again."""


class Part(BaseModel):
    """A piece of a record that has no identity of its own (one memory, one rating)."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        revalidate_instances="always",  # a part changed by model_copy is checked again
        hide_input_in_errors=True,  # no error text holds what somebody typed
    )


class Filing(NamedTuple):
    """The few facts the store files a record under, so that it can be found by them."""

    on: date | None = None
    state: str | None = None
    about: str | None = None


class Record(Part):
    """A stored thing. `version` 0 means never saved; `client_id` is whose file it is in."""

    id: UUID = Field(default_factory=uuid4)
    client_id: UUID
    version: int = 0
    recorded_at: datetime | None = None
    recorded_by: str = ""
    retired: bool = False

    def filing(self) -> Filing:
        """How the store files this record (date, state, what it is about)."""
        return Filing()

    def amended(self, **changes: Any) -> Self:
        """The same record with some fields changed and checked again.

        Raises InvalidEntry with one sentence when a changed field does not fit.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return build(type(self), **(fields | changes))


HEADER = {"id", "client_id", "version", "recorded_at", "recorded_by", "retired"}


R = TypeVar("R", bound=BaseModel)


def build(model: type[R], **fields: Any) -> R:
    """Make a record from what a person entered.

    Raises InvalidEntry naming the first field that does not fit, never its content.
    """
    try:
        return model(**fields)
    except ValidationError as error:
        raise InvalidEntry(entry_problem(error)) from None


def entry_problem(error: ValidationError) -> str:
    """One sentence for the first problem found, without the text that was entered."""
    first = error.errors(include_input=False, include_url=False)[0]
    field = " ".join(str(step) for step in first["loc"]).replace("_", " ") or "This entry"
    if first["type"] == "string_too_short":
        return f"{field.capitalize()}: please fill this in."
    if first["type"] == "string_too_long":
        return f"{field.capitalize()}: please shorten this to {first['ctx']['max_length']} letters."
    if first["type"] == "string_pattern_mismatch":
        return f"{field.capitalize()}: please use letters, digits and hyphens only."
    reason = first["msg"].removeprefix("Value error, ").rstrip(".")
    return f"{field.capitalize()}: {reason[0].lower() + reason[1:]}."
