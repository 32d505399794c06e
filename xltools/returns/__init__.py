"""A folder of county returns: found, read in parallel, checked, merged into 调度表, and sent back where wrong."""
