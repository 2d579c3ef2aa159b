"""What the app and the server say to each other, and nothing else."""
