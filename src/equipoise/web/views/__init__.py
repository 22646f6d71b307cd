"""One screen to a module, named as its address."""
