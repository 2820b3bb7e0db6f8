"""HTML: one page that works offline; its values become a file or a text to paste."""

from __future__ import annotations

from markupsafe import Markup

from okrctl.render.sites.html import POLICY, digest, environment, source
from okrctl.views.form import Form


def render(form: Form) -> str:
    """The page of one department."""
    look, script = source("page.css") + source("form.css"), source("form.js")
    policy = POLICY.format(style=digest(look), script=digest(script))
    page = environment().get_template("form.html")
    return page.render(form=form, policy=policy, look=Markup(look), script=Markup(script))
