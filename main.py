"""Starts the app on a phone or a desktop; the web app starts inside the server."""

from client.start import run

if __name__ == "__main__":
    run()
