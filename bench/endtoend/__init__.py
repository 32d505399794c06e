"""The whole run of a province, against two peers that do the same."""
