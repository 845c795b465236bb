"""How the model comes about: `make train DATA=../shared/data`. Nothing here is loaded at run time.

    egypt2013, jawhara ─► texts ─────┬─► teacher (asked once: labels.npz keeps what it said) ─┐
    seeds.tsv, words.toml ───────────┤                                                        ▼
                                     └──────────────────────────────────────────► learn ─► mixing ─►
                                     model.bin

texts     the allowed sets, cleaned and without their repeats, and what is held back of them
teacher   multilingual-e5-small with a head fitted to seeds and word lists; needs ajil[semantic]
nearness  what the large model's vectors are turned by where it is asked of stories (workers/meaning.npz)
learn     the linear model, in numpy, the same numbers every time
alarm     the learnt part of urgency (urgent.tsv), and how it is weighed with the listed words
mixing    how model and word lists are weighed against each other, fitted where the model is a stranger
"""
