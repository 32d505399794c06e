"""Many letters in one Word file: what each brings along, and how it stands beside the others unchanged."""
