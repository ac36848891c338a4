"""The player: the unattended agent that makes one station speak, and can prove what it did.

It decides for itself what may be heard (`machine`, by the guards of `core.trust`), works
without a network for weeks and survives a power cut at any instant. Decisions are pure;
disk, network, sound and time are ports (`ports`), so the same code runs in real time
(`run`) and by the thousand in virtual time (a rehearsal drives `agent.Agent`).
"""
