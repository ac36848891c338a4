"""Outputs: where sound goes. One file each; all keep the contract `ports.Output`."""
