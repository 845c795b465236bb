"""What is new in a title that joins a story, beside all that its reports told."""

from __future__ import annotations

from collections.abc import Sequence

from workers.dedupe.beside import told_besides
from workers.dedupe.comparing.compare import ASKED, DONE, OFFICIAL, OTHERS, Relation
from workers.dedupe.comparing.rivals import TURNED
from workers.dedupe.finding.kept import Kept, Report, Stands
from workers.dedupe.finding.look import Look
from workers.dedupe.fresh import fresh_words
from workers.dedupe.reading.parts import Count
from workers.dedupe.reading.reader import Reading, read
from workers.dedupe.told import Match
from workers.dedupe.weighing import Likes, likest
from workers.dedupe.words import stemming
from workers.dedupe.words.kinds import NUMBER

Near = tuple[Report, float, Relation]
"""A report of a story, how near a title is to it, and what the title is to it."""


def follow(
    title: str,
    reading: Reading,
    story: str,
    near: list[Near],
    kept: Kept,
    stands: Stands,
) -> Match:
    """What the title tells anew of the story that it joins. `near`: reports of that, not empty."""
    report, _, relation = max(near, key=lambda one: (one[2].kind == "facts", one[1], one[0].item))
    adds = min((one[2].adds for one in near), key=len)
    if relation.kind == "facts":
        adds = relation.adds
    turned = relation.why.endswith(TURNED) or relation.why in (ASKED, DONE, OFFICIAL, OTHERS)
    asked = set() if turned else {part.unit for part in adds}
    known, counts = _told(story, asked, relation.tolls, kept, stands)
    tolls = [toll for toll in relation.tolls if Count(toll[2], toll[0]) not in counts]
    adds = tuple(part for part in adds if part.unit not in known)
    fresh = fresh_words(title, reading, adds, tolls)
    why = "new facts of a known story" if fresh else "tells a known story again"
    return Match("follow", story, report.item, f"{why}: {report.item}", fresh)


def _told(
    story: str,
    units: set[str],
    tolls: Sequence[tuple[str, float, float]],
    kept: Kept,
    stands: Stands,
) -> tuple[set[str], set[Count]]:
    """Which of these units, and what numbers beside those of `tolls`, a story told already. Only
    those are read whose kin have them: a story may have very many."""
    known: set[str] = set()
    counts: set[Count] = set()
    wanted = {f"{NUMBER}{toll[2]:g}" for toll in tolls}.union(map(stemming.kin, units))
    for report in kept.of_story(story) if wanted else ():
        if wanted.isdisjoint(report.kin) or not stands(report):
            continue
        reading = read(report.title)
        known |= units & reading.told
        counts.update(reading.counts)
        if not tolls and known == units:
            break
    return known, counts


def apart(looked: Look, likes: Likes) -> Near:
    """What is told besides in a title that joins a story though something tells it apart from the nearest."""
    report, like = likes[likest(likes)]
    return report, like, Relation("more", "", told_besides(looked.reading, read(report.title)))
