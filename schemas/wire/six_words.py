"""Six words for two keys: the machine shows them, the hub shows them, and people compare.

256 words of our own, told apart by their first four letters; six of them are 48 bits. Somebody who
stands between machine and hub has one try at 2^48, because a code is used up by a join.
"""

from __future__ import annotations

import hashlib

MARK = b"sb1w\0"
COUNT = 6

_TEXT = """
abbey acorn amber anchor apple arrow aspen atlas autumn bacon badge bamboo banjo barley basket
beacon beaver bell berry birch bishop blanket bonfire border bottle branch bread breeze brick
bridge bronze brook bucket butter cabin cactus camel candle canoe canyon carbon castle cedar
cello chalk cherry chess circle citrus clover cobalt cocoa comet copper coral cotton cradle
crane crayon cricket crown crystal curtain daisy dancer dawn delta desert diamond dolphin domino
donkey dragon drum eagle earth easel echo elbow ember engine fabric falcon farmer feather fence
fern fiddle finger flag flute forest fossil fountain fox galaxy garden garlic gecko ginger
giraffe glacier globe goblet granite grape guitar hammer harbor harvest hazel hedge helmet heron
hickory honey horizon hotel island ivory ivy jacket jaguar jasmine jigsaw jungle juniper kayak
kettle kitten kiwi koala ladder lagoon lantern laurel lemon lily linen lizard lobster locket
lotus magnet magpie mango maple marble market meadow melon mentor meteor mirror mitten monkey
moss mountain muffin museum nectar needle nickel nutmeg oasis ocean olive onion opal orbit
orchid otter oyster paddle palace panda paper parrot pearl pebble pelican pencil pepper piano
picnic pigeon pillow pine planet plum pocket poem pony poplar potato puzzle quartz quill rabbit
radish raft rainbow raven ribbon river robin rocket ruby saddle saffron salmon sandal satin
saturn scarf shadow shell shovel silver sketch snow sparrow spider spoon squirrel stable statue
sugar sunset table tiger timber tomato topaz torch trumpet tulip tunnel turtle umbrella valley
vanilla velvet violin volcano wagon walnut walrus water whale willow window winter yellow zebra
zipper
"""
WORDS = tuple(_TEXT.split())


def six_words(machine: bytes, hub: bytes) -> str:
    """The words of a machine's and a hub's public key (32 bytes each), with spaces between."""
    if len(machine) != 32 or len(hub) != 32:
        raise ValueError("a public key has 32 bytes")
    digest = hashlib.sha256(MARK + machine + hub).digest()
    return " ".join(WORDS[byte] for byte in digest[:COUNT])
