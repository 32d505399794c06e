"""The tables of the toolkit, one module a subject, in the officer's words."""
