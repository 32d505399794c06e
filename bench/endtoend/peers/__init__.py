"""What users of the best-known libraries would write for the whole run, kept as fair as we can make it."""
