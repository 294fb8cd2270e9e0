"""Half an hour of mixed traffic with faults."""
