"""Seeded make-believe: numbers, ids and people that are functions of a seed and an index, on every machine."""

from mock_server.fake.ids import Ids
from mock_server.fake.people import People, Person
from mock_server.fake.slug import slug
from mock_server.fake.stream import Stream, label, mix

__all__ = ["Ids", "People", "Person", "Stream", "label", "mix", "slug"]
