"""Terms: candidates, renderings (which words stand for this term there?), ranking, mining."""
