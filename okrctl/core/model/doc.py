"""The base of every mapping of the file format."""

from pydantic import BaseModel, ConfigDict


class Doc(BaseModel):
    """A mapping of the format: unknown keys are errors, texts stay as written."""

    # defer_build: bases and parts are never validated on their own, and building them is half the cost of all models
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", populate_by_name=False, defer_build=True)
