"""Quality figures on labelled material: `make eval DATA=dir`. Nothing here is a test that passes or fails."""
