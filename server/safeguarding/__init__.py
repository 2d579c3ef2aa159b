"""Looking into threads with a reason, evidence, and what people report; reads every feature below it (spec 11)."""
