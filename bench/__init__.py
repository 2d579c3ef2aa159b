"""The figures of the README, made by one command: ``make bench``."""
