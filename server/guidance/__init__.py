"""What Bookbag is not for: recognises it in any language, shows the right way, and tells the DSL of a disclosure."""
