"""The dictionary that comes with okrctl: metrics of online shops, with more details than a company's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from okrctl.core.format import forms
from okrctl.core.format import types as f
from okrctl.core.format.doc import Doc
from okrctl.core.format.meaning import WORDS
from okrctl.core.model.settings import Metric
from okrctl.core.values.frozen import frozen

Place = Literal["shopify", "woocommerce", "ga4", "helpdesk", "erp"]
PLACES: Mapping[str, str] = {
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "ga4": "Google Analytics 4",
    "helpdesk": "Helpdesk",
    "erp": "ERP and other systems",
}
CURRENCY = "currency"
"""A placeholder in units for the company's currency."""


class Reference(Doc):
    """A public page about a metric."""

    title: Annotated[f.Text, WORDS("The page and who publishes it.")]
    url: Annotated[f.Text, WORDS("Its address.")]


class ShippedMetric(Metric):
    """A metric, with where shops read it, how often, and its guardrail."""

    if TYPE_CHECKING:

        @property
        def area(self) -> str:
            """The area of the business."""

    rhythm: Annotated[Literal["weekly", "monthly", "quarterly"], WORDS("How often to measure it.")]
    guardrail: Annotated[f.Id, WORDS("The metric that must not get worse while this one improves.")]
    read: Annotated[dict[Place, f.Text], forms.OR_DEFAULT, WORDS("Where shops read it.")] = Field({})
    reference: Annotated[Reference, WORDS("A public page about it.")]


class DictionaryFile(Doc):
    """The metrics of one area."""

    area: Annotated[f.Text, WORDS("Their area of the business.")]
    metrics: Annotated[dict[f.Id, ShippedMetric], WORDS("The metrics by id.")]


@frozen
class Known:
    """A metric in both dictionaries: ``own`` is the company's entry, ``shipped`` the one that comes with okrctl."""

    id: str
    own: Metric | None
    shipped: ShippedMetric | None

    @property
    def metric(self) -> Metric:
        """The company's entry, or else the shipped one."""
        found = self.own or self.shipped
        assert found is not None
        return found


def known(own: Mapping[str, Metric], shipped: Mapping[str, ShippedMetric]) -> Iterator[Known]:
    """All metrics: the company's in its own order, then the others."""
    for id in dict.fromkeys((*own, *shipped)):
        yield Known(id, own.get(id), shipped.get(id))


def in_currency(unit: str | None, currency: str | None) -> str | None:
    """A unit with the company's currency, if known."""
    return unit.replace(CURRENCY, currency) if unit and currency else unit


def currency_of(units: Iterable[str | None]) -> str | None:
    """The first currency in units, recognized by its code of three capitals, such as USD."""
    words = (word for unit in units for word in (unit or "").split())
    return next(
        (word for word in words if len(word) == 3 and word.isascii() and word.isalpha() and word.isupper()), None
    )
