"""Forms: answering and signing them as a family, making and gathering them as the school (spec 7)."""
