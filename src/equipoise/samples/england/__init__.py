"""A whole synthetic England, from one number: bodies, contracts, plans and a rule pack.

Nothing in it is real. The same number makes the same bytes; `bodies` says who there is, `drafts`
what each returns, `pack` writes what a round needs to know.
"""
