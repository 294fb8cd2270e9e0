"""Measurements that decide changes; each prints its figures and keeps them in ``results/``."""
