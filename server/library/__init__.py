"""The library: news, documents in folders, work for home, school reports, and their way through the office (spec 8)."""
