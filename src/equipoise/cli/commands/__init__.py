"""One command a module, named as the use case it calls."""
