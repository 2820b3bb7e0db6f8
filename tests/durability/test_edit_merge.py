"""Two people edit the same made-up file with okrctl and merge: both edits are there, or both are in the conflict.

``OKRCTL_MERGES`` sets how often (60 by default, 1,000 nightly), ``OKRCTL_FUZZ_SEED`` the first seed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.durability.test_edit_commands import COMMANDS, DAY, entries, holds, loaded, made_up, marks, now
from tests.kit.harness import run_cli
from tests.kit.saving import CONFIG
from tests.kit.sizes import size

COUNT = size("OKRCTL_MERGES", 60)
SEED = size("OKRCTL_FUZZ_SEED", 1)
FILE = "okrs/marketing.yaml"


def edited(root: Path, base: str, who: str, rng: Random) -> str:
    """The file after a check-in or two and perhaps an edit of the plan; as it is where okrctl refuses."""
    for name in rng.choice([["checkin"], ["checkin"], ["checkin", "checkin"], ["checkin", rng.choice(list(COMMANDS))]]):
        command = COMMANDS[name][0]
        if name == "checkin":
            command = ("checkin", "marketing", "--set", f"traffic={rng.randint(100, 200)}", "--by", who)
        run_cli("--as-of", rng.choice([DAY, "2026-02-16"]), *command, cwd=root)
    text = now(root)[FILE]
    (root / FILE).write_bytes(base.encode())
    return text


@pytest.mark.reliability(
    "Merging", "two people's edits of made-up files in every style: both kept, or both in conflict"
)
@pytest.mark.night
def test_nothing_of_either_side_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "ws"
    (root / "okrs").mkdir(parents=True)
    (root / "okrctl.yaml").write_text(CONFIG)
    ways: Counter[str] = Counter()
    for seed in range(SEED, SEED + COUNT):
        rng = Random(seed)
        others = made_up(rng, root)
        base = others[FILE]
        ours, theirs = edited(root, base, "a@example.com", rng), edited(root, base, "b@example.com", rng)
        names = [tmp_path / name for name in ("base", "ours", "theirs")]
        for name, text in zip(names, (base, ours, theirs), strict=True):
            name.write_bytes(text.encode())
        ran = run_cli("merge-driver", *map(str, names), FILE)
        assert ran.code in (0, 10), (seed, ran)
        merged = names[1].read_bytes().decode()
        by_lines = "by lines" in ran.err
        ways[f"{'lines' if by_lines else 'meaning'} {ran.code}"] += 1
        if ran.code:
            for number, side in ((1, ours), (2, theirs)):
                taken = re.sub(
                    r"(?ms)^<<<<<<< ours\r?\n(.*?)^=======\r?\n(.*?)^>>>>>>> theirs(?:\r?\n|\Z)",
                    lambda found, number=number: found[number],  # type: ignore[misc]
                    re.sub(r"(?ms)^\|\|\|\|\|\|\| base\r?\n.*?(?=^=======)", "", merged),
                )
                fresh = entries({FILE: side}) - entries({FILE: base})
                assert not fresh - entries({FILE: taken}), (seed, number, ran.err)
            continue
        assert not (entries({FILE: ours}) | entries({FILE: theirs})) - entries({FILE: merged}), (seed, ran.err)
        assert not (entries({FILE: merged}) - entries({FILE: ours})) - entries({FILE: theirs}), seed
        assert marks(merged) == marks(base), seed
        if ours == base or theirs == base:
            assert merged == (theirs if ours == base else ours), seed
        assert holds({**loaded(merged), "check_ins": 0}, {**shared(base, ours, theirs), "check_ins": 0}), seed
    assert ways["meaning 0"] > COUNT / 2, ways
    record_property("tried", COUNT)


def shared(base: str, ours: str, theirs: str) -> object:
    """What no side has changed, where that is the whole plan."""
    plans = [{**loaded(text), "check_ins": 0} for text in (base, ours, theirs)]
    return loaded(base) if plans[0] == plans[1] == plans[2] else {}
