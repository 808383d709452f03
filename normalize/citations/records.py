"""Records of our own values made without looking at each value again."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from normalize.schema import Record

T = TypeVar("T", bound=Record)
# What pydantic keeps in a record, set past its own way: the records are frozen.
_set_values, _set_given, _set_extra, _set_private = (
    vars(BaseModel)[name].__set__
    for name in (
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    )
)


def unchecked(model: type[T], values: dict[str, Any], given: set[str]) -> T:
    """Return a record of these values, which the caller knows to be right, in a fifth of the time.

    `values` has every field of the model in the model's order, and becomes the record's own;
    `given` are the fields that are no defaults. It does what pydantic's `model_construct` does for
    values that are complete; a test says that such records equal the checked ones.
    """
    record = model.__new__(model)
    _set_values(record, values)
    _set_given(record, given)
    _set_extra(record, None)
    _set_private(record, None)
    return record
