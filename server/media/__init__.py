"""Pictures: checked, cleaned, made anew in three sizes, and shown only to those they are for (spec 4.5)."""
