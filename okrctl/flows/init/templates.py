"""What ``init`` can begin with."""

from __future__ import annotations

from okrctl.core.values import safe
from okrctl.flows.stop import Stop
from okrctl.shell.templates import load, shipped


def listing() -> str:
    """The shipped templates, a line each."""
    manifests = shipped()
    width = max((len(manifest.id) for manifest in manifests), default=0)
    return "\n".join(safe.line(f"{manifest.id:<{width}}  {manifest.title}") for manifest in manifests)


def contents(name: str) -> str:
    """What a template asks for and writes."""
    template = load(name)
    if isinstance(template, str):
        raise Stop(safe.line(template))
    manifest = template.manifest
    lines = [f"{manifest.id}: {manifest.title}", "", manifest.description, "", "Asks for"]
    lines += [f"  --var {each.name}=…  {each.ask} ({each.default})" for each in manifest.variables]
    lines += ["", "Writes"] + [f"  {path}" for path, _ in template.files]
    return "\n".join(safe.line(line) for line in lines)
