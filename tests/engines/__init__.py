"""Small servers that speak as translation engines do: a prepared one, a chaotic one, and one that really translates."""
