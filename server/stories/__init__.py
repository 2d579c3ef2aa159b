"""Stories: what a class, a school or a child's portfolio shows, and what families answer (spec 3)."""
