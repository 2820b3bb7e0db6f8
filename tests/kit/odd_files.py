"""A workspace with odd files for tests of plan edits, and the proof that just some lines of it changed."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

from tests.kit.harness import Ran, run_cli

TODAY = ("--as-of", "2026-03-10")
CONFIG = """\
okrctl: 1
organization: Test
external: [legal]
metrics:
  sessions: {title: Sessions, unit: sessions, better: higher}
"""
MARKETING = """\
# yaml-language-server: $schema=../.okrctl/schema.json
okrctl: 1
department: marketing
name: Marketing
lead: Head of Marketing
cycle: 2026-H1

objectives:
  # The one that counts.
  - id: seo   # agreed in December
    title: Be found
    why: |
      Paid traffic gets dearer.
    ambition: committed
    supports: founder/growth
    depends_on:
      - {ref: technology/page-speed, need: Fast pages, due: 2026-03-31}
      - {ref: technology, need: 'One sign-in'}
    key_results:
      - id: traffic
        title: More traffic
        metric: sessions
        baseline: 120000
        target:   150000   # a fifth and more
        checkpoints: {2026-03-31: 126000}
        # About the season: quiet until March.

      - {id: reach, title: Reach, change: "+20%"}
      - id: chatbot
        title: A chatbot
        milestones:
          - {id: vendor, title: Vendor chosen, due: 2026-02-15}
          - id: live
            title: Live
        amended:
          - {date: 2026-02-01, field: milestones/vendor/due, from: 2026-01-31, to: 2026-02-15, why: Holidays}
      - id: audit
        title: Audit
        done_when: >-
          Every finding
          is closed
        due:

kpis:
  - {id: bounce, title: Bounce rate, unit: percent, at_most: 45}

check_ins:
  - date: 2026-01-12
    by: ana@example.com
    results: {traffic: 121900, 'chatbot': {done: [vendor]}, bounce: 41}   # the first
    unchanged: [reach]
  - date: 2026-02-10
    by: ana@example.com
    results:
      # quiet
      traffic: {value: 123000, note: traffic is slow}
    unchanged: audit
"""
TECHNOLOGY = (
    """\
okrctl: 1
department: technology
name: Technology
lead: Head of Technology
objectives:
  - {id: speed, title: Fast, cycle: 2026-H1, ambition: committed, why: x, key_results: [
      {id: page-speed, title: Pages, unit: s, baseline: 3, target: 2, due: 2026-04-30,
       supports: [marketing/seo, marketing/traffic]},   # both
      {id: uptime, title: Uptime, at_least: 99, at_most: 100, unit: percent, promised_to: founder/growth }
    ]}
check_ins:
  - date: 2026-02-01
    by: tom
    note: of traffic and marketing/traffic
    results: {page-speed: 2.9}
"""
).replace("\n", "\r\n")
FOUNDER = """\
okrctl: 1
department: founder
name: Founder
lead: Founder
objectives:
  - id: growth
    title: Grow
    cycle: 2026
    ambition: committed
    why: x
    key_results:
      - {id: share, title: Share, unit: percent, baseline: 10, target: 12, supports: marketing/traffic@2026-H1}
      - id: visits
        title: Visits
        kpi: marketing/bounce
        baseline: 50
        target: 40
    amended:
      - {date: 2026-02-02, field: supports, from: [marketing/traffic, seo], why: Not any more}
"""
FILES = {"marketing": MARKETING, "technology": "\ufeff" + TECHNOLOGY, "founder": FOUNDER}


class Place:
    """A workspace in a folder."""

    def __init__(self, root: Path, files: Mapping[str, str] = FILES) -> None:
        self.root = root
        (root / "okrs").mkdir(parents=True)
        (root / "okrctl.yaml").write_text(CONFIG)
        for name, text in files.items():
            (root / "okrs" / f"{name}.yaml").write_bytes(text.encode())

    def run(self, *args: str) -> Ran:
        return run_cli(*TODAY, *args, cwd=self.root)

    def texts(self) -> dict[str, str]:
        return {path.name: path.read_bytes().decode() for path in sorted(self.root.rglob("*.yaml"))}

    def changes(self, before: Mapping[str, str]) -> dict[str, list[str]]:
        """By file the lines that went (``-``) and came (``+``), line breaks of any kind included."""
        after, found = self.texts(), {}
        for name in sorted({*before, *after}):
            one, other = (texts.get(name, "").splitlines(keepends=True) for texts in (before, after))
            lines = list(unified_diff(one, other, n=0, lineterm=""))[2:]
            if lines:
                found[name.removesuffix(".yaml")] = [line for line in lines if not line.startswith("@@")]
        return found
