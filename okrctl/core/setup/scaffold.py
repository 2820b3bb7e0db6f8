"""Files that ``init`` writes besides the template's own: for git, and for CI if requested."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from json import dumps

from okrctl.core.setup.git_setup import ATTRIBUTES, with_lines

_GITATTRIBUTES = """\
# OKR files are plain text with Unix line ends in the repository, whichever editor wrote them.
*.yaml text
# Made by okrctl, for editors: nothing to read in a pull request.
.okrctl/schema.json text linguist-generated
"""

_GITHUB = """\
# Checks the OKR files of every pull request and writes what it finds beside the lines.
name: OKRs

on:
  pull_request:
  merge_group:
  push:
    branches: [main]

permissions:
  contents: read

env:
  OKRCTL_ROOT: @ROOT@ # the workspace's folder in this repository
  OKRCTL_SOURCE: @SOURCE@ # what okrctl is installed from
  # changes are judged against the target branch, the base of a merge queue's group, or what was there before a push
  OKRCTL_BASE: >-
    ${{ github.base_ref && format('origin/{0}', github.base_ref)
    || github.event.merge_group.base_sha || github.event.before }}

jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683  # v4.2.2
        with:
          fetch-depth: 0 # changes are judged against the target branch
          persist-credentials: false
      # away from the checkout, and -I: nothing in the repository is imported
      - working-directory: ${{ runner.temp }}
        run: |
          source="${OKRCTL_SOURCE#git+}"
          git clone --quiet --no-checkout --filter=blob:none "${source%@*}" okrctl-source
          git -C okrctl-source checkout --quiet "${source##*@}"
          python3 -I -m venv okrctl
          okrctl/bin/python -I -m pip install --quiet --require-hashes -r okrctl-source/requirements.lock
          okrctl/bin/python -I -m pip install --quiet --no-deps --no-build-isolation ./okrctl-source
      - run: >-
          "$RUNNER_TEMP/okrctl/bin/python" -I -m okrctl validate
          ${OKRCTL_BASE:+"--base=$OKRCTL_BASE" --new} --format github
      - if: ${{ !cancelled() && env.OKRCTL_BASE }}
        run: >-
          "$RUNNER_TEMP/okrctl/bin/python" -I -m okrctl diff --format markdown
          -- "$OKRCTL_BASE...HEAD" >> "$GITHUB_STEP_SUMMARY"
"""

_GITLAB = """\
# Checks the OKR files of every merge request; what it finds shows in the code quality widget.
okrs:
  stage: test
  image: python:3.12 # it has git, which not every image of Python has
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  variables:
    GIT_DEPTH: "0" # changes are judged against the target branch
    OKRCTL_ROOT: @ROOT@ # the workspace's folder in this repository
    OKRCTL_SOURCE: @SOURCE@ # what okrctl is installed from
  before_script:
    # away from the checkout, and -I: nothing in the repository is imported
    - okrctl="$(mktemp -d)" && source="${OKRCTL_SOURCE#git+}"
    - git clone --quiet --no-checkout --filter=blob:none "${source%@*}" "$okrctl"
    - git -C "$okrctl" checkout --quiet "${source##*@}"
    - python -I -m pip install --quiet --require-hashes -r "$okrctl/requirements.lock"
    - python -I -m pip install --quiet --no-deps --no-build-isolation "$okrctl"
  script:
    - base="${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}"
    - >-
      if [ -n "$base" ]; then
      python -I -m okrctl diff --format markdown -o okrctl-diff.md -- "$base...HEAD" || [ $? -eq 1 ]; fi
    - >-
      python -I -m okrctl validate ${base:+"--base=$base" --new}
      --format gitlab --exit-zero -o gl-code-quality-report.json
    - python -I -m okrctl validate ${base:+"--base=$base" --new}
  artifacts:
    when: always
    paths: [okrctl-diff.md]
    reports:
      codequality: gl-code-quality-report.json
"""

_PRE_COMMIT = """\
# Checks the OKR files before each commit; once per clone: pre-commit install
repos:
  - repo: @REPOSITORY@
    rev: @COMMIT@
    hooks:
      - id: okrctl-validate
        args: [@ROOT@] # the workspace's folder in this repository
"""
PRE_COMMIT = ".pre-commit-config.yaml"

UNKNOWN_SOURCE = "git+https://github.com/OWNER/okrctl@COMMIT"
_CI = {"github": (".github/workflows/okrs.yml", _GITHUB), "gitlab": (".gitlab-ci.yml", _GITLAB)}


def git_attributes(patterns: Sequence[str]) -> tuple[str, str]:
    """Path and text of ``.gitattributes`` for the files that these patterns match.

    In a clone without ``okrctl git setup``, git merges them by lines, as without these attributes.
    """
    return ATTRIBUTES, with_lines(_GITATTRIBUTES, patterns)


def ci_file(host: str, source: str | None, root: str = ".") -> tuple[str, str]:
    """Path, from the top of the repository, and text of the job that validates OKR files on ``github`` or ``gitlab``.

    ``source`` is what pip installs okrctl from; without one, people have to fill it in. ``root`` is the workspace's
    folder in the repository.
    """
    path, text = _CI[host]
    return path, text.replace("@ROOT@", dumps(root)).replace("@SOURCE@", dumps(source or UNKNOWN_SOURCE))


def hook_file(source: str | None, root: str = ".") -> tuple[str, str]:
    """Path, from the top of the repository, and text of the pre-commit settings; arguments as for `ci_file`."""
    repository, _, commit = (source or UNKNOWN_SOURCE).removeprefix("git+").rpartition("@")
    given = {"@REPOSITORY@": repository, "@COMMIT@": commit, "@ROOT@": root}
    text = _PRE_COMMIT
    for mark, value in given.items():
        text = text.replace(mark, dumps(value))
    return PRE_COMMIT, text


def owner_lines(leads: Mapping[str, str | None], root: str = ".") -> list[str]:
    """Lines for CODEOWNERS: each department file with a placeholder for its owner, made from its lead.

    ``leads`` has the lead by file, in the order of the lines; files without one get a common placeholder. ``root`` is
    the workspace's folder in the repository.
    """
    inside = "/" if root == "." else f"/{root}/"
    named = {f"{inside}{path}".replace(" ", "\\ "): lead or "owner" for path, lead in leads.items()}
    width = max(map(len, named), default=0)
    return [f"{path:<{width}}  @{_BREAKS.sub('-', lead.lower()).strip('-')}" for path, lead in named.items()]


_BREAKS = re.compile(r"[\W_]+")
