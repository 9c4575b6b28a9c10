"""All fixtures, and which versions of scikit-learn make which."""

import layouts
import models
import refusals
import vectorizers
from corpus import VERSION

# The versions with the widest selection.
OLD, NEWEST = "0.24.2", "1.9.1"


class Recipe:
    """
    One fixture. tier: "all" versions make it, "core" those from 1.1 on, "wide" two, "newest" one. since, until: the
    versions that can. texts: "all" or "core", the texts that are asked. refused: the code of the error with which an
    import must refuse it. may_refuse: the code with which it may. then: what is done to the file at last.
    """

    def __init__(
        self,
        name,
        make,
        container="joblib-zlib",
        tier="wide",
        since=(0, 0),
        until=(9, 9),
        texts="core",
        refused=None,
        may_refuse=None,
        then=None,
    ):
        self.name = name
        self.make = make
        self.container = container
        self.tier = tier
        self.since = since
        self.until = until
        self.texts = texts
        self.refused = refused
        self.may_refuse = may_refuse
        self.then = then

    def suits(self, version):
        tiers = {"all"}
        if VERSION >= (1, 1) or version == OLD:
            tiers.add("core")
        if version in (OLD, NEWEST):
            tiers.add("wide")
        if version == NEWEST:
            tiers.add("newest")
        return self.tier in tiers and self.since <= VERSION <= self.until


def recipes_of(version, own):
    """Returns the recipes for a version. own: what has functions of the program that is run."""
    recipes = []

    def add(name, make, *args, **options):
        recipes.append(Recipe(name, make, *args, **options))

    layouts.add_to(add)
    vectorizers.add_to(add)
    models.add_to(add)
    refusals.add_to(add, own)
    assert len({recipe.name for recipe in recipes}) == len(recipes)
    return [recipe for recipe in recipes if recipe.suits(version)]
