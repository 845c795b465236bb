"""Clubs, by their concept or by a word that is one: names, whatever list they stand in."""

from __future__ import annotations

from typing import Final

from workers.dedupe.words.kinds import CONCEPT, PLACE

CLUBS: Final = frozenset(
    CONCEPT + name
    for name in (
        "zamalek_", "pyramids_", "zawraa_", "esperance_", "etoile_", "club_africain", "wydad_", "far_rabat",
        "berkane_", "usm_alger", "mc_alger", "js_kabylie", "sundowns_", "gharafa_", "duhail_", "shabab_ahli",
        "kazma_", "wehdat_", "liverpool_", "arsenal_", "chelsea_", "tottenham_", "newcastle_", "everton_",
        "dortmund_", "leverkusen_", "juventus_", "napoli_", "acmilan_", "inter_", "atletico_", "barcelona",
        "madrid", "sevilla_", "bayern_", "psg_", "mancity_", "manutd_", "fenerbahce_", "galatasaray_",
        "inter_miami",
    )
)  # fmt: skip
"""Of a name that no other has."""
_MOSTLY: Final = {
    "السعودية": "هلال نصر تعاون",
    "المغرب": "رجا",
    "قطر": "سد ريان",
    "الإمارات": "عين شارقه جزيره",
    "العراق": "شرطه جويه طلبه مينا كهربا نفط نجف دهوك زاخو اربيل كرخ كرمه نوروز",
    "مصر": "اسماعيلي مصري",
    "إيطاليا": "روما",
    "هولندا": "اياكس",
    "البرتغال": "بورتو بنفيكا",
}
MOSTLY: Final = {
    club: PLACE + country for country, clubs in _MOSTLY.items() for club in clubs.split()
}
"""Club, as a folded word without its article → the country of the one that most titles mean."""
SEVERAL: Final = frozenset(
    ["اهلي", "اتحاد", "شباب", "عربي", "وحده", "هلال", "نصر", "قادسيه", "فيصلي", "جيش", "وصل"]
)
"""Of which there are several of one name: told apart by what else is told."""
