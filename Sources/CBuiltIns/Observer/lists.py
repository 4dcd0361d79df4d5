"""The collector's lists, as they lie in memory where gc does not show them."""

import ctypes
import gc
import itertools
import operator


def memory(address):
    """The machine word at an address."""
    return ctypes.c_size_t.from_address(address).value


class PermanentGeneration:
    """The collector's list of what is frozen, which gc.get_objects() does not show: its links are read as they lie in
    memory before each object. Whatever stands in the list is alive."""

    HEAD = 16  # bytes of the links before an object

    class Anchor:
        """An object to find the list's beginning by."""

    def __init__(self):
        gc.freeze()
        anchor = self.Anchor()
        gc.freeze()  # now it is the last of the list
        self.beginning = memory(id(anchor) - self.HEAD)
        self.places = []  # the addresses of the objects, as they were read
        self.is_read = False

    def change(self):
        """What was read is not all any more: the program has frozen its objects."""
        self.is_read = False

    def addresses(self):
        """The addresses of the objects. Without a change() they can only have become fewer."""
        count = gc.get_freeze_count()
        if not self.is_read or count != len(self.places):
            self.places.clear()
            place = memory(self.beginning)
            while place != self.beginning:
                self.places.append(place + self.HEAD)
                place = memory(place)
            self.is_read = True
        return self.places

    def objects(self, base):
        """The objects but those at the addresses in `base`."""
        addresses = self.addresses()
        is_new = map(operator.not_, map(base.__contains__, addresses))
        return [ctypes.cast(address, ctypes.py_object).value for address in itertools.compress(addresses, is_new)]


class OldObjects:
    """The list of the oldest generation without the objects that were there before the scenario.

    A list mostly begins as it did at the look before; only the rest has to be asked about. What the list holds is
    compared as it lies in memory.
    """

    ITEMS = 24  # bytes before the address of a list's items
    WORD = 8

    def __init__(self):
        self.seen = b""  # the addresses in the list
        self.new = []  # places in it that are the scenario's
        self.size = 0  # of the base, at the look before

    def without(self, base, objects):
        size = len(objects) * self.WORD
        items = ctypes.string_at(memory(id(objects) + self.ITEMS), size) if objects else b""
        start = self.common(items) // self.WORD if len(base) == self.size else 0
        rest = map(id, itertools.islice(objects, start, None))
        is_new = map(operator.not_, map(base.__contains__, rest))
        while self.new and self.new[-1] >= start:
            self.new.pop()
        self.new.extend(itertools.compress(range(start, len(objects)), is_new))
        self.seen, self.size = items, len(base)
        return list(map(objects.__getitem__, self.new))

    def common(self, items):
        """How many bytes both begin with."""
        low, high = 0, min(len(items), len(self.seen))
        while low < high:
            middle = (low + high + 1) // 2
            if items[low:middle] == self.seen[low:middle]:
                low = middle
            else:
                high = middle - 1
        return low
