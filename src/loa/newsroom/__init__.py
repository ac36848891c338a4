"""The newsroom: items are written, voiced, reviewed and approved; approval makes messages."""
