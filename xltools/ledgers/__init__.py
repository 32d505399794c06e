"""A folder of counties' project ledgers, each in its own layout: read, mapped, merged into the library."""
