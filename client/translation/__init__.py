"""How words by people are shown to somebody who reads another language."""
