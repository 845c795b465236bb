"""What is known of single words: the lists (`*.toml`, each says how to extend it), how rare a word is, and
what other tongues than Arabic make of it.
"""
