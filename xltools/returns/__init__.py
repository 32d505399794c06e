"""A folder of county returns: found, read in parallel, checked, merged, sent back where wrong."""
