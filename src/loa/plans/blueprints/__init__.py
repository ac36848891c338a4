"""Blueprints: a few facts in, the text of a plan out, to be read and edited by people.

What comes out is a plan file like any other, and passes `loa plan check`.
"""

from loa.plans.blueprints.congress import CongressFacts, congress
from loa.plans.blueprints.epidemic import EpidemicFacts, epidemic

__all__ = ["CongressFacts", "EpidemicFacts", "congress", "epidemic"]
