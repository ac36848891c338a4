"""The repository: one province's signed publication (The Update Framework, python-tuf 7).

    root (offline) → targets (leaders) → leaders  → leaders-XX   policy/*, keyring/*
                                       → rundowns → rundowns-XX  station/*
    root → snapshot, timestamp (online)

`layout` says where everything lies and how long it counts, `reading` believes nothing
that does not follow from a pinned root, `leaders` is the offline side, `online` the
signer's. A publication is visible only with its last file, the timestamp. No Django.
`docs/formats/repository.md` describes every byte.
"""
