"""How Bookbag looks: colours, type, cards, buttons, drawings; nothing here knows a feature."""
