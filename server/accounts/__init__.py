"""Who people are, how they prove it, and where they are signed in (spec 2.8)."""
