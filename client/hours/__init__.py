"""Staff hours in the app: the closed page, my work, who is away, and how the office keeps calendar and devices."""
