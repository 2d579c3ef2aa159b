"""Shows words that people wrote in each reader's own language, without ever changing a name or a number."""
