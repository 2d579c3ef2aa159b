"""The scenes of the demo school's pictures."""
