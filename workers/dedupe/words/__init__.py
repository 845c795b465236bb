"""What is known of single words: the lists (`*.toml`, each says how to extend it), how rare a word is, and
what other tongues than Arabic make of it.

    lists                                the files, as they are written
    concepts nations offices             a list each: the sense that it gives its forms (kinds), and what is
    numbers calendar fillers             asked of it besides
    phrases                              all lists together: of two senses of one form the stronger list's
    doublets                             the concepts with doublets.toml, in the forms grammar makes of them
    compound_names                       names of two words that are as often written as one
    lexicon                              a word, and what stands before and behind it, looked up in them
    stemming rarity                      a word that none has: its stem, its kin; how much a unit tells
    irregular british homonyms           words of other tongues, as the lists have them
    inflections spelt_out compounds numerals
    renderings tongues futures german_verbs
    likeness                             how near two titles are by their words
"""
