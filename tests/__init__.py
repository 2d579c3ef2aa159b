"""What must stay true. `edges`, `cast`, `eg`, `postgres` are what tests are made with; `conftest` hands them out."""
