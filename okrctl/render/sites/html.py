"""HTML: all pages in one file that works offline, suitable for email, print and screen readers."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from markupsafe import Markup, escape

from okrctl.core.values import safe
from okrctl.render.sites import _charts, _flows, _small
from okrctl.views.blocks import runs
from okrctl.views.page.site import Site
from okrctl.views.signs import sign, style

POLICY = (
    "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing is fetched, and only this style and this script run, identified by their digests."""

_TEMPLATES = files("okrctl.render.sites").joinpath("_pages")


def render(site: Site) -> str:
    """All pages in one file."""
    return page("all", assets("page.css", "page.js"), site=site)


def page(template: str, parts: Mapping[str, Any], **values: Any) -> str:
    """A page from the template with that name."""
    return environment().get_template(f"{template}.html").render(**parts, **values)


@cache
def assets(styles: str, scripts: str, policy: str = POLICY) -> Mapping[str, Any]:
    """The style sheets and scripts of a page, by their file names, and a policy that allows only these."""
    look, script = ("".join(map(_source, names.split())) for names in (styles, scripts))
    allowed = policy.format(style=_digest(look), script=_digest(script))
    return {"look": Markup(look), "script": Markup(script), "policy": allowed}


class _Packaged(BaseLoader):
    """The templates of this package."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
        """The text of a template."""
        source = _TEMPLATES.joinpath(template)
        if not source.is_file():
            raise TemplateNotFound(template)
        return source.read_text(encoding="utf-8"), None, None


@cache
def environment() -> Environment:
    """The templates, which escape all user text."""
    made = Environment(
        loader=_Packaged(),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        # constant folding takes longer than it saves in one rendering
        optimized=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "sign": sign,
        "look": lambda status: style(status) or "dim",
        "runs": runs,
        # the address of an anchor: in one file, a fragment
        "to": lambda anchor: f"#{anchor}",
        "entered": escape,
    }
    charts = (_charts.trend, _charts.process, _small.curve, _small.meter, _flows.flows)
    made.globals |= {draw.__name__: _drawn(draw) for draw in charts}
    return made


def _shown(value: object) -> Markup:
    """Every value that a template shows; user text is made harmless here and nowhere else in a template."""
    if isinstance(value, Markup):
        return value
    return _harmless("" if value is None else str(value))


@lru_cache(maxsize=4096)
def _harmless(text: str) -> Markup:
    """A user's text; cached, because names, statuses and units are repeated."""
    return Markup(safe.html(text))


def _drawn(draw: Any) -> Any:
    """A chart as markup; `_charts` makes user text harmless itself."""
    return lambda *given: Markup(draw(*given))


def _source(name: str) -> str:
    """A style sheet or script of the pages."""
    return _TEMPLATES.joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """The digest by which a policy identifies a style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
