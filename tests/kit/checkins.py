"""A small workspace with one key result of every kind, for tests of check-ins."""

from __future__ import annotations

from datetime import date

from okrctl.core.checkin.department_day import DepartmentDay
from okrctl.core.company.workspace import Workspace, build
from okrctl.core.loading.config import load_config
from okrctl.core.loading.facts import department_facts

CONFIG = """\
okrctl: 1
organization: Test
people:
  ana: {name: Ana Ruiz, email: ana@example.com, owns: [Head of SEO]}
  tom: {email: tom@example.com, owns: [Head of Technology, Head of SEO]}
"""

MARKETING = """\
okrctl: 1
department: marketing
name: Marketing
lead: Head of Marketing
cycle: 2026-H1
objectives:
  - id: seo
    title: Be found
    owner: Head of SEO
    joint_with: [technology]
    key_results:
      - {id: traffic, title: Traffic, unit: sessions, baseline: 120000, target: 144000}
      - {id: reach, title: Reach, change: +20%}
      - {id: campaigns, title: Campaigns, count: 2}
      - {id: engagement, title: Engagement, unit: percent, at_least: 10, hold: true}
      - {id: audit, title: Audit, done_when: All findings are closed}
      - {id: chatbot, title: Chatbot, milestones: [{id: vendor, title: Vendor}, {id: live, title: Live}]}
      - {id: bounces, title: Bounces, kpi: bounce, baseline: 50, target: 40}
  - id: later
    title: Later
    cycle: 2026-H2
    key_results:
      - {id: next, title: Next, count: 3}
  - id: gone
    title: Gone
    dropped: {date: 2026-01-10, why: no}
    key_results:
      - {id: dropped, title: Dropped, count: 3}
kpis:
  - {id: bounce, title: Bounce rate, unit: percent, at_most: 45}
check_ins:
  - date: 2026-01-12
    by: ana@example.com
    results: {traffic: 121900, engagement: 10.4, bounce: 41.2}
"""

TECHNOLOGY = """\
okrctl: 1
department: technology
name: Technology
lead: Head of Technology
cycle: 2026-H1
objectives:
  - id: speed
    title: Fast
    key_results:
      - {id: page-speed, title: Pages, unit: s, baseline: 3, target: 2}
"""

DAY = date(2026, 2, 14)


def workspace(**files: str) -> Workspace:
    """The workspace of these files, by default both departments."""
    texts = files or {"marketing": MARKETING, "technology": TECHNOLOGY}
    facts = [department_facts(f"okrs/{name}.yaml", text) for name, text in texts.items()]
    assert not [problem for each in facts for problem in each.problems]
    return build(load_config("okrctl.yaml", CONFIG), facts)


def dept(department: str = "marketing", day: date = DAY) -> DepartmentDay:
    """One department of it on a day."""
    return DepartmentDay(workspace(), department, day)
