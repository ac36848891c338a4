"""From a document to a draft plan: what was found is shown, corrected, and becomes a plan.

values       what a finding holds, by its kind, and what may be written into it
passages     the document's text cut where findings begin and end
mending      what one press changes when a contradiction's mend is taken
matching     names of offices, as documents write them, and those that are known here
composing    findings and answers as one plan; what still has to be answered
models       the document that was taken in, whole, and its findings one by one
actions      taking in, correcting, making the plan: whole or not at all
queries      reads; what a plan that came from a document still lacks
words        sentences for people
"""
