"""What a title tells, part by part, without what says nothing; and whether it names a story at all."""
