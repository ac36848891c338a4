"""Loa: public information from plan to proof."""
