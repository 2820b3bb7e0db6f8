"""Who works on something besides its owner: found like owners, and owing nothing."""

from __future__ import annotations

from pathlib import Path

from tests.kit.shop import Shop, objective, result, results

DAY = "2026-02-14"


def shop_of(path: Path) -> Shop:
    goals = [
        objective(
            result("inherits", count=2),
            result("own", count=2, contributors=["cleo"]),
            contributors=["Ana Ruiz", "ben"],
            owner="Boss",
        ),
        objective(result("other", count=2), id="else", owner="Boss"),
    ]
    people = {"ana": {"name": "Ana Ruiz", "email": "ana@example.com"}}
    return Shop(path, people=people).write(name="Shop", objectives=goals)


def test_they_are_inherited_and_published(tmp_path: Path) -> None:
    shop = shop_of(tmp_path)
    assert shop.objective("shop/goal", DAY)["contributors"] == ["Ana Ruiz", "ben"]
    found = {ref: shop.result(f"shop/{ref}", DAY)["contributors"] for ref in ("inherits", "own", "other")}
    assert found == {"inherits": ["Ana Ruiz", "ben"], "own": ["cleo"], "other": []}


def test_owner_finds_theirs_too(tmp_path: Path) -> None:
    shop = shop_of(tmp_path)
    for name, refs in (("ana", ["inherits"]), ("ben", ["inherits"]), ("cleo", ["own"])):
        found = [each["ref"] for each in results(shop.status(DAY, "--owner", name))]
        assert found == [f"shop/{ref}" for ref in refs]
        assert "nobody" not in shop.run("status", "--as-of", DAY, "--owner", name).err


def test_they_owe_nothing(tmp_path: Path) -> None:
    shop = shop_of(tmp_path)
    assert shop.json("due", DAY, "--owner", "ben")["items"] == []
    assert len(shop.json("due", DAY, "--owner", "Boss")["items"]) == 3
