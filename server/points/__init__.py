"""Points: what a class team gives its pupils for skills and values (spec 9)."""
