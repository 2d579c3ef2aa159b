"""For the DSL and SMT: the queue, finding and opening conversations, everything on record of one (spec 11)."""
