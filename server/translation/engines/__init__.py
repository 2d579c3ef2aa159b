"""The translation engines that a school may allow, behind one interface."""
