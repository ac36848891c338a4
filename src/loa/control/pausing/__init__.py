"""Pause by place and dates, everywhere at once: what it stops, stating it, ending it sooner."""
