"""What may still tell two titles apart of which everything else says that they tell the same.

Few pairs come so far, so what is asked here may look at both titles once more.
"""

from __future__ import annotations

from collections.abc import Mapping

from workers.dedupe.comparing.dead_or_hurt import drowned, who_died
from workers.dedupe.comparing.in_person import in_person
from workers.dedupe.comparing.limits import limits
from workers.dedupe.comparing.namesakes import called_like_a_place, one_of_the_family
from workers.dedupe.comparing.negated import negated
from workers.dedupe.comparing.not_yet import not_yet
from workers.dedupe.comparing.of_one_name import of_one_name
from workers.dedupe.comparing.only_if import only_if
from workers.dedupe.comparing.opposed import opposed
from workers.dedupe.comparing.owners import his_body
from workers.dedupe.comparing.parts_of_it import parts_of_it
from workers.dedupe.comparing.put_to_the_vote import put_to_the_vote
from workers.dedupe.comparing.small_words import small_words
from workers.dedupe.comparing.somebody_of_his import somebody_of_his
from workers.dedupe.comparing.spans import spans
from workers.dedupe.comparing.states import town_or_state
from workers.dedupe.comparing.tomorrow import tomorrow
from workers.dedupe.comparing.who_speaks import who_speaks
from workers.dedupe.order.causes import causes
from workers.dedupe.order.deed_of_a_deed import deed_of_a_deed
from workers.dedupe.order.his_own import of_another
from workers.dedupe.order.sides_of_it import sides_of_it
from workers.dedupe.order.turned_about import turned_about
from workers.dedupe.reading.reader import Reading


def last_look(later: Reading, earlier: Reading, twins: Mapping[str, str]) -> str:
    """Why they are of two things ("": they are of one). `twins`: units of `later` that `earlier` writes
    otherwise."""
    return (
        small_words(later, earlier)
        or turned_about(later, earlier, twins)
        or deed_of_a_deed(later, earlier, twins)
        or only_if(later, earlier)
        or causes(later, earlier)
        or called_like_a_place(twins)
        or one_of_the_family(later, earlier)
        or limits(later, earlier)
        or somebody_of_his(later, earlier)
        or his_body(later, earlier)
        or not_yet(later, earlier)
        or spans(later, earlier)
        or parts_of_it(later, earlier)
        or opposed(later, earlier, twins)
        or sides_of_it(later, earlier)
        or town_or_state(later, earlier)
        or who_died(later, earlier)
        or drowned(later, earlier)
        or who_speaks(later, earlier, twins)
        or in_person(later, earlier)
        or of_another(later, earlier)
        or negated(later, earlier, twins)
        or of_one_name(later, earlier)
        or put_to_the_vote(later, earlier)
        or tomorrow(later, earlier)
    )
