"""The waist: Message → Placement → Evidence, and coverage, which joins them to targets.

Producers know these three and no channel; a channel implements `contract.Channel` and
knows no producer. Nothing here names a channel.
"""
