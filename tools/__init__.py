"""What a developer's commands do: set up, check, build. None of it ships."""
