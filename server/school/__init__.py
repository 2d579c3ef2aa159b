"""The school itself: classes, pupils, the adults of each, staff, and what follows for who may see what (spec 1)."""
