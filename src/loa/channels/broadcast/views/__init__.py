"""Pages of broadcast: `stations` as they stand, `day` for one day, `usb` for sticks."""
