"""The live pages as HTML: those of the report with links to forms, and the forms, which need no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markupsafe import Markup

from okrctl.render.sites.html import POLICY, digest, environment, source
from okrctl.web.edits import Form, Outcome

_FORMS = (
    "default-src 'none'; style-src '{style}'; script-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Live:
    """The server's state for templates: whether it writes, for whom, and values filled in so far."""

    read_only: bool
    csrf: str = ""
    user: str = ""
    given: Form = field(default_factory=dict)
    complaints: tuple[str, ...] = ()
    correcting: str = ""


@dataclass(frozen=True)
class Page:
    """A page, and its content security policy."""

    text: str
    policy: str


def report(site: Any, live: Live) -> str:
    """The pages of the report, which reload themselves when the files change."""
    look, script, policy = _report_parts()
    page = environment().get_template("all.html")
    return page.render(site=site, live=live, policy=policy, look=Markup(look), script=Markup(script))


@cache
def _report_parts() -> tuple[str, str, str]:
    look, script = source("page.css") + source("form.css") + source("live.css"), source("page.js") + source("live.js")
    return look, script, POLICY.format(style=digest(look), script=digest(script)) + "; connect-src 'self'"


def report_policy() -> str:
    """The policy of the report's pages, as a header."""
    return f"{_report_parts()[2]}; frame-ancestors 'none'"


def page(template: str, live: Live, /, **values: Any) -> Page:
    """A page from the template with that name."""
    look, policy = _form_parts()
    text = environment().get_template(f"{template}.html").render(live=live, look=Markup(look), **values)
    return Page(text, policy)


@cache
def _form_parts() -> tuple[str, str]:
    look = source("page.css") + source("form.css") + source("live.css")
    return look, _FORMS.format(style=digest(look))


def change(live: Live, title: str, outcome: Outcome, shown: str, *, commits: bool) -> Page:
    """What an edit would change, with a button to make it."""
    kept = [(name, value) for name, values in live.given.items() for value in values if name not in _OWN]
    return page("live-change", live, title=title, outcome=outcome, shown=shown, kept=kept, commits=commits)


_OWN = frozenset({"csrf", "go", "shown"})
