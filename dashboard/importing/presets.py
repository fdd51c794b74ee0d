"""The stage lists that are shipped in `crm/stages.toml`, and what a stage's name says by itself."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from dashboard.importing.forms import FOLDER
from dashboard.settings import Stage

SHARE_NAMED = 0.8

_WON = re.compile(r"\bwon\b|closed ?won|赢单|赢得|^已?成交$|^已?签约$")
_LOST = re.compile(r"\blost\b|closed ?lost|输单|丢单|流失|^(已?失败|无效|已?作废|dead|cancel+ed|declined|abandoned)$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def folded(name: str) -> str:
    """A stage's or pipeline's name as it is compared: one width, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def kind_of(name: str) -> str:
    """open, won or lost, as far as the name itself says so."""
    text = folded(name)
    return "won" if _WON.search(text) else "lost" if _LOST.search(text) else "open"


def names_of(stage: Stage) -> tuple[str, ...]:
    """The stage's name and its aliases."""
    return (stage.name, *stage.aliases)


@dataclass(frozen=True)
class Preset:
    """A list that a CRM or a sales method comes with; `crm` "*" is any export."""

    name: str
    crm: tuple[str, ...]
    stages: tuple[Stage, ...]

    def share_named(self, texts: set[str]) -> float:
        """Share of the folded stage names that the list knows; 0 where it knows no open stage among them."""
        known = {folded(name): stage.kind for stage in self.stages for name in names_of(stage)}
        found = texts & known.keys()
        return len(found) / len(texts) if any(known[text] == "open" for text in found) else 0.0


@functools.cache
def presets() -> tuple[Preset, ...]:
    """The shipped lists."""
    declared = tomllib.loads((FOLDER / "stages.toml").read_text(encoding="utf-8"))["presets"]
    return tuple(
        Preset(each["name"], tuple(each["crm"]), tuple(_stage(stage) for stage in each["stages"])) for each in declared
    )


def _stage(declared: dict[str, Any]) -> Stage:
    return Stage(**declared | {"aliases": tuple(declared.get("aliases", []))})


def fitting(crm: str | None, texts: Counter[str]) -> Preset | None:
    """The preset that names most of the stages used, the CRM's own before a general one; None below SHARE_NAMED."""
    used = set(map(folded, texts))
    best: tuple[float, bool, Preset] | None = None
    for preset in presets():
        if not used or not {crm, "*"} & set(preset.crm):
            continue
        share, is_own = preset.share_named(used), crm in preset.crm
        if share >= SHARE_NAMED and (best is None or (share, is_own) > best[:2]):
            best = (share, is_own, preset)
    return best[2] if best else None


def is_chinese_text(texts: Counter[str]) -> bool:
    """Whether the stages used are named in Chinese."""
    return bool(_CHINESE.search("".join(texts)))


def as_used(preset: Preset, texts: Counter[str]) -> tuple[Stage, ...]:
    """The preset's stages by the names the export uses most, else by the first one in the export's language."""
    is_chinese = is_chinese_text(texts)
    return tuple(_named_as_used(stage, texts, is_chinese) for stage in preset.stages)


def _named_as_used(stage: Stage, texts: Counter[str], is_chinese: bool) -> Stage:
    names = names_of(stage)
    mine = set(map(folded, names))
    spelled = [text for text, _ in texts.most_common() if folded(text) in mine]
    in_language = [name for name in names if bool(_CHINESE.search(name)) == is_chinese]
    name = (spelled or in_language or [stage.name])[0]
    return replace(stage, name=name, aliases=tuple(each for each in names if each != name))
