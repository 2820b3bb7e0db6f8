"""CODEOWNERS as GitHub and GitLab read it."""

from __future__ import annotations

import pytest

from okrctl.core.company.owners import parse_owners

GITHUB = """\
# the whole, then what overrides it
*                    @all
/okrs/               @okr-team
okrs/marketing*.yaml @ana ana@example.com  # both
okrs/nobody.yaml
docs/*               @writers
*.md                 @writers
/archive/**          @keeper
with\\ space.yaml     @spaced
"""

GITLAB = """\
[Plan] @boss
okrs/
okrs/m.yaml @ana

^[Finance][2] @fin
*.yaml
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README", ("@all",)),
        ("okrs/sales.yaml", ("@okr-team",)),
        ("okrs/deep/sales.yaml", ("@okr-team",)),
        ("okrs/marketing.yaml", ("@ana", "ana@example.com")),
        ("okrs/marketing-de.yaml", ("@ana", "ana@example.com")),
        ("okrs/nobody.yaml", ()),
        ("docs/a", ("@writers",)),
        ("docs/deep/a", ("@all",)),
        ("elsewhere/docs/a", ("@all",)),
        ("elsewhere/a.md", ("@writers",)),
        ("archive/2025/a", ("@keeper",)),
        ("with space.yaml", ("@spaced",)),
    ],
)
def test_the_last_line_that_matches_wins(path: str, owners: tuple[str, ...]) -> None:
    assert parse_owners(GITHUB).of(path) == owners


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("okrs/m.yaml", ("@ana", "@fin")),
        ("okrs/x.txt", ("@boss",)),
        ("deep/okrs/x.txt", ("@boss",)),
        ("z.yaml", ("@fin",)),
        ("z.txt", ()),
    ],
)
def test_in_gitlab_each_section_has_its_say(path: str, owners: tuple[str, ...]) -> None:
    assert parse_owners(GITLAB).of(path) == owners


def test_paths_are_those_of_the_repository() -> None:
    owners = parse_owners("/planning/okrs/ @ana\n", prefix="planning/")
    assert owners.of("okrs/a.yaml") == ("@ana",)
    assert parse_owners("/okrs/ @ana\n", prefix="planning/").of("okrs/a.yaml") == ()


def test_no_pattern_can_make_it_slow() -> None:
    owners = parse_owners("*a" * 400 + "c @ana\n" + "/**" * 200 + "/x @ana\n")
    assert owners.of("a" * 3000 + "b") == ()
    assert owners.of("/".join("a" * 500) + "/y") == ()
