"""Names that are words too: small, they are only the word; at a sentence's start the next word may prove it."""

from collections.abc import Mapping
from typing import Final

MONTHS: Final = frozenset("April August January June May".split())
_SEASONS: Final = """Autumn Dawn Day Early Moon Rain Sky Snow Spring Star Storm Summer Summers Sun Sunday Sunny
    Winter Winters Friday Tuesday Easter Christmas Eve Noel"""
_PLANTS: Final = """Apple Ash Basil Bean Berry Birch Blossom Bloom Bush Cherry Clay Clover Daisy Fern Field Fields
    Flower Forest Hazel Heath Heather Holly Iris Ivy Jasmine Juniper Laurel Leaf Lily Marsh Moss Oak Olive Peach Plum
    Poppy Reed Rice Root Rose Rosemary Saffron Sage Violet Willow Wood Woods Ginger Honey Pepper"""
_ANIMALS: Final = """Bear Bee Bird Bull Bunny Crane Dove Drake Finch Fish Fox Hare Kitty Lamb Lark Martin Nightingale
    Peacock Phoenix Robin Sparrow Swan Swallow Teddy Wolf Wren"""
_PLACES: Final = """Banks Bay Bridge Brook Church Cliff Cross Dale Ford Glen Hall Hill House Lake Lane Ocean Park Pond
    Pool River Rivers Rock Stone Street Temple Wall Waters Wells North West China Holland English French"""
_VIRTUES: Final = """Angel Beauty Best Blessing Bliss Bonny Bright Charity Comfort Destiny Faith Favour Frank Free
    Gift Glory Good Grace Happy Harmony Honour Hope Joy Justice Little Long Love Low Major Melody Mercy Miracle Moody
    Noble Patience Peace Precious Pride Promise Rich Rush Sharp Short Small Speed Strong Swift Sweet Trinity Unique
    Wise Young"""
_THINGS: Final = """Amber Art Bacon Ball Bell Bill Black Bond Book Brown Candy Case Coral Crystal Diamond Dot Gale
    Gates Gem Gold Golden Gray Green Grey Guy Heart Jack Jade Jay Jean Jewel Josh Key Kit Mac Max Pan Pat Pearl Penny
    Piper Pip Power Price Ray Ruby Rusty Sandy Scarlet Silver Song Sterling Story Tan Van White Wing"""
_WORK: Final = """Archer Baker Bishop Butcher Butler Carpenter Carter Cook Cooper Dean Duke Earl Farmer Fisher
    Gardener Gardner Hunter King Knight Major Mason Miller Page Painter Parson Pope Porter Potter Prince Princess
    Queen Shepherd Singer Skipper Smith Squire Tanner Taylor Thatcher Turner Tyler Victor Walker Ward Weaver"""
_VERBS: Final = """Can Carol Chase Do Don Drew Grant Hunt Mark Miles Nick Pace Read Rob Said Sing Skip Sue Tie Will
    Win"""
_SHORT: Final = """An And Are As Be By For Has He Her His How I In Is It Law Man Many May Me My New No Not Now Oh Old
    On One Or Our Own See She Sit Six So Son Ten The Their Them They Thing To Too Two Us Was Way We Well Who Why Yes
    You Your"""
_PARTICLES: Final = "Al Bin Da Das De Del Den Der Di Do Dos Du El Ibn La Las Le Lo Los San Santa Ur Von"

ALSO_WORDS: Final = MONTHS | frozenset(
    f"{_SEASONS} {_PLANTS} {_ANIMALS} {_PLACES} {_VIRTUES} {_THINGS} {_WORK} {_VERBS} {_SHORT} {_PARTICLES}".split()
)

_WHO: Final = """i you we they he she it the there your our their my his her this these everyone everybody anyone
    anybody somebody someone all"""
_WHAT: Final = "your our it them this these"
_PROOFS: Final = {
    "Will Can": f"{_WHO} be",
    "May Do": _WHO,
    "Hope": f"{_WHO} to",
    "Mark Cook Grant Skip Chase Page": _WHAT,
    "Read": f"{_WHAT} with to about a the",
    "Best": "wishes regards of",
    "Good": "morning afternoon evening night luck news work job day bye",
    "Happy": "birthday new holidays easter christmas eid diwali",
    "Love": "from to",
    "Summer Autumn Winter Spring Easter Christmas": "term holiday holidays fair half fayre concert uniform break",
    "Early": "years",
    "English French Art": "lessons lesson club homework week",
    "So": f"{_WHO} proud many much far",
}
PROVEN_BY: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(proofs.split()) for names, proofs in _PROOFS.items() for name in names.split()
}
"""Name → the words that, right after it at a sentence's start, prove that nobody is meant."""
