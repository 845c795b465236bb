"""Who did it to whom, wherever the words stand: what tells two titles apart that have the same words."""
