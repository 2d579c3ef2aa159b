"""The calendar in the app: as a list, a week and a month, and the link for the family's own calendar."""
