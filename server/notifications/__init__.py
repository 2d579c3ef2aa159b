"""Who hears of what is new, when, and how (spec 13.1). Features say that something is new; they need know no more."""
