"""CODEOWNERS as GitHub and GitLab read it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

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
    ("pattern", "owned"),
    [
        ("/*", {"a.yaml"}),
        ("/*/", {"okrs/a.yaml", "okrs/deep/a.yaml"}),
        ("*", {"a.yaml", "okrs/a.yaml", "okrs/deep/a.yaml"}),
        ("/**", {"a.yaml", "okrs/a.yaml", "okrs/deep/a.yaml"}),
        ("okrs/*", {"okrs/a.yaml"}),
        ("/okrs/*", {"okrs/a.yaml"}),
        ("/*.yaml", {"a.yaml"}),
        ("okrs", {"okrs/a.yaml", "okrs/deep/a.yaml"}),
    ],
)
def test_a_star_at_the_end_of_a_path_stops_at_the_first_level(pattern: str, owned: set[str]) -> None:
    owners = parse_owners(f"{pattern} @root")
    assert {path for path in ("a.yaml", "okrs/a.yaml", "okrs/deep/a.yaml") if owners.of(path)} == owned


# The example file of GitHub's documentation ("About code owners", 2026-11), one pattern a line, and what its comments
# say of paths. Order matters: the last line that matches decides.
DOCUMENTED = """\
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README", ("@global-owner1", "@global-owner2")),
        ("deep/down/README", ("@global-owner1", "@global-owner2")),
        ("a.js", ("@js-owner",)),
        ("deep/down/a.js", ("@js-owner",)),
        ("a.go", ("docs@example.com",)),
        ("a.txt", ("@octo-org/octocats",)),
        ("scripts/build", ("@doctocat", "@octocat")),
        ("scripts/deep/build.js", ("@doctocat", "@octocat")),
        ("build/logs/a", ("@octocat",)),
        ("scripts/logs/a", ("@octocat",)),
        ("deeply/nested/logs/a", ("@octocat",)),
        ("deeply/nested/logs/further/a.go", ("@octocat",)),
        ("docs/getting-started.md", ("@doctocat",)),
        ("docs/build-app/troubleshooting.md", ("@doctocat",)),
        ("apps/a", ("@octocat",)),
        ("anywhere/apps/a", ("@octocat",)),
        ("apps/github", ()),
        ("apps/github/a.js", ()),
        ("anywhere/apps/github/a", ("@octocat",)),
    ],
)
def test_the_documented_example_of_github(path: str, owners: tuple[str, ...]) -> None:
    assert parse_owners(DOCUMENTED).of(path) == owners


@pytest.mark.parametrize(
    ("line", "owned", "not_owned"),
    [
        ("/build/logs/", ["build/logs/a", "build/logs/deep/a"], ["build/logs", "deep/build/logs/a", "build/a"]),
        ("docs/*", ["docs/getting-started.md"], ["docs/build-app/troubleshooting.md", "deep/docs/a"]),
        ("apps/", ["apps/a", "deep/apps/a", "deep/apps/deep/a"], ["apps"]),
        ("/docs/", ["docs/a", "docs/deep/a"], ["deep/docs/a"]),
        ("**/logs", ["logs/a", "build/logs/a", "deeply/nested/logs/a", "logs"], ["logs.txt"]),
        ("/apps/github", ["apps/github", "apps/github/a"], ["apps/githubs", "deep/apps/github"]),
        ("Docs/", ["Docs/a"], ["docs/a"]),  # paths are case-sensitive, on every system
    ],
)
def test_each_documented_pattern_of_github_alone(line: str, owned: list[str], not_owned: list[str]) -> None:
    owners = parse_owners(f"{line} @octocat")
    assert {path: owners.of(path) for path in owned} == dict.fromkeys(owned, ("@octocat",))
    assert {path: owners.of(path) for path in not_owned} == dict.fromkeys(not_owned, ())


@pytest.mark.parametrize("line", ["!okrs/a.yaml", "okrs/[ab].yaml", "\\#okrs"])
def test_what_github_documents_as_not_working_owns_nothing(line: str) -> None:
    """Negation, ranges of characters, and an escaped hash are exceptions from the syntax of gitignore."""
    owners = parse_owners(f"{line} @octocat")
    assert [path for path in ("okrs/a.yaml", "okrs/b.yaml", "#okrs", "other") if owners.of(path)] == []


# The sections of GitLab's documentation ("Code Owners" and "CODEOWNERS syntax", 2026-11).
@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("* @default", {"a": "@default", "deep/a": "@default"}),
        ("*.rb @ruby", {"a.rb": "@ruby", "deep/a.rb": "@ruby", "a.js": ""}),
        ("\\#file_with_pound.rb @pound", {"#file_with_pound.rb": "@pound"}),
        ("LICENSE @legal this_does_not_match jane@example.com", {"LICENSE": "@legal jane@example.com"}),
        ("/docs/ @all", {"docs/a": "@all", "docs/deep/a": "@all", "deep/docs/a": ""}),
        ("/docs/* @root", {"docs/index.md": "@root", "docs/projects/index.md": ""}),
        (
            "/docs/**/*.md @md",
            {"docs/projects/index.md": "@md", "docs/development/index.md": "@md", "docs/a.md": "@md"},
        ),
        ("lib/ @lib", {"lib/a": "@lib", "deep/lib/a": "@lib"}),
        ("/config/ @config", {"config/a": "@config", "deep/config/a": ""}),
        ("path\\ with\\ spaces/ @space", {"path with spaces/a": "@space"}),
        ("[Docs]\n*.md @docs\n[Data]\nREADME.md @data", {"README.md": "@docs @data", "a.md": "@docs"}),
        ("[Docs] @team\ndocs/\nREADME.md\ndocs/x @own", {"docs/a": "@team", "README.md": "@team", "docs/x": "@own"}),
        ("[Docs]\n*.md @one\n[DOCS]\nREADME.md @two", {"README.md": "@two", "a.md": "@one"}),
        ("^[Optional][2] @team\n*.go", {"a.go": "@team"}),
        ("* @all\n!*.rb", {"a": "@all", "a.rb": ""}),
    ],
)
def test_the_documented_examples_of_gitlab(text: str, owned: dict[str, str]) -> None:
    owners = parse_owners(text, gitlab=True)
    assert {path: " ".join(owners.of(path)) for path in owned} == owned


STEPS = st.sampled_from(["okrs", "a", "ab", "*", "a*", "*b", "?", "**", "a*b*"])


@given(
    st.sampled_from(["", "/"]),
    st.lists(STEPS, min_size=1, max_size=3),
    st.sampled_from(["", "/"]),
    st.lists(st.lists(st.sampled_from(["okrs", "a", "ab", "b", "aab"]), min_size=1, max_size=4), max_size=20),
)
def test_github_matches_as_gitignore_does(start: str, steps: list[str], end: str, paths: list[list[str]]) -> None:
    """Against a library for gitignore, but for the exception: what ends in ``/*`` stops at the first level."""
    pattern = start + "/".join(steps) + end
    assume(not (steps[-1] == "*" and not end and (start or len(steps) > 1)))
    # git takes okrs/**/ for folders within okrs, the library for files in it, too
    assume(not (steps[-1] == "**" and end))
    owners = parse_owners(f"{pattern} @ana")
    ignored = GitIgnoreSpec.from_lines([pattern])
    for path in map("/".join, paths):
        assert bool(owners.of(path)) == ignored.match_file(path), (pattern, path)


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
