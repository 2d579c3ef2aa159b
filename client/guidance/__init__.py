"""While somebody writes: what Bookbag is not for, and the right way (spec 6.6, 6.7)."""
