"""Points: two weeks of a child's for the family, and giving them for the class team (spec 9)."""
