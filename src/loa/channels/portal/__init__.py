"""The portal: articles as pages, projected from the messages placed on it."""
