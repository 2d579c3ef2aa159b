"""How words that people wrote reach each reader in their own language."""
