"""What is printed, a module a sheet: what it says stands beside how it looks."""
