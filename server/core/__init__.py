"""What every feature of the server stands on; knows none of them."""
