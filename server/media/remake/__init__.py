"""Makes uploaded files anew in a process of its own, which may run out of time or memory without harm (spec 4.5)."""
