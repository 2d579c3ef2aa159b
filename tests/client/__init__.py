"""Tests of the app: its stores, its outbox, its words, its screens."""
