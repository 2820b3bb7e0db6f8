"""The live pages as HTML: those of the report with links to forms, and the forms, which need no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from okrctl.render.sites import html
from okrctl.web.edits import Form, Outcome

_FORMS = (
    "default-src 'none'; style-src '{style}'; script-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_STYLES = "page.css form.css live.css"
_REPORT = (_STYLES, "page.js live.js", f"{html.POLICY}; connect-src 'self'")


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
    return html.page("all", html.assets(*_REPORT), site=site, live=live)


def report_policy() -> str:
    """The policy of the report's pages, as a header."""
    return f"{html.assets(*_REPORT)['policy']}; frame-ancestors 'none'"


def page(template: str, live: Live, /, **values: Any) -> Page:
    """A page from the template with that name."""
    parts = html.assets(_STYLES, "", _FORMS)
    return Page(html.page(template, parts, live=live, **values), parts["policy"])


def change(live: Live, title: str, outcome: Outcome, shown: str, *, commits: bool) -> Page:
    """What an edit would change, with a button to make it."""
    kept = [(name, value) for name, values in live.given.items() for value in values if name not in _OWN]
    return page("live-change", live, title=title, outcome=outcome, shown=shown, kept=kept, commits=commits)


_OWN = frozenset({"csrf", "go", "shown"})
