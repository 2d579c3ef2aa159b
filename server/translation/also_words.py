"""Names that are English words too: at a sentence's start Will, Grace and Rose may be nobody."""

from typing import Final

_MONTHS: Final = "April August January June May"
_SEASONS: Final = "Autumn Dawn Day Early Moon Rain Sky Snow Star Storm Summer Sunny Winter"
_PLANTS: Final = """Bloom Daisy Field Fields Flower Hazel Heath Heather Holly Iris Ivy Lily Marsh Olive Poppy Reed
    Robin Rose Sage Sparrow Violet Willow Wood Woods Wren Fox Hill Lake Lane River Park Stone"""
_VIRTUES: Final = """Bliss Faith Grace Harmony Hope Joy Love Melody Mercy Patience Bright Best Frank Good Long Rich
    Sharp Short Small Little Young Strong Noble Sweet Wise"""
_THINGS: Final = """Amber Bell Brook Crystal Hall Jade Jean Jack Pat Pearl Penny Piper Ray Ruby Sandy Scarlet Bill Art
    Black Brown Gray Green Grey White Gale Rusty"""
_WORK: Final = "Baker Carter Cook Fisher King Mason Miller Page Singer Taylor Victor Walker Ward"
_VERBS: Final = "Chase Drew Grant Mark Miles Nick Rob Skip Will"

ALSO_WORDS: Final = frozenset(f"{_MONTHS} {_SEASONS} {_PLANTS} {_VIRTUES} {_THINGS} {_WORK} {_VERBS}".split())
