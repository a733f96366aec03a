"""suppressions.toml written by the page: nothing else of the file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.organisation import Suppression, load_organisation
from assistant.organisation.accepting import accept, retract

OWN = """# 我们的说明
[[suppress]]
rule = "ST002" # 党建
project = "基层党建"
reason = "没有外部对象"
"""


def test_an_entry_is_added_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "suppressions.toml"
    path.write_text(OWN, encoding="utf-8")
    accept(
        path,
        Suppression(rule="VA003", project="甲", row="质量指标/合格率", reason='说“是”"\\\n换行'),
    )
    assert path.read_text(encoding="utf-8").startswith(OWN)
    entries = load_organisation(also=tmp_path, start=tmp_path).suppressions
    assert [e.rule for e in entries] == ["ST002", "VA003"]
    assert entries[1].reason == '说“是”"\\\n换行'


def test_an_entry_is_taken_out_alone(tmp_path: Path) -> None:
    path = tmp_path / "suppressions.toml"
    path.write_text(OWN, encoding="utf-8")
    accept(path, Suppression(rule="VA003", project="甲", reason="合同约定"))
    assert retract(path, lambda number: number == 1) == 1
    assert path.read_text(encoding="utf-8").strip() == OWN.strip()
    assert retract(path, lambda number: number == 7) == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SettingsError, match="没有保存"):
        accept(tmp_path / "file" / "suppressions.toml", Suppression(id="a", reason="合同约定"))


def test_the_data_folder_counts_when_no_other_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "unit").mkdir()
    accept(tmp_path / "data" / "suppressions.toml", Suppression(id="a", reason="合同约定"))
    found = load_organisation(start=tmp_path / "unit", also=tmp_path / "data")
    assert [entry.id for entry in found.suppressions] == ["a"]
    (tmp_path / "unit" / "suppressions.toml").write_text(OWN, encoding="utf-8")
    found = load_organisation(start=tmp_path / "unit", also=tmp_path / "data")
    assert [entry.rule for entry in found.suppressions] == ["ST002"]
