"""The library in the app: news, documents in folders, work for home, school reports."""
