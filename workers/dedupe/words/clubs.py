"""Clubs, stars and contests of sport: names, whatever list they stand in."""

from __future__ import annotations

from typing import Final

from streamer.text import words
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
    "السعودية": "هلال نصر تعاون", "المغرب": "رجا", "قطر": "سد ريان خور وكره غرافه",
    "الإمارات": "عين شارقه جزيره",
    "العراق": "شرطه جويه طلبه مينا كهربا نفط نجف دهوك زاخو اربيل كرخ كرمه نوروز", "مصر": "اسماعيلي مصري",
    "إيطاليا": "روما", "هولندا": "اياكس", "البرتغال": "بورتو بنفيكا",
}  # fmt: skip
MOSTLY: Final = {
    club: PLACE + country for country, clubs in _MOSTLY.items() for club in clubs.split()
}
"""Club, as a folded word without its article → the country of the one that most titles mean."""
SEVERAL: Final = frozenset(
    ["اهلي", "اتحاد", "شباب", "عربي", "وحده", "هلال", "نصر", "قادسيه", "فيصلي", "جيش", "وصل"]
)
"""Of which there are several of one name: told apart by what else is told."""
STARS: Final = frozenset(
    CONCEPT + name
    for name in (
        "mo_salah", "sinner_", "djokovic_", "alcaraz_", "mbappe_", "haaland_", "benzema_", "lewandowski_",
        "guardiola_", "mourinho_", "ancelotti_", "messi", "ronaldo",
        "vinicius_", "neymar_", "bellingham_", "yamal_", "hakimi_", "ziyech_",
        "de_bruyne", "modric_", "lukaku_", "dembele_", "griezmann_",
        "alonso_", "flick_", "inzaghi_", "arteta_", "luis_enrique", "slot_", "amorim_",
        "osimhen_", "marmoush_", "infantino_", "motsepe_", "cassas_", "renard_", "regragui_",
        "halilhodzic_", "nadal_", "federer_", "swiatek_", "sabalenka_", "jabeur_", "hamilton_", "verstappen_",
        "pedri_", "raphinha_", "courtois_", "ter_stegen", "van_dijk",
    )
)  # fmt: skip
"""Men and women by their full name or a part of it."""
CONTESTS: Final = frozenset(
    CONCEPT + name
    for name in (
        "caf_cl", "caf_cup", "afc_cl", "afc_cl_two", "arab_cup", "gulf_cup", "nations_league",
        "wc_qualifiers", "champions_league", "europaleague_", "super_cup", "copa_del_rey", "kings_cup",
        "fa_cup", "carabao_cup", "ligue_one", "egypt_league", "mls_", "botola_", "club_worldcup", "worldcup",
        "olympics_", "afcon_", "asiancup_", "epl_", "laliga_", "bundesliga_", "seriea_", "saudi_league",
        "iraqi_league", "roland_garros", "wimbledon_", "us_open", "australian_open", "r16",
        "qf", "sf", "derby_",
    )
)  # fmt: skip
"""In which it is played, but which nobody is."""
PLAYERS: Final = frozenset(
    words(
        """مدرب لاعب مهاجم مدافع حارس نجم جناح ظهير قائد هداف دولي موهبة أسطورة لاعبة نجمة ملاكم عداء سباح
        رباع مصارع حكم ثنائي متوسط مدير فني"""
    )
)
"""What those are called who play, or have to do with it."""
