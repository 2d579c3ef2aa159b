"""The school's own server: rules, rows, and what becomes of them."""
