"""CODEOWNERS as GitHub and GitLab read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrctl.core.company.owners import parse_owners
from okrctl.core.values.glob import fits

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


def all_lines(text: str, path: str, *, gitlab: bool) -> tuple[str, ...]:
    """Every line held against a path, one after the other."""
    last: dict[str, tuple[str, ...]] = {}
    gone = set()
    parsed = parse_owners(text, gitlab=gitlab)
    for line in reversed(parsed.lines):
        if any(fits(path.split("/"), steps) for steps in line.globs):
            last[line.section] = line.owners
            gone |= {line.section} if line.excluded else set()
    return tuple(sorted({owner for section, owners in last.items() if section not in gone for owner in owners}))


NAMES = st.sampled_from(["okrs", "a", "ab", "*", "a*", "*b", "?", "**", "a*b*"])
ROWS = st.tuples(
    st.sampled_from(["", "/", "!"]),
    st.lists(NAMES, min_size=1, max_size=3),
    st.sampled_from(["", "/"]),
    st.integers(0, 3),
)


@given(st.lists(ROWS | st.sampled_from(["[A]", "[B]"]), max_size=8), st.booleans())
def test_no_line_that_matches_is_passed_over(rows: list[object], gitlab: bool) -> None:
    texts = []
    for row in rows:
        if isinstance(row, tuple):
            before, steps, behind, owner = row
            texts.append(f"{before}{'/'.join(steps)}{behind} @o{owner}")
        else:
            texts.append(str(row))
    text = "\n".join(texts)
    owners = parse_owners(text, gitlab=gitlab)
    for path in ("okrs/a", "okrs/ab", "okrs/a/ab", "a", "b/okrs/a"):
        assert tuple(sorted(owners.of(path))) == all_lines(text, path, gitlab=gitlab)


def test_wildcards_are_compared_only_so_often() -> None:
    owners = parse_owners("".join(f"a*b*{number} @x\n" for number in range(60_000)) + "/okrs/y.yaml @y\n")
    assert owners.of("okrs/y.yaml") == ("@y",)
    asked = [owners.of(f"okrs/{number}.yaml") for number in range(12)]
    assert owners.spent
    assert set(asked) == {()}


def test_names_are_looked_up_however_many_there_are() -> None:
    owners = parse_owners("".join(f"/okrs/d{number}.yaml @d{number}\n" for number in range(60_000)))
    assert all(owners.of(f"okrs/d{number}.yaml") == (f"@d{number}",) for number in range(3000))
    assert not owners.spent


def test_of_equal_lines_the_last_counts() -> None:
    assert parse_owners("a @x\nb @z\na @y\n").of("a") == ("@y",)
