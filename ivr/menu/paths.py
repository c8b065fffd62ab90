"""Ways through a Flow: which places lie behind a caller, and where no way leads on.

Everything here looks at names only, in time linear in the number of links.
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    Links = Mapping[str, tuple[str, ...]]


MOST_BEHIND = 12
"""Places kept behind a caller. A place that lies deeper is one nobody finds."""


def trails(start: str, links: Links) -> dict[str, tuple[str, ...]]:
    """Return, for each place within MOST_BEHIND keys, the places on a shortest way to it.

    >>> trails("main", {"main": ("bill",), "bill": ("second", "main"), "second": ()})
    {'main': (), 'bill': ('main',), 'second': ('main', 'bill')}
    """
    found: dict[str, tuple[str, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        place = waiting.popleft()
        behind = (*found[place], place)
        for target in links[place] if len(behind) <= MOST_BEHIND else ():
            if target not in found:
                found[target] = behind
                waiting.append(target)
    return found


def leading_to(goals: Iterable[str], links: Links) -> set[str]:
    """Return the places from which some goal can be reached, the goals included."""
    backwards = defaultdict(list)
    for place, targets in links.items():
        for target in targets:
            backwards[target].append(place)
    found = set(goals)
    waiting = deque(found)
    while waiting:
        new = set(backwards[waiting.popleft()]) - found
        found |= new
        waiting.extend(new)
    return found


def endless(then: Mapping[str, str]) -> list[str]:
    """Return the places that go on by themselves and come round again without a key.

    >>> endless({"a": "b", "b": "a", "c": "a"})
    ['a', 'b']
    """
    loops: set[str] = set()
    done: set[str] = set()
    for place in then:
        way = _follow(place, then, done)
        if way and then.get(way[-1]) in way:
            loops.update(way[way.index(then[way[-1]]) :])
        done.update(way)
    return [place for place in then if place in loops]


def _follow(place: str, then: Mapping[str, str], done: Collection[str]) -> list[str]:
    way: dict[str, None] = {}
    while place in then and place not in way and place not in done:
        way[place] = None
        place = then[place]
    return list(way)
