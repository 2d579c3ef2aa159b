"""When staff are at work: the school's calendar, the gate that it closes, cover for who is away, devices (spec 6)."""
