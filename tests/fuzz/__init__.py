"""A short run of make fuzz, what it found before, and whether it would notice."""
