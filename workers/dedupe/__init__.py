"""Is it new? A repeat of something told, an edit of the same item, or another report of a known story?

The law: merging two different stories is the worse error. A reader who gets one item twice is annoyed;
a reader who never gets an item because it looked like another was failed. So a headline is a repeat only
where nothing at all distinguishes it.

    Headline ─► index        the same item again? taken back? corrected? (what is kept and said: told)
        └► reports
             ├► reading/    what the title tells, part by part (reader); does it name a story (unnamed)?
             ├► finding/    the reports that share two of its rarest units (candidates), or one (kindred);
             │              what a title is looked up by stands on the log with it (stamp)
             ├► beside      it and one of them, where and when they were told
             │   ├► comparing/   same · less · more · facts · other, with the reason (compare): vetoes
             │   │               (tolls, elsewhere, moments, persons, namesakes, reversed_names, his_people,
             │   │               sorts, committees, contrasts, peoples, rivals, another, of_whom,
             │   │               substitution, tenses, slots, owners), what is left over (differences,
             │   │               leftovers), what goes without saying (implied, unsaid, first_names, around,
             │   │               at_home), what is said aside (asides), what belongs to the event (scenery),
             │   │               who announces it (announcers), what is left out (leaving_out), what may
             │   │               still tell them apart (last_look: in_person, negated, of_one_name,
             │   │               put_to_the_vote, tomorrow, …), what makes them facts of one story (tried,
             │   │               how_many, official_word)
             │   ├► forms/       whether two words are one (twins)
             │   └► order/       who did it to whom (roles), also in two tongues (across)
             ├► weighing    which story it belongs to: likeness to all its reports (belonging)
             └► joining     what is new in it, beside all that the story's reports told (fresh: in words as
                            written)

Each folder knows those below it alone: comparing and finding, forms, order, reading, words (the lists).

The theory. The judged log is the database. An `Index` is nothing but the fold of that log: `fold` takes
one event after the other, `judge` only looks: it changes nothing, so a headline that says nothing leaves no
trace either. What a verdict says depends on the order of the stream alone, never on batches, workers or
restarts. The clock is the first sight of what was told, and never runs back.

What distinguishes is compared by itself (comparing/): places, persons and offices, peoples, numbers with
what they count, dates, months and weekdays, ordinals, polarity and direction, who did it to whom.
Similarity alone never makes a repeat: كركوك or ديالى, تؤكد or تنفي is one word of ten. A repeat adds no word
that is not a filler or another name of what was told; so a word that no list knows always
distinguishes. Similarity serves where the error is the lesser one: to find candidates, and to see that a
report belongs to a story.

Roads not taken
    - A hash of the title as the item's identity: an edit would be another item.
    - One date watermark a source: items come late and out of order.
    - Several judges with optimistic commits: no faster at two, and verdicts in another order than the
      headlines.
    - Unchecked hashes (MinHash, simhash): precision 0.2 to 0.3. A threshold on the similarity of sentence
      embeddings for repeats: it merges ديالى with كركوك.
    - Edit distance for spellings: سلمان and سليمان are two persons.
    - Rarity of what is left over, all else being told by both: of the labelled pairs that one common word
      told apart (weight below 0.5), three of four were no repeats. غير is among the commonest words.
    - Learning from the labelled pairs which words may be left over (boosted trees on kind, rarity,
      place and number of what either title tells alone): left out file by file, it finds 3 points of recall
      with one error in 44, 5 with seven in 87; the errors are persons and stages of a story.
    - A sentence embedding (multilingual-e5-small) for what ordinary words alone tell apart: the cosine of
      such titles is a coin on the labelled pairs (area under the curve 0.51). Weighed with rarity and shares
      it finds 1 to 2 points of recall, nine right of ten; where it finds 3 to 6, it calls 15 to 40 % of
      reworded repeats still repeats after a machine changed one unlisted word of them.
"""

from workers.dedupe.index import Index
from workers.dedupe.told import Story, Told, Verdict

__all__ = ["Index", "Story", "Told", "Verdict"]
