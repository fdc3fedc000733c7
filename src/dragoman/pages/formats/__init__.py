"""One file a form in which pages come. Each yields articles, and faults for what can't be read."""
