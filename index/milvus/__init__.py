"""Passages kept in Milvus, so that several processes search one index and none holds its vectors.

client   the server or file: collections, an alias, searches sent together (the only importer of ``pymilvus``)
schema   which fields and parts a collection has
about    what a collection was filled from, and its words
fill     from an index folder to a collection, then the alias
store    one collection as a store; taught, what training adds to it
reads    the reads of a question, in at most three round trips
"""
