"""HTML: one page that works offline; its values become a file or a text to paste."""

from __future__ import annotations

from okrctl.render.sites.html import assets, page
from okrctl.views.form import Form


def render(form: Form) -> str:
    """The page of one department."""
    return page("form", assets("page.css form.css", "form.js"), form=form)
